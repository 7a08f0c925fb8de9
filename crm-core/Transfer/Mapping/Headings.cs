using BotCrm.Core.Names;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>Finds the header row, and says what each column is called.</summary>
internal static class Headings
{
    private const int Looked = 15;

    private static readonly HashSet<string> Known = [.. ImportFields.KindNames.SelectMany(ImportFields.Of).SelectMany(field => field.Headers)];

    /// <summary>A header in the form it is compared by: without case, brackets' content, required marks and punctuation.</summary>
    public static string Key(string header)
    {
        var text = header;
        var open = text.IndexOfAny(['(', '（', '[', '【']);
        if (open > 0)
            text = text[..open];
        return NameForms.Key(text);
    }

    /// <summary>
    /// The header among the first rows: the one in which most cells are known headers, else the first with several texts and no values. Cells
    /// merged above it lend their text to the columns they span.
    /// </summary>
    public static (int Index, IReadOnlyList<string> Names)? Find(IReadOnlyList<(int Number, Cell[] Cells)> rows, IReadOnlyList<(int Row, int From, int To)> merged)
    {
        var best = -1;
        var bestScore = 0;
        for (var i = 0; i < Math.Min(rows.Count, Looked); i++)
        {
            var cells = rows[i].Cells;
            var filled = cells.Count(cell => !cell.IsEmpty);
            if (filled == 0 || cells.Any(cell => cell.Type is CellType.Number or CellType.Date) || cells.Any(cell => cell.Text.Length > 120))
                continue;
            var known = cells.Count(cell => !cell.IsEmpty && Known.Contains(Key(cell.Text)));
            var score = (known * 100) + (filled > 1 ? 10 - Math.Min(9, i) : 0);
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }
        if (best < 0)
            return null;
        return (best, Names(rows, best, merged));
    }

    private static List<string> Names(IReadOnlyList<(int Number, Cell[] Cells)> rows, int index, IReadOnlyList<(int Row, int From, int To)> merged)
    {
        var header = rows[index].Cells;
        var width = rows.Skip(index).Max(row => row.Cells.Length);
        var above = index > 0 ? merged.Where(range => range.Row == rows[index - 1].Number).ToList() : [];
        var names = new List<string>(width);
        for (var column = 0; column < width; column++)
        {
            var own = column < header.Length ? header[column].Text.ReplaceLineEndings(" ").Trim(' ', '*', '＊') : "";
            var group = above.Where(range => range.From <= column && column <= range.To).Select(range => range.From < rows[index - 1].Cells.Length ? rows[index - 1].Cells[range.From].Text : "").FirstOrDefault() ?? "";
            var name = own.Length == 0 ? group : own;
            // "Phone" under "Company" and "Phone" under "Contact" are two columns.
            if (own.Length > 0 && group.Length > 0 && header.Count(cell => cell.Text == own) > 1)
                name = $"{group} {own}";
            var unique = name;
            for (var n = 2; unique.Length > 0 && names.Contains(unique, StringComparer.OrdinalIgnoreCase); n++)
                unique = $"{name} ({n})";
            names.Add(unique);
        }
        return names;
    }
}
