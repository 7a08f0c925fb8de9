using System.Globalization;
using System.Text.Json.Nodes;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>What every card of one reply needs: who will draw it, its words, its zone, and its buttons.</summary>
internal sealed class CardContext
{
    private readonly CultureInfo culture;
    private readonly TimeZoneInfo zone;

    public CardContext(Reply reply, CardDialect dialect)
    {
        Reply = reply;
        Dialect = dialect;
        Words = CardPhrases.For(reply.Language);
        culture = CultureInfo.GetCultureInfo(Words.Culture);
        zone = reply.TimeZoneId is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;
    }

    public Reply Reply { get; }

    public CardDialect Dialect { get; }

    public CardPhrases Words { get; }

    public JsonObject Card(IEnumerable<JsonObject> body, params IEnumerable<JsonObject> actions)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["version"] = "1.5",
            ["lang"] = Words.Culture,
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

    public string When(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var shown = local.ToString(Words.DayAndTime, culture);
        return Reply.TimeZoneId is null ? shown + " UTC" : shown;
    }

    public string Day(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, zone).ToString(Words.Day, culture);

    public string Day(DateOnly day) => day.ToString(Words.Day, culture);

    public string Time(DateTimeOffset instant)
    {
        var shown = TimeZoneInfo.ConvertTime(instant, zone).ToString("HH:mm", CultureInfo.InvariantCulture);
        return Reply.TimeZoneId is null ? shown + " UTC" : shown;
    }

    public static string Amount(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.##} {currency}");

    public static string Amounts(IReadOnlyList<Money> amounts) => amounts.Count == 0 ? "–" : string.Join(" + ", amounts.Select(m => Amount(m.Amount, m.Currency)));

    private static JsonObject Submit(string verb, JsonObject data)
    {
        var flat = data.DeepClone().AsObject();
        flat["verb"] = verb;
        return new JsonObject { ["type"] = "Action.Submit", ["data"] = flat };
    }
}
