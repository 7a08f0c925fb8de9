namespace BotCrm.Core.Transfer.Reading;

/// <summary>What a workbook says a cell is; in a text file everything is text.</summary>
internal enum CellType
{
    Empty,
    Text,
    Number,
    Date,
    YesNo,
}

/// <summary>
/// A cell as text: numbers written invariantly, dates as <c>yyyy-MM-dd</c> with the time of day where there is one. The type keeps apart what a
/// workbook knows (1234.5 is a number) from what a person typed ("1.234,5" must be read).
/// </summary>
internal readonly record struct Cell(string Text, CellType Type)
{
    public static readonly Cell Empty = new("", CellType.Empty);

    public bool IsEmpty => Type == CellType.Empty;

    public static Cell OfText(string? text)
    {
        var clean = text is null ? "" : Primitives.Checks.Clean(text);
        return clean.Length == 0 ? Empty : new Cell(clean, CellType.Text);
    }
}
