using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>What every card of one reply needs: who will draw it, its words, its zone, and its buttons.</summary>
internal sealed class CardContext
{
    public CardContext(Reply reply, CardDialect dialect)
    {
        Reply = reply;
        Dialect = dialect;
        Phrases = CardPhrases.For(reply.Language);
        var zone = reply.TimeZoneId is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;
        Terms = new Words(Phrases.Culture, zone);
    }

    public Reply Reply { get; }

    public CardDialect Dialect { get; }

    public CardPhrases Phrases { get; }

    /// <summary>How the assistant itself says stages, days and amounts, so that a card never says them differently.</summary>
    public Words Terms { get; }

    public JsonObject Card(IEnumerable<JsonObject> body, params IEnumerable<JsonObject> actions)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["lang"] = Phrases.Culture,
            ["fallbackText"] = CardText.Clean(Reply.Text, CardText.BodyLimit),
            ["body"] = new JsonArray([.. body]),
        };
        var buttons = new JsonArray([.. actions]);
        if (buttons.Count > 0)
            card["actions"] = buttons;
        if (Dialect == CardDialect.Teams)
            card["msteams"] = new JsonObject { ["width"] = "Full" };
        return card;
    }

    /// <summary>A button. <paramref name="style"/> is <c>positive</c> or <c>destructive</c>, or null.</summary>
    public JsonObject Button(string title, string verb, JsonObject data, string? style = null)
    {
        var submit = Submit(verb, data);
        submit["title"] = CardText.Button(title);
        if (style is not null)
            submit["style"] = style;
        if (Dialect == CardDialect.WebChat)
            return submit;

        var execute = new JsonObject
        {
            ["type"] = "Action.Execute",
            ["title"] = CardText.Button(title),
            ["verb"] = verb,
            ["data"] = data.DeepClone(),
            ["fallback"] = submit,
        };
        if (style is not null)
            execute["style"] = style;
        return execute;
    }

    /// <summary>
    /// What pressing a part of the card does: it says a sentence. Web Chat takes a Submit with a string as a sentence typed by the user, so
    /// that it is seen in the conversation; Teams needs the verb.
    /// </summary>
    public JsonObject Say(string sentence) => Dialect == CardDialect.WebChat
        ? new JsonObject { ["type"] = "Action.Submit", ["title"] = CardText.Button(sentence), ["data"] = sentence }
        : Submit("say", new JsonObject { ["text"] = sentence });

    /// <summary>A time; with its zone when it is not the reader's own.</summary>
    public string When(DateTimeOffset instant) => InZone(Terms.Time(instant));

    public string Time(DateTimeOffset instant) => InZone(TimeZoneInfo.ConvertTime(instant, Terms.Zone).ToString("HH:mm", CultureInfo.InvariantCulture));

    private string InZone(string shown) => Reply.TimeZoneId is null ? shown + " UTC" : shown;

    private static JsonObject Submit(string verb, JsonObject data)
    {
        var flat = data.DeepClone().AsObject();
        flat["verb"] = verb;
        return new JsonObject { ["type"] = "Action.Submit", ["data"] = flat };
    }
}
