namespace BotCrm.Bot.Api;

/// <summary>Settings of the REST API, checked by the host.</summary>
/// <param name="DataFolder">Where a signing key is kept that nobody gave.</param>
/// <param name="SigningKey">Base64, or empty.</param>
internal sealed record ApiOptions(string DataFolder, string SigningKey, TimeSpan TokenLifetime, int RequestsPerMinute, int MaxBodyBytes);
