using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Cards;

/// <summary>Rows under headings. Numbers stand to the right, as people compare them; the first column names the row.</summary>
internal static class TableElement
{
    public static JsonObject Draw(IReadOnlyList<string> columns, IReadOnlyList<ListRow> rows)
    {
        var width = Math.Max(columns.Count, rows.Count == 0 ? 0 : rows.Max(r => r.Cells.Count));
        var numeric = Enumerable.Range(0, width).Select(i => i > 0 && IsNumeric(rows, i)).ToArray();
        var table = new JsonObject
        {
            ["type"] = "Table",
            ["firstRowAsHeader"] = columns.Count > 0,
            ["showGridLines"] = false,
            ["spacing"] = "Medium",
            ["columns"] = new JsonArray([.. Enumerable.Range(0, width).Select(i => new JsonObject
            {
                ["width"] = Weight(columns, rows, i),
                ["horizontalCellContentAlignment"] = numeric[i] ? "Right" : "Left",
            })]),
        };
        var lines = new JsonArray();
        if (columns.Count > 0)
            lines.Add(Row(Enumerable.Range(0, width).Select(i => Cell(i < columns.Count ? columns[i] : "", numeric[i], heading: true))));
        foreach (var row in rows)
            lines.Add(Row(Enumerable.Range(0, width).Select(i => Cell(i < row.Cells.Count ? row.Cells[i] : "", numeric[i], first: i == 0))));
        table["rows"] = lines;
        return table;
    }

    private static JsonObject Row(IEnumerable<JsonObject> cells) => new() { ["type"] = "TableRow", ["cells"] = new JsonArray([.. cells]) };

    private static JsonObject Cell(string text, bool numeric, bool heading = false, bool first = false)
    {
        var shown = string.IsNullOrWhiteSpace(text) ? "–" : text;
        var line = Elements.Line(heading ? new Run(text, Subtle: true, Bold: true, Size: "Small") : new Run(shown, Bold: first, Limit: CardText.TitleLimit));
        if (numeric)
            line.Aligned("Right");
        return new JsonObject { ["type"] = "TableCell", ["items"] = new JsonArray(line) };
    }

    /// <summary>Widths by the longest text, so that a name gets more room than a count; a Chinese character is as wide as two letters.</summary>
    private static int Weight(IReadOnlyList<string> columns, IReadOnlyList<ListRow> rows, int column)
    {
        var longest = column < columns.Count ? TextWidth.Of(columns[column]) : 0;
        foreach (var row in rows)
        {
            if (column < row.Cells.Count)
                longest = Math.Max(longest, TextWidth.Of(row.Cells[column]));
        }

        return (int)Math.Clamp(Math.Ceiling(longest), 5, 22);
    }

    private static bool IsNumeric(IReadOnlyList<ListRow> rows, int column)
    {
        var seen = false;
        foreach (var row in rows)
        {
            var cell = column < row.Cells.Count ? row.Cells[column].AsSpan().Trim() : default;
            if (cell.IsEmpty || cell is "–" or "-" or "—")
                continue;
            // An amount or a count, perhaps with a currency before or after it; a date has two separators between digits.
            var digits = 0;
            var letters = 0;
            foreach (var c in cell)
            {
                if (char.IsAsciiDigit(c))
                    digits++;
                else if (char.IsLetter(c))
                    letters++;
                else if (c is '-' or '/' or ':' or '#')
                    return false;
            }

            if (digits == 0 || letters > 3)
                return false;
            if (cell.ContainsAny("年月日周"))
                return false;
            seen = true;
        }

        return seen;
    }
}
