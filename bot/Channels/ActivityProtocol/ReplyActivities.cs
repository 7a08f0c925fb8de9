using BotCrm.Bot.Cards;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>Where a reply's words go when it also has a card.</summary>
public enum TextAndCard
{
    /// <summary>One activity with both: for callers that read the body themselves.</summary>
    Together,

    /// <summary>A line of text, then the card: connectors lose the id of an activity that has both.</summary>
    Apart,

    /// <summary>The card alone, its words kept as summary and speech: for clients that surely draw cards.</summary>
    CardOnly,
}

/// <summary>Replies as activities, in the order they are to be sent.</summary>
public static class ReplyActivities
{
    /// <param name="incoming">The activity answered: addresses are turned round, <c>replyToId</c> is its id. Sets no ids.</param>
    public static IReadOnlyList<Activity> Create(IReadOnlyList<Reply> replies, Activity incoming, CardDialect dialect, TextAndCard textAndCard) => [];
}
