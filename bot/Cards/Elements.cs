using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>A stretch of text in one look. Colours and sizes are Adaptive Cards' own names.</summary>
internal sealed record Run(string Text, bool Bold = false, bool Subtle = false, bool Italic = false, string? Color = null, string? Size = null, int Limit = CardText.ValueLimit);

/// <summary>The few elements all cards are made of. Text is always a RichTextBlock: unlike a TextBlock's or a fact's it is not read as Markdown.</summary>
internal static class Elements
{
    private const int MaxFacts = 30;

    public static JsonObject Line(params IEnumerable<Run> runs)
    {
        var inlines = new JsonArray();
        foreach (var run in runs)
        {
            var inline = new JsonObject { ["type"] = "TextRun", ["text"] = CardText.Clean(run.Text, run.Limit) };
            if (run.Bold)
                inline["weight"] = "Bolder";
            if (run.Subtle)
                inline["isSubtle"] = true;
            if (run.Italic)
                inline["italic"] = true;
            if (run.Color is { } color)
                inline["color"] = color;
            if (run.Size is { } size)
                inline["size"] = size;
            inlines.Add(inline);
        }

        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = inlines };
    }

    public static JsonObject Spaced(this JsonObject element, string spacing)
    {
        element["spacing"] = spacing;
        return element;
    }

    public static JsonObject Aligned(this JsonObject element, string alignment)
    {
        element["horizontalAlignment"] = alignment;
        return element;
    }

    /// <summary>The card's first line, with a mark that tells the kind of card at a glance.</summary>
    public static JsonObject Title(string text, string? mark = null, string? color = null) => mark is null
        ? Line(new Run(text, Bold: true, Size: "Medium", Limit: CardText.TitleLimit))
        : Line(new Run(mark + " ", Bold: true, Color: color, Size: "Medium"), new Run(text, Bold: true, Size: "Medium", Limit: CardText.TitleLimit));

    public static JsonObject Body(string text) => Line(new Run(text, Limit: CardText.BodyLimit)).Spaced("Small");

    public static JsonObject Note(string text) => Line(new Run(text, Subtle: true, Size: "Small")).Spaced("Small");

    public static JsonObject Heading(string text) => Line(new Run(text, Bold: true, Subtle: true, Size: "Small")).Spaced("Medium");

    public static JsonObject Container(IEnumerable<JsonObject> items, string? style = null, bool separator = false)
    {
        var container = new JsonObject { ["type"] = "Container", ["items"] = new JsonArray([.. items]) };
        if (style is not null)
            container["style"] = style;
        if (separator)
            container["separator"] = true;
        return container;
    }

    /// <summary>Labels beside values, one row each, so that columns line up from row to row.</summary>
    public static IEnumerable<JsonObject> Facts(IEnumerable<Fact> facts) => facts
        .Where(f => !string.IsNullOrWhiteSpace(f.Value))
        .Take(MaxFacts)
        .Select(f => Columns(
            Column([Line(new Run(f.Label, Subtle: true, Limit: 60))], 2),
            Column([Line(new Run(f.Value))], 5)).Spaced("Small"));

    public static JsonObject Columns(params IEnumerable<JsonObject> columns) =>
        new() { ["type"] = "ColumnSet", ["columns"] = new JsonArray([.. columns]) };

    /// <param name="weight">Share of the width; 0 takes what its content needs.</param>
    public static JsonObject Column(IEnumerable<JsonObject> items, int weight) => new()
    {
        ["type"] = "Column",
        ["width"] = weight == 0 ? "auto" : JsonValue.Create(weight),
        ["items"] = new JsonArray([.. items]),
    };

    /// <summary>A change on a done or confirm card.</summary>
    public static JsonObject Change(ChangeLine change) =>
        Container([Line(new Run(change.Title, Bold: true, Limit: CardText.TitleLimit)), .. Facts(change.Facts)]).Spaced("Medium");
}
