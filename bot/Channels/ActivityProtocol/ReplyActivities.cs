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
    /// <summary>More do not fit beside each other on a phone.</summary>
    private const int MaxSuggestions = 6;

    /// <param name="incoming">The activity answered: addresses are turned round, <c>replyToId</c> is its id. Sets no ids.</param>
    public static IReadOnlyList<Activity> Create(IReadOnlyList<Reply> replies, Activity incoming, CardDialect dialect, TextAndCard textAndCard)
    {
        var activities = new List<Activity>(replies.Count);
        foreach (var reply in replies)
        {
            var headline = Headline(reply.Text);
            var message = Answer(incoming, ActivityTypes.Message) with
            {
                Locale = reply.Language == "zh" ? "zh-CN" : "en-US",
                InputHint = reply is QuestionReply or ConfirmReply ? "expectingInput" : "acceptingInput",
            };

            if (CardRenderer.Render(reply, dialect) is not { } card)
            {
                activities.Add(message with { Text = reply.Text, TextFormat = "plain", Speak = reply.Text, SuggestedActions = Suggestions(reply) });
                continue;
            }

            var attachment = new Attachment { ContentType = CardRenderer.ContentType, Content = card };
            if (textAndCard == TextAndCard.Apart)
                activities.Add(message with { Text = headline, TextFormat = "plain", Speak = headline, InputHint = "ignoringInput" });
            activities.Add(message with
            {
                Text = textAndCard == TextAndCard.Together ? reply.Text : null,
                TextFormat = textAndCard == TextAndCard.Together ? "plain" : null,
                Summary = textAndCard == TextAndCard.Together ? null : reply.Text,
                Speak = textAndCard == TextAndCard.Apart ? null : headline,
                Attachments = [attachment],
                SuggestedActions = Suggestions(reply),
            });
        }

        return activities;
    }

    public static Activity Typing(Activity incoming) => Answer(incoming, ActivityTypes.Typing);

    internal static Activity Answer(Activity incoming, string type) => new()
    {
        Type = type,
        ChannelId = incoming.ChannelId,
        ServiceUrl = incoming.ServiceUrl,
        Conversation = incoming.Conversation,
        From = incoming.Recipient,
        Recipient = incoming.From,
        ReplyToId = incoming.Id,
    };

    /// <summary>A card is read aloud by its first line: nobody listens to a table.</summary>
    private static string Headline(string text)
    {
        var end = text.AsSpan().Trim().IndexOf('\n');
        return end < 0 ? text.Trim() : text.AsSpan().Trim()[..end].Trim().ToString();
    }

    /// <summary>Clients send back the title or the value: both are the sentence.</summary>
    private static SuggestedActions? Suggestions(Reply reply) => reply.Suggestions.Count == 0
        ? null
        : new SuggestedActions { Actions = [.. reply.Suggestions.Take(MaxSuggestions).Select(sentence => new CardActionButton("imBack", sentence, sentence))] };
}
