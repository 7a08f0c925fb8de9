using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Teams draws charts itself; a client of Teams that is too old for them shows the same numbers as lines.</summary>
internal static class TeamsChart
{
    public static JsonObject Draw(ChartReply reply)
    {
        var points = new JsonArray([.. reply.Bars.Select(bar => new JsonObject
        {
            ["x"] = CardText.Clean(CardText.OneLine(bar.Label), 60),
            ["y"] = bar.Value,
        })]);
        var chart = new JsonObject
        {
            ["type"] = reply.Kind switch
            {
                ChartKind.HorizontalBar => "Chart.HorizontalBar",
                ChartKind.VerticalBar => "Chart.VerticalBar",
                _ => "Chart.Line",
            },
            ["title"] = CardText.Clean(reply.Title, CardText.TitleLimit),
            ["spacing"] = "Medium",
            ["data"] = reply.Kind == ChartKind.Line
                ? new JsonArray(new JsonObject { ["legend"] = CardText.Clean(reply.Title, 60), ["values"] = points })
                : points,
        };
        if (reply.Kind == ChartKind.HorizontalBar)
            chart["displayMode"] = "AbsoluteWithAxis";
        chart["fallback"] = Elements.Container(Elements.Facts(reply.Bars.Select(bar => new Fact(bar.Label, bar.Shown))));
        return chart;
    }
}
