namespace BotCrm.Load;

/// <param name="Users">How many people use the CRM at once.</param>
/// <param name="Length">How long they are measured.</param>
/// <param name="Warm">How long they work before: a server that has just started compiles what it runs.</param>
/// <param name="Customers">Size of the company.</param>
/// <param name="Think">Mean time between an answer and the same user's next request, exponentially distributed.</param>
/// <param name="Store">A SQLite file or a PostgreSQL connection string; null: a new file that is deleted afterwards.</param>
internal sealed record LoadOptions(double Users, TimeSpan Length, TimeSpan Warm, int Customers, TimeSpan Think, string? Store);
