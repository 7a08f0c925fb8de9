using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace BotCrm.Core.Tests.Transfer;

/// <summary>Workbooks as people send them.</summary>
internal static class Workbooks
{
    /// <summary>A formula with the value it had when the file was saved.</summary>
    public sealed record Formula(string Text, double Value);

    /// <summary>Sheets by name, each with its rows; a day becomes Excel's number with a date format. <paramref name="merged"/>: cells to merge on the first sheet, such as A1:C1.</summary>
    public static byte[] Of(IReadOnlyList<(string Name, object?[][] Rows)> sheets, string[]? merged = null)
    {
        using var stream = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }));
            foreach (var (name, rows) in sheets)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet(new SheetData(rows.Select((row, at) => new Row(row.Select((value, column) => Cell(value, column, at))) { RowIndex = (uint)at + 1 })));
                if (merged is not null && name == sheets[0].Name)
                    part.Worksheet.Append(new MergeCells(merged.Select(cells => new MergeCell { Reference = cells })));
                book.Workbook.Sheets!.Append(new Sheet { Id = book.GetIdOfPart(part), SheetId = (uint)book.Workbook.Sheets.Count() + 1, Name = name });
            }
        }
        return stream.ToArray();
    }

    private static Cell Cell(object? value, int column, int row)
    {
        var cell = new Cell { CellReference = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row + 1}") };
        switch (value)
        {
            case null:
                break;
            case Formula formula:
                cell.CellFormula = new CellFormula(formula.Text);
                cell.CellValue = new CellValue(formula.Value);
                break;
            case DateOnly day:
                cell.StyleIndex = 1;
                cell.CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate());
                break;
            case int or double or decimal:
                cell.CellValue = new CellValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                cell.DataType = CellValues.InlineString;
                cell.InlineString = new InlineString(new Text(value.ToString()!));
                break;
        }
        return cell;
    }
}
