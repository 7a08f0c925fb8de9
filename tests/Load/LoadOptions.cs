namespace BotCrm.Load;

/// <param name="Users">How many people use the CRM at once.</param>
/// <param name="Length">How long they are measured, after a warm-up of a fifth of it.</param>
/// <param name="Customers">Size of the company.</param>
/// <param name="Think">Mean time between an answer and the same user's next request, exponentially distributed.</param>
/// <param name="Store">A SQLite file or a PostgreSQL connection string; null: a new file that is deleted afterwards.</param>
internal sealed record LoadOptions(double Users, TimeSpan Length, int Customers, TimeSpan Think, string? Store);
