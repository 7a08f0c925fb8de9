using System.Security.Claims;
using System.Text.Encodings.Web;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BotCrm.Bot.Api.Tokens;

/// <summary>Who asks: the CRM user named by a valid bearer token who is still active.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens, ICrm crm, IAuditEvents audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private static readonly string[] TakenAt = [ApiRegistration.Root, "/mcp"];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Other rooms have bearer tokens of their own.
        if (!TakenAt.Any(root => Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase)) || TokenIn(Request) is not { } token)
            return AuthenticateResult.NoResult();

        // The actor is looked up every time: whoever was deactivated is out at once, whatever the token says.
        if (await tokens.FindLoginAsync(token) is not { } login || await crm.FindActorByLoginAsync(login, Context.RequestAborted) is not { } actor)
        {
            audit.NoteOnce($"bearer {Context.Connection.RemoteIpAddress}", new AuditEvent(AuditEvent.SignInFailed, 0, "", "api", Kinds.User, 0, Detail: new Dictionary<string, string> { ["from"] = Context.Connection.RemoteIpAddress?.ToString() ?? "" }));
            return AuthenticateResult.NoResult();
        }

        Context.SetActor(actor);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, actor.Login)], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? "Bearer realm=\"botcrm\", error=\"invalid_token\"" : "Bearer realm=\"botcrm\"";
        return Problems.Of(
            StatusCodes.Status401Unauthorized,
            given ? "invalid_token" : "token_needed",
            given ? "The bearer token is not valid or has expired." : "Send a token in the header Authorization: Bearer <token>.")
            .ExecuteAsync(Context);
    }

    internal static string? TokenIn(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && header.AsSpan(7).Trim() is { Length: > 0 } token && !token.Contains(' ') ? token.ToString() : null;
    }
}

internal static class ActorOfRequest
{
    private static readonly object Key = new();

    public static Actor? GetActor(this HttpContext http) => http.Items[Key] as Actor;

    public static void SetActor(this HttpContext http, Actor actor) => http.Items[Key] = actor;
}
