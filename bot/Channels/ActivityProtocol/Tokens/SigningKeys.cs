using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace BotCrm.Bot.Channels.ActivityProtocol.Tokens;

/// <param name="Endorsements">Channels the key may speak for; null when its issuer does not endorse keys.</param>
internal sealed record SigningKey(RsaSecurityKey Key, IReadOnlyList<string>? Endorsements);

/// <summary>
/// The published RSA keys of one issuer, by <c>kid</c>: fetched at first need, again after a day, and for an unknown <c>kid</c> at most
/// hourly, so that made-up ids cannot make us hammer the issuer. Keys stay in use while the issuer cannot be reached.
/// </summary>
internal sealed class SigningKeys(Uri metadata, IHttpClientFactory clients, TimeProvider time, ILogger log) : IDisposable
{
    public const string ClientName = "signing-keys";

    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(24);
    private static readonly TimeSpan MinInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetryWhileEmpty = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim refreshing = new(1);
    private volatile Snapshot? snapshot;
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    public async Task<SigningKey?> FindAsync(string kid, CancellationToken ct)
    {
        if (Current(kid) is { } key)
            return key;
        await refreshing.WaitAsync(ct);
        try
        {
            // Somebody else may have refreshed while this one waited.
            if (Current(kid) is { } found)
                return found;
            if (time.GetUtcNow() >= notBefore)
                await RefreshAsync(ct);
            return snapshot?.Keys.GetValueOrDefault(kid);
        }
        finally
        {
            refreshing.Release();
        }
    }

    public void Dispose() => refreshing.Dispose();

    private SigningKey? Current(string kid) =>
        snapshot is { } known && time.GetUtcNow() - known.FetchedAt < MaxAge ? known.Keys.GetValueOrDefault(kid) : null;

    private async Task RefreshAsync(CancellationToken ct)
    {
        try
        {
            snapshot = new Snapshot(await FetchAsync(ct), time.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or FormatException or InvalidOperationException or KeyNotFoundException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            log.LogError(e, "The signing keys of {Metadata} cannot be fetched.", metadata);
        }

        notBefore = time.GetUtcNow() + (snapshot is null ? RetryWhileEmpty : MinInterval);
    }

    private async Task<Dictionary<string, SigningKey>> FetchAsync(CancellationToken ct)
    {
        var client = clients.CreateClient(ClientName);
        using var description = await ReadAsync(client, metadata, ct);
        var location = description.RootElement.GetProperty("jwks_uri").GetString();
        if (!Uri.TryCreate(location, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (metadata.Scheme == Uri.UriSchemeHttp && Loopback.IsLoopbackHost(address.IdnHost))))
            throw new FormatException("jwks_uri is not an https URL.");

        using var set = await ReadAsync(client, address, ct);
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var entry in set.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (Read(entry) is { } key)
                keys[key.Key.KeyId] = key;
        }

        log.LogInformation("{Count} signing keys fetched from {Metadata}.", keys.Count, metadata);
        return keys;
    }

    private static async Task<JsonDocument> ReadAsync(HttpClient client, Uri address, CancellationToken ct)
    {
        using var response = await client.GetAsync(address, ct);
        response.EnsureSuccessStatusCode();
        return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
    }

    private static SigningKey? Read(JsonElement key)
    {
        string? Member(string name) => key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        if (Member("kty") != "RSA" || Member("use") is { } use && use != "sig" || Member("kid") is not { Length: > 0 } kid || Member("n") is not { } modulus || Member("e") is not { } exponent)
            return null;
        var rsa = new RsaSecurityKey(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) }) { KeyId = kid };
        if (rsa.KeySize < 2048)
            return null;
        var endorsements = key.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).ToArray()
            : null;
        return new SigningKey(rsa, endorsements);
    }

    private sealed record Snapshot(Dictionary<string, SigningKey> Keys, DateTimeOffset FetchedAt);
}
