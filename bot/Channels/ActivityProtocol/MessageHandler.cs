using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>What a conversation's activity comes to. A handler says nothing by returning no reply.</summary>
internal interface IActivityHandler
{
    bool Handles(Activity activity);

    Task<IReadOnlyList<Reply>> AnswerAsync(ReceivedActivity received, bool repeatReplies, CancellationToken ct);
}

/// <summary><c>message</c>: words, or a press on a card (<c>value</c>).</summary>
internal sealed class MessageHandler(ITurnPipeline turns, SharedFiles shared) : IActivityHandler
{
    public bool Handles(Activity activity) => activity.Type == ActivityTypes.Message;

    /// <param name="repeatReplies">Whether a repetition is given the replies again: a caller that waits for them has lost the first ones.</param>
    public async Task<IReadOnlyList<Reply>> AnswerAsync(ReceivedActivity received, bool repeatReplies, CancellationToken ct)
    {
        var (files, refusal) = await shared.FetchAsync(received, ct);
        if (refusal is not null)
            return [refusal];
        var result = await turns.RunAsync(received.Sender, IncomingActivities.ToTurn(received.Activity) with { Files = files }, ct);
        return result.Duplicate && !repeatReplies ? [] : result.Replies;
    }
}
