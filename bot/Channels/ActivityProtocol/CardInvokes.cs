using System.Text.Json.Nodes;
using BotCrm.Bot.Cards;
using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <param name="Status">The HTTP status: 200 whenever the bot's code was involved at all, 501 for an invoke it does not know.</param>
/// <param name="Rest">Replies that do not fit into the body.</param>
internal sealed record InvokeAnswer(int Status, JsonObject? Body, IReadOnlyList<Reply> Rest);

/// <summary>
/// <c>invoke</c>: the answer is the HTTP body. <c>adaptiveCard/action</c> (Action.Execute) is answered with the card that replaces the
/// pressed one, or with a message. Source: Microsoft Learn, "Universal Actions for Adaptive Cards".
/// </summary>
internal sealed class CardInvokes(ITurnPipeline turns)
{
    private const string MessageType = "application/vnd.microsoft.activity.message";
    private const string ErrorType = "application/vnd.microsoft.error";

    public async Task<InvokeAnswer> AnswerAsync(ReceivedActivity received, CancellationToken ct)
    {
        var activity = received.Activity;
        if (activity.Name != "adaptiveCard/action")
            return new InvokeAnswer(StatusCodes.Status501NotImplemented, null, []);

        // The trigger (manual or automatic) makes no difference here, and some clients leave it out.
        var turn = IncomingActivities.ToTurn(activity);
        if (turn.Action is not { Verb.Length: > 0 })
            return new InvokeAnswer(StatusCodes.Status200OK, Body(StatusCodes.Status400BadRequest, ErrorType, new JsonObject { ["code"] = "BadRequest", ["message"] = "value.action.verb is missing." }), []);

        // A repetition is answered again: the client waits for a body.
        var replies = (await turns.RunAsync(received.Sender, turn, ct)).Replies;
        var dialect = IncomingActivities.DialectOf(activity);
        for (var i = 0; i < replies.Count; i++)
        {
            if (CardRenderer.Render(replies[i], dialect) is { } card)
                return new InvokeAnswer(StatusCodes.Status200OK, Body(StatusCodes.Status200OK, CardRenderer.ContentType, card), [.. replies.Where((_, at) => at != i)]);
        }

        var text = string.Join("\n\n", replies.Select(reply => reply.Text));
        return new InvokeAnswer(StatusCodes.Status200OK, Body(StatusCodes.Status200OK, MessageType, text), []);
    }

    private static JsonObject Body(int statusCode, string type, JsonNode value) => new() { ["statusCode"] = statusCode, ["type"] = type, ["value"] = value };
}
