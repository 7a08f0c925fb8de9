using System.Security.Claims;
using BotCrm.Bot.Configuration;
using BotCrm.Core.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace BotCrm.Bot.Api.Tokens;

/// <summary>Gives and checks the bearer tokens of the REST API: JWTs signed with HMAC-SHA-256 that name a CRM login and nothing else.</summary>
internal sealed class ApiTokens(SigningKey key, ApiOptions options, DemoMode demo, TimeProvider clock)
{
    private const string Issuer = "botcrm";
    private const string Audience = "botcrm-api";

    /// <summary>For tokens given to whoever asked: they end with demo mode, although the key and the data stay.</summary>
    private const string DemoAudience = "botcrm-api-demo";
    private const string Type = "at+jwt";
    private const int MaxLength = 4096;

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, SetDefaultTimesOnTokenCreation = false };

    public (string Token, DateTimeOffset ExpiresAt) Issue(Actor actor)
    {
        var now = clock.GetUtcNow();
        var expires = now + options.TokenLifetime;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = demo.On ? DemoAudience : Audience,
            TokenType = Type,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, actor.Login), new Claim(JwtRegisteredClaimNames.Jti, Guid.NewGuid().ToString("N"))]),
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key.Bytes), SecurityAlgorithms.HmacSha256),
        });
        return (token, DateTimeOffset.FromUnixTimeSeconds(expires.ToUnixTimeSeconds()));
    }

    /// <returns>The login, or null for a token that is not ours, not whole or not current.</returns>
    public async Task<string?> FindLoginAsync(string token)
    {
        if (token.Length > MaxLength)
            return null;

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudiences = demo.On ? [Audience, DemoAudience] : [Audience],
            ValidTypes = [Type],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = new SymmetricSecurityKey(key.Bytes),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires),
        });
        return result.IsValid && result.Claims.TryGetValue(JwtRegisteredClaimNames.Sub, out var subject) ? subject as string : null;
    }

    /// <summary>By the application's clock, which <c>Clock:Start</c> may have set.</summary>
    private bool IsCurrent(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end && (notBefore is not { } start || start <= now.AddSeconds(60));
    }
}
