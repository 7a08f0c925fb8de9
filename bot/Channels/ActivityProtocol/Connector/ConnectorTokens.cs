using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace BotCrm.Bot.Channels.ActivityProtocol.Connector;

/// <summary>
/// The bot's own token for connectors, by client credentials. One is fetched at a time, kept until shortly before it ends, and the old
/// one serves on while a renewal fails.
/// </summary>
internal sealed class ConnectorTokens(IOptions<BotOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<ConnectorTokens> log) : IDisposable
{
    public const string ClientName = "connector-tokens";

    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim fetching = new(1);
    private readonly ResiliencePipeline<HttpResponseMessage> retries = ConnectorRetries.Create(time, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable, HttpStatusCode.BadGateway, HttpStatusCode.GatewayTimeout);
    private volatile Token? current;

    public async Task<string> GetAsync(CancellationToken ct)
    {
        if (current is { } token && time.GetUtcNow() < token.RenewAt)
            return token.Value;
        await fetching.WaitAsync(ct);
        try
        {
            var now = time.GetUtcNow();
            if (current is { } renewed && now < renewed.RenewAt)
                return renewed.Value;
            try
            {
                current = await FetchAsync(ct);
            }
            catch (ConnectorException e) when (current is { } old && now < old.Ends)
            {
                log.LogWarning(e, "The connector token cannot be renewed; the old one is good until {Ends}.", old.Ends);
            }

            return current!.Value;
        }
        finally
        {
            fetching.Release();
        }
    }

    /// <summary>A connector refused <paramref name="token"/>: the next caller fetches another, unless somebody has done so already.</summary>
    public void Drop(string token)
    {
        if (current is { } known && known.Value == token)
            Interlocked.CompareExchange(ref current, null, known);
    }

    public void Dispose() => fetching.Dispose();

    private async Task<Token> FetchAsync(CancellationToken ct)
    {
        var settings = options.Value;
        var client = clients.CreateClient(ClientName);
        try
        {
            using var response = await retries.ExecuteAsync(
                async token =>
                {
                    using var form = new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["grant_type"] = "client_credentials",
                        ["client_id"] = settings.AppId,
                        ["client_secret"] = settings.AppPassword,
                        ["scope"] = settings.BotFrameworkScope,
                    });
                    return await client.PostAsync(settings.TokenUrl, form, token);
                },
                ct);
            using var body = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
            var root = body.RootElement;
            if (!response.IsSuccessStatusCode || root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("access_token", out var value) || value.GetString() is not { Length: > 0 } access)
                throw new ConnectorException($"The token endpoint answered {(int)response.StatusCode}{Error(root)}.", response.StatusCode);

            var lifetime = TimeSpan.FromSeconds(Math.Max(0, Seconds(root)));
            var now = time.GetUtcNow();

            // A short-lived token is renewed half-way, or it would be fetched for every call.
            var early = lifetime > 2 * RenewBefore ? RenewBefore : lifetime / 2;
            return new Token(access, now + lifetime - early, now + lifetime);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or InvalidOperationException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorException("The token endpoint cannot be reached or does not answer with JSON.", null, e);
        }
    }

    private static string Error(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String ? $" ({error.GetString()})" : "";

    /// <summary>A number by the standard; some endpoints write it as a string. Without it an hour, which is what Entra gives.</summary>
    private static double Seconds(JsonElement root)
    {
        if (!root.TryGetProperty("expires_in", out var value))
            return 3600;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
            return number;
        return value.ValueKind == JsonValueKind.String && int.TryParse(value.GetString(), out var text) ? text : 3600;
    }

    private sealed record Token(string Value, DateTimeOffset RenewAt, DateTimeOffset Ends);
}
