using BotCrm.Bot.Turns;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Starting a conversation and coming back to it.</summary>
internal static class ConversationEndpoints
{
    public static async Task<IResult> StartAsync(
        HttpContext context, DirectLineSettings settings, DirectLineTokens tokens, Conversations conversations, DirectLineTurns turns, NoticeDelivery notices, CancellationToken ct)
    {
        var (token, refusal) = DirectLineRequest.Authorize(context, null);
        if (token is null)
            return refusal!;
        var (body, wrong) = await DirectLineRequest.ReadAsync(context, DirectLineJson.Wire.StartRequest, ct);
        if (wrong is not null)
            return wrong;

        var conversation = conversations.Open(token.Conversation, token.User, out var isNew);
        if (isNew)
            turns.Greet(conversation, new Sender(null, token.User, token.Name), Locale(context, body?.Locale));
        notices.Wake();
        var answer = Answer(context, settings, tokens, token, "-");
        return Results.Json(answer, DirectLineJson.Wire.ConversationAnswer, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    public static IResult Reconnect(HttpContext context, string id, string? watermark, DirectLineSettings settings, DirectLineTokens tokens)
    {
        var (conversation, token, refusal) = DirectLineRequest.Enter(context, id);
        return conversation is null
            ? refusal!
            : Results.Json(Answer(context, settings, tokens, token!, string.IsNullOrEmpty(watermark) ? "-" : watermark), DirectLineJson.Wire.ConversationAnswer);
    }

    private static ConversationAnswer Answer(HttpContext context, DirectLineSettings settings, DirectLineTokens tokens, DirectLineToken token, string watermark)
    {
        var request = context.Request;
        var stream = tokens.Issue(token.User, token.Name, token.Conversation, "stream", DirectLineSettings.StreamTokenLife);
        var url = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}{request.PathBase}{DirectLineRegistration.Root}/conversations/{Uri.EscapeDataString(token.Conversation)}"
            + $"/stream?watermark={Uri.EscapeDataString(watermark)}&t={stream}";
        return new ConversationAnswer(
            token.Conversation,
            tokens.Issue(token.User, token.Name, token.Conversation, "talk", settings.TokenLife),
            (int)settings.TokenLife.TotalSeconds,
            url);
    }

    private static string? Locale(HttpContext context, string? asked)
    {
        var locale = asked ?? context.Request.GetTypedHeaders().AcceptLanguage.FirstOrDefault()?.Value.Value;
        return locale is { Length: <= 35 } ? locale : null;
    }
}
