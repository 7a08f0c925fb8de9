using System.Globalization;
using ExcelDataReader;

namespace BotCrm.Core.Transfer.Reading;

/// <summary>A workbook's sheet: formulas by the value last computed, macros not looked at.</summary>
internal sealed class SheetReader(IExcelDataReader reader, IReadOnlyList<string> sheets, string sheet) : TableReader
{
    public override IReadOnlyList<string> Sheets => sheets;

    public override string Sheet => sheet;

    public override IReadOnlyList<(int Row, int From, int To)> Merged =>
        [.. (reader.MergeCells ?? []).Where(range => range.ToColumn > range.FromColumn).Select(range => (range.FromRow + 1, range.FromColumn, range.ToColumn))];

    public override Cell[]? Read()
    {
        if (!reader.Read())
            return null;
        RowNumber++;
        // Sheets that were formatted to the end have a million rows of nothing.
        var width = Math.Min(reader.FieldCount, TableLimits.Columns);
        while (width > 0 && reader.GetValue(width - 1) is null)
            width--;
        if (width == 0)
            return [];
        var row = new Cell[width];
        for (var i = 0; i < row.Length; i++)
            row[i] = Of(i);
        return Cut(row);
    }

    protected override void Dispose(bool disposing) => reader.Dispose();

    private Cell Of(int column)
    {
        return reader.GetValue(column) switch
        {
            null => Cell.Empty,
            // An error is no value.
            "#N/A" or "#REF!" or "#VALUE!" or "#DIV/0!" or "#NAME?" or "#NULL!" or "#NUM!" => Cell.Empty,
            string text => Cell.OfText(text.Length > TableLimits.CellCharacters ? text[..TableLimits.CellCharacters] : text),
            DateTime day when day.TimeOfDay == TimeSpan.Zero => new Cell(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), CellType.Date),
            DateTime time => new Cell(time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), CellType.Date),
            TimeSpan time => new Cell(time.ToString("c", CultureInfo.InvariantCulture), CellType.Text),
            bool flag => new Cell(flag ? "true" : "false", CellType.YesNo),
            // Phone numbers and ids are often kept as numbers; their digits must all come out, not 1.38E+10.
            double number when double.IsFinite(number) => new Cell(Math.Abs(number) < 1e15 ? ((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture) : number.ToString("0", CultureInfo.InvariantCulture), CellType.Number),
            IFormattable other => Cell.OfText(other.ToString(null, CultureInfo.InvariantCulture)),
            var other => Cell.OfText(other.ToString()),
        };
    }
}
