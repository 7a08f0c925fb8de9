using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary><c>tokens/generate</c> and <c>tokens/refresh</c>.</summary>
internal static class TokenEndpoints
{
    private const int MaxUserLength = 128;

    public static async Task<IResult> GenerateAsync(HttpContext context, DirectLineSettings settings, DirectLineTokens tokens, CancellationToken ct)
    {
        var (body, refusal) = await DirectLineRequest.ReadAsync(context, DirectLineJson.Wire.TokenRequest, ct);
        if (refusal is not null)
            return refusal;
        var (user, problem) = await FindUserAsync(context, settings, body?.User?.Id?.Trim());
        if (user is null)
            return problem!;
        if (user.Length > MaxUserLength)
            return DirectLineError.BadArgument($"user.id must have at most {MaxUserLength} characters.");

        await SignedInAsync(context, user, ct);
        var conversation = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        var token = tokens.Issue(user, ShortName(body?.User?.Name), conversation, "start", settings.TokenLife);
        return Results.Json(new ConversationAnswer(conversation, token, (int)settings.TokenLife.TotalSeconds), DirectLineJson.Wire.ConversationAnswer);
    }

    public static IResult Refresh(HttpContext context, DirectLineSettings settings, DirectLineTokens tokens)
    {
        var (token, refusal) = DirectLineRequest.Authorize(context, null);
        if (token is null)
            return refusal!;
        var fresh = tokens.Issue(token.User, token.Name, token.Conversation, token.Use, settings.TokenLife);
        return Results.Json(new ConversationAnswer(token.Conversation, fresh, (int)settings.TokenLife.TotalSeconds), DirectLineJson.Wire.ConversationAnswer);
    }

    /// <summary>A visitor who is no user of the CRM signs in to nothing.</summary>
    private static async Task SignedInAsync(HttpContext context, string user, CancellationToken ct)
    {
        if (await context.RequestServices.GetRequiredService<ICrm>().FindActorByLoginAsync(user, ct) is { } actor)
            context.RequestServices.GetRequiredService<IAuditEvents>().Note(new AuditEvent(AuditEvent.SignIn, actor.UserId, actor.Login, "webchat", Kinds.User, actor.UserId));
    }

    private static async Task<(string? User, IResult? Problem)> FindUserAsync(HttpContext context, DirectLineSettings settings, string? asked)
    {
        var bearer = DirectLineRequest.Bearer(context);
        if (bearer is not null && settings.Secret.Length > 0 && SameSecret(bearer, settings.Secret))
            return Asked(asked);

        if (settings.Demo && bearer is null)
        {
            return context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address)
                ? (null, DirectLineError.Forbidden("In demo mode tokens are given on this machine only."))
                : Asked(asked);
        }

        if (await context.RequestServices.GetRequiredService<ISignedInLogin>().FindAsync(context) is not { } login)
            return (null, DirectLineError.Forbidden("Send a bearer token of the REST API or the Direct Line secret (setting DirectLine:Secret)."));
        return asked is null || asked.Equals(login, StringComparison.OrdinalIgnoreCase)
            ? (login, null)
            : (null, DirectLineError.Forbidden("user.id is not the user who is signed in."));
    }

    private static (string? User, IResult? Problem) Asked(string? user) =>
        string.IsNullOrEmpty(user) ? (null, DirectLineError.BadArgument("Say whom the token is for: {\"user\": {\"id\": \"<login>\"}}.")) : (user, null);

    /// <summary>Hashed first, so that the time taken does not tell the length either.</summary>
    private static bool SameSecret(string given, string secret) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static string? ShortName(string? name) => name is { Length: > 0 and <= MaxUserLength } ? name : null;
}
