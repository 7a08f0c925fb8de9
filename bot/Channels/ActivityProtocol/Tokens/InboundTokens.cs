using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BotCrm.Bot.Channels.ActivityProtocol.Tokens;

/// <summary>
/// Checks the bearer token of whoever posts an activity. Source of the rules: Microsoft Learn, "Authentication with the Bot Connector
/// API", and the checks in botframework-connector. What depends on the activity is left to <see cref="Caller.Denies"/>.
/// </summary>
internal sealed class InboundTokens : IDisposable
{
    /// <summary>The Bot Framework's tolerance for clocks that differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(300);

    private const int MaxTokenLength = 16 * 1024;

    private readonly BotOptions options;
    private readonly TimeProvider time;
    private readonly JsonWebTokenHandler handler = new();
    private readonly FrozenDictionary<string, Issuer> issuers;

    public InboundTokens(IOptions<BotOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<InboundTokens> log)
    {
        this.options = options.Value;
        this.time = time;
        issuers = Issuers(this.options, address => new SigningKeys(address, clients, time, log));
    }

    public async Task<TokenVerdict> CheckAsync(string? authorization, CancellationToken ct)
    {
        if (options.IsDemo)
            return new TokenVerdict(Caller.Demo, null);

        var parts = (authorization ?? "").Split(' ');
        if (parts is not [var scheme, { Length: > 0 and <= MaxTokenLength } encoded] || !scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            return TokenVerdict.Deny("a bearer token is sent");
        if (Parse(encoded) is not { } token)
            return TokenVerdict.Deny("the token is a signed JWT");

        // Before any key is fetched: nobody makes us call anywhere with a token of their own making.
        if (!issuers.TryGetValue(token.Issuer, out var issuer))
            return TokenVerdict.Deny("the issuer is trusted");
        if (token.Alg != SecurityAlgorithms.RsaSha256)
            return TokenVerdict.Deny("the algorithm is RS256");
        if (token.Kid is not { Length: > 0 } kid || await issuer.Keys.FindAsync(kid, ct) is not { } key)
            return TokenVerdict.Deny("the signing key is known");

        var result = await handler.ValidateTokenAsync(token, Parameters(key));
        if (!result.IsValid)
            return TokenVerdict.Deny(RuleOf(result.Exception));
        return issuer.Tenant is null ? CheckChannel(token, key) : CheckTenant(token, issuer.Tenant);
    }

    public void Dispose()
    {
        foreach (var issuer in issuers.Values)
            issuer.Keys.Dispose();
    }

    private static TokenVerdict CheckChannel(JsonWebToken token, SigningKey key)
    {
        // Whether it is the activity's own is checked when the activity has been read.
        var urls = token.Claims.Where(claim => claim.Type.Equals("serviceurl", StringComparison.OrdinalIgnoreCase)).ToList();
        return urls.Count == 1
            ? new TokenVerdict(new Caller(CallerKind.Channel, urls[0].Value, key.Endorsements), null)
            : TokenVerdict.Deny("there is one serviceurl claim");
    }

    private TokenVerdict CheckTenant(JsonWebToken token, string tenant)
    {
        var caller = Claim(token, "ver") switch
        {
            "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        if (caller is null)
            return TokenVerdict.Deny("the token says its version and the calling app");
        if (!caller.Equals(options.AppId, StringComparison.OrdinalIgnoreCase) && !options.AllowedCallers.Contains(caller, StringComparer.OrdinalIgnoreCase))
            return TokenVerdict.Deny("the calling app is allowed");
        if (Claim(token, "tid")?.Equals(tenant, StringComparison.OrdinalIgnoreCase) != true)
            return TokenVerdict.Deny("the tenant is the issuer's");
        return new TokenVerdict(new Caller(CallerKind.Tenant), null);
    }

    private TokenValidationParameters Parameters(SigningKey key) => new()
    {
        IssuerSigningKey = key.Key,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        RequireSignedTokens = true,
        TryAllIssuerSigningKeys = false,
        ValidateIssuer = false, // checked above, together with the choice of key
        ValidAudience = options.AppId,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        LifetimeValidator = (from, until, _, _) => until is { } end && time.GetUtcNow() - Skew < end && (from is not { } start || start <= time.GetUtcNow() + Skew),
    };

    private static JsonWebToken? Parse(string encoded)
    {
        // Three parts and nothing else: an encrypted token has five.
        if (encoded.Count(c => c == '.') != 2 || encoded.EndsWith('.'))
            return null;
        try
        {
            var token = new JsonWebToken(encoded);
            return token.TryGetHeaderValue<object>("crit", out _) ? null : token;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) && value is { Length: > 0 } ? value : null;

    private static string RuleOf(Exception? e) => e switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNoExpirationException or SecurityTokenNotYetValidException => "the token is valid now",
        SecurityTokenInvalidAudienceException => "the audience is this bot",
        _ => "the signature fits",
    };

    private static FrozenDictionary<string, Issuer> Issuers(BotOptions options, Func<Uri, SigningKeys> keysOf)
    {
        var all = new Dictionary<string, Issuer>(StringComparer.Ordinal);
        if (options.IsDemo)
            return all.ToFrozenDictionary(StringComparer.Ordinal);
        foreach (var tenant in options.Tenants)
        {
            var issuer = new Issuer(tenant, keysOf(options.TenantMetadata(tenant)));
            all[$"https://sts.windows.net/{tenant}/"] = issuer;
            all[$"https://login.microsoftonline.com/{tenant}/v2.0"] = issuer;
            all[$"{options.LoginAuthority.TrimEnd('/')}/{tenant}/v2.0"] = issuer;
        }

        all[options.BotFrameworkIssuer] = new Issuer(null, keysOf(new Uri(options.BotFrameworkMetadata)));
        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <param name="Tenant">Null for the Bot Framework itself.</param>
    private sealed record Issuer(string? Tenant, SigningKeys Keys);
}
