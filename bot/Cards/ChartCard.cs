using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Numbers with a picture, and the table behind it.</summary>
internal static class ChartCard
{
    public static JsonObject Draw(ChartReply reply, CardContext card)
    {
        var body = new List<JsonObject> { Elements.Title(reply.Title) };
        if (!string.IsNullOrWhiteSpace(reply.Reading))
            body.Add(Elements.Note(reply.Reading));
        if (reply.Facts.Count > 0)
            body.Add(FigureTiles.Draw(reply.Facts));
        body.Add(card.Dialect == CardDialect.Teams ? TeamsChart.Draw(reply) : Picture(reply));
        // Teams has no chart of bars with a line; the line is a chart of its own there.
        if (card.Dialect == CardDialect.Teams && reply.Line.Count > 0)
            body.Add(TeamsChart.Draw(reply with { Kind = ChartKind.Line, Bars = reply.Line, Title = reply.LineTitle ?? reply.Title }));
        if (reply.Rows.Count > 0)
            body.Add(TableElement.Draw(reply.Columns, reply.Rows));
        return card.Card(body);
    }

    private static JsonObject Picture(ChartReply reply) => new()
    {
        ["type"] = "Image",
        ["url"] = "data:image/svg+xml;base64," + Convert.ToBase64String(Encoding.UTF8.GetBytes(ChartSvg.Draw(reply))),
        ["altText"] = CardText.Clean(reply.Title + ": " + string.Join(", ", reply.Bars.Concat(reply.Line).Select(bar => $"{bar.Label} {bar.Shown}")), CardText.BodyLimit),
        ["size"] = "Stretch",
        ["spacing"] = "Medium",
    };
}
