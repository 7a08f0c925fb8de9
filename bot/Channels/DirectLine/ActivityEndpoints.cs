using System.Text.Json;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>Reading and sending activities.</summary>
internal static class ActivityEndpoints
{
    private const int MaxClientIdLength = 200;

    public static IResult List(HttpContext context, string id, string? watermark)
    {
        var (conversation, _, refusal) = DirectLineRequest.Enter(context, id);
        if (conversation is null)
            return refusal!;
        var position = conversation.Position(watermark);
        return Results.Bytes(conversation.Read(ref position, evenEmpty: true)!, "application/json; charset=utf-8");
    }

    public static async Task<IResult> PostAsync(HttpContext context, string id, DirectLineTurns turns, CancellationToken ct)
    {
        var (conversation, token, refusal) = DirectLineRequest.Enter(context, id);
        if (conversation is null)
            return refusal!;
        var (activity, wrong) = await DirectLineRequest.ReadAsync(context, ActivityJson.Wire.Activity, ct);
        return wrong ?? Accept(conversation, token!, activity, turns);
    }

    /// <summary>Echoes a message into the conversation, as clients expect, and starts its turn. Other types are taken and change nothing.</summary>
    public static IResult Accept(Conversation conversation, DirectLineToken token, Activity? activity, DirectLineTurns turns, IReadOnlyList<TurnFile>? files = null)
    {
        if (activity is not { Type: { Length: > 0 } type })
            return DirectLineError.BadArgument("An activity needs a type, such as {\"type\": \"message\", \"text\": \"hello\"}.");
        var activityId = conversation.NewActivityId();
        if (!type.Equals("message", StringComparison.OrdinalIgnoreCase))
            return Answer(activityId);
        if (DirectLineTurns.IsFull(conversation))
            return DirectLineError.TooMany();
        if (ClientId(activity) is { } clientId && conversation.Remember(clientId, activityId) is { } before)
            return Answer(before);

        // The token says who it is, whatever the activity claims.
        var echo = activity with
        {
            Id = activityId,
            Timestamp = turns.Now(),
            ChannelId = DirectLineTurns.Channel,
            ServiceUrl = null,
            From = new ChannelAccount { Id = token.User, Name = token.Name ?? activity.From?.Name, Role = "user" },
            Recipient = DirectLineTurns.Bot,
            Conversation = new ConversationAccount { Id = conversation.Id },
        };
        conversation.Append(echo);
        turns.TryStart(conversation, new Sender(null, token.User, token.Name), echo, files ?? []);
        return Answer(activityId);
    }

    private static IResult Answer(string activityId) => Results.Json(new ResourceAnswer(activityId), DirectLineJson.Wire.ResourceAnswer);

    private static string? ClientId(Activity activity) =>
        activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("clientActivityID", out var value)
        && JsonText.Of(value) is { Length: > 0 and <= MaxClientIdLength } id ? id : null;
}
