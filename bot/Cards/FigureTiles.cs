using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>The few figures that matter, large and side by side; further ones as plain facts below.</summary>
internal static class FigureTiles
{
    private const int MaxTiles = 3;

    /// <summary>A value longer than this does not fit beside others in large type.</summary>
    private const int TileWidth = 22;

    public static JsonObject Draw(IReadOnlyList<Fact> facts)
    {
        var tiles = facts.Where(f => TextWidth.Of(f.Value) <= TileWidth).Take(MaxTiles).ToList();
        var rest = facts.Except(tiles);
        var items = new List<JsonObject>();
        if (tiles.Count > 0)
        {
            items.Add(Elements.Columns(tiles.Select(tile => Elements.Column(
            [
                Elements.Line(new Run(tile.Label, Subtle: true, Size: "Small", Limit: 60)),
                Elements.Line(new Run(tile.Value, Bold: true, Limit: 60)).Spaced("None"),
            ], 1))));
        }

        items.AddRange(Elements.Facts(rest));
        return Elements.Container(items, "emphasis").Spaced("Medium");
    }
}
