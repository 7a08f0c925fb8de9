using System.Net;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace BotCrm.Bot.Api.Tokens;

internal sealed record DemoTokenBody
{
    /// <summary>Login of a CRM user.</summary>
    public string? User { get; init; }
}

internal sealed record TokenResource(string Token, DateTimeOffset ExpiresAt);

/// <summary>In demo mode: a token for any user, for whoever sits at this machine.</summary>
internal static class DemoTokenEndpoint
{
    public static void MapDemoToken(this IEndpointRouteBuilder api) =>
        api.MapPost("/demo/token", IssueAsync).AllowAnonymous().Describe("demoToken", "Get a token as a user (demo mode only).", "Demo")
            .Takes<DemoTokenBody>().Produces<TokenResource>().Fails(400, 403, 404, 413, 415, 429);

    private static async Task<IResult> IssueAsync(HttpContext http, [FromServices] ICrm crm, [FromServices] ApiTokens tokens, [FromServices] ApiOptions options, [FromServices] IAuditEvents audit, CancellationToken ct)
    {
        // Beyond loopback the process does not listen in demo mode; a proxy in front of it must not open this door either.
        if (http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            return Problems.Of(StatusCodes.Status403Forbidden, "loopback_only", "Demo tokens are given on this machine only.");

        var read = await JsonBody.ReadAsync<DemoTokenBody>(http.Request, options.MaxBodyBytes, ct);
        if (!read.Ok)
            return Problems.From(read.Failure);
        if (read.Value.Body.User is not { Length: > 0 } login)
            return Problems.From(Failure.Invalid("missing_value", "'user' is needed: the login of a CRM user.", "user"));
        if (await crm.FindActorByLoginAsync(login, ct) is not { } actor)
        {
            // What was typed may be anything, a password by mistake as well: it is not kept.
            audit.NoteOnce("demo", new AuditEvent(AuditEvent.SignInFailed, 0, "", "api", Kinds.User, 0));
            return Problems.Of(StatusCodes.Status404NotFound, "unknown_user", "There is no active user with this login.", "user");
        }


        audit.Note(new AuditEvent(AuditEvent.SignIn, actor.UserId, actor.Login, "api", Kinds.User, actor.UserId));
        var (token, expires) = tokens.Issue(actor);
        return Results.Json(new TokenResource(token, expires), ApiJson.Options);
    }
}
