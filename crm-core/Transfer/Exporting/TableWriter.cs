using System.Buffers;
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace BotCrm.Core.Transfer.Exporting;

/// <summary>Writes rows of values one by one: texts, whole and decimal numbers, days, instants (in a zone), yes and no.</summary>
internal abstract class TableWriter : IDisposable
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789 -().,");
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t");

    public static TableWriter To(Stream stream, ExportFormat format, TimeZoneInfo zone) => format == ExportFormat.Csv ? new CsvWriter(stream, zone) : new XlsxWriter(stream, zone);

    public abstract void Write(IReadOnlyList<object?> row, bool header = false);

    /// <summary>Also writes the end of the file.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    /// <summary>
    /// A text as a cell that a spreadsheet will not run: what begins like a formula gets an apostrophe in front. A phone number's plus and a
    /// minus before digits are left.
    /// </summary>
    public static string Harmless(string text)
    {
        if (text.Length == 0)
            return text;
        var first = text[0];
        if (first is not ('=' or '+' or '-' or '@' or '\t' or '\r' or '＝' or '＋' or '－' or '＠'))
            return text;
        var digits = first is '+' or '-' && text.Length > 1 && text.AsSpan(1).IndexOfAnyExcept(OfNumbers) < 0;
        return digits ? text : "'" + text;
    }

    private sealed class CsvWriter : TableWriter
    {
        private readonly StreamWriter writer;
        private readonly TimeZoneInfo zone;

        public CsvWriter(Stream stream, TimeZoneInfo zone)
        {
            this.zone = zone;
            // With its mark, or Excel takes Chinese for something else.
            writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 65536, leaveOpen: true) { NewLine = "\r\n" };
        }

        public override void Write(IReadOnlyList<object?> row, bool header = false)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0)
                    writer.Write(',');
                var text = row[i] switch
                {
                    null => "",
                    string value => Harmless(value),
                    decimal number => number.ToString(CultureInfo.InvariantCulture),
                    DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    DateTimeOffset instant => TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    bool flag => flag ? "true" : "false",
                    IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                    var other => other.ToString() ?? "",
                };
                if (text.AsSpan().IndexOfAny(Quoted) >= 0 || text.StartsWith(' ') || text.EndsWith(' '))
                    text = "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
                writer.Write(text);
            }
            writer.WriteLine();
        }

        protected override void Dispose(bool disposing) => writer.Dispose();
    }

    private sealed class XlsxWriter : TableWriter
    {
        private const uint Plain = 0;
        private const uint Header = 1;
        private const uint DayStyle = 2;
        private const uint InstantStyle = 3;
        private const uint MoneyStyle = 4;

        private readonly SpreadsheetDocument document;
        private readonly OpenXmlWriter sheet;
        private readonly TimeZoneInfo zone;
        private readonly WorkbookPart workbook;
        private readonly WorksheetPart worksheet;

        public XlsxWriter(Stream stream, TimeZoneInfo zone)
        {
            this.zone = zone;
            document = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook);
            workbook = document.AddWorkbookPart();
            var styles = workbook.AddNewPart<WorkbookStylesPart>();
            styles.Stylesheet = Styles();
            worksheet = workbook.AddNewPart<WorksheetPart>();
            sheet = OpenXmlWriter.Create(worksheet);
            sheet.WriteStartElement(new Worksheet());
            sheet.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
            sheet.WriteElement(new SheetFormatProperties { DefaultRowHeight = 15, DefaultColumnWidth = 18 });
            sheet.WriteStartElement(new SheetData());
        }

        public override void Write(IReadOnlyList<object?> row, bool header = false)
        {
            sheet.WriteStartElement(new Row());
            foreach (var value in row)
                WriteCell(value, header);
            sheet.WriteEndElement();
        }

        protected override void Dispose(bool disposing)
        {
            sheet.WriteEndElement();
            sheet.WriteEndElement();
            sheet.Close();
            using (var book = OpenXmlWriter.Create(workbook))
            {
                book.WriteStartElement(new Workbook());
                book.WriteStartElement(new Sheets());
                book.WriteElement(new Sheet { Name = "Sheet1", SheetId = 1, Id = workbook.GetIdOfPart(worksheet) });
                book.WriteEndElement();
                book.WriteEndElement();
            }
            document.Dispose();
        }

        private void WriteCell(object? value, bool header)
        {
            switch (value)
            {
                case null:
                    sheet.WriteElement(new Cell());
                    break;
                case decimal number:
                    Number(number.ToString(CultureInfo.InvariantCulture), MoneyStyle);
                    break;
                case int or long:
                    Number(Convert.ToString(value, CultureInfo.InvariantCulture)!, Plain);
                    break;
                case DateOnly day:
                    Number(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(CultureInfo.InvariantCulture), DayStyle);
                    break;
                case DateTimeOffset instant:
                    Number(TimeZoneInfo.ConvertTime(instant, zone).DateTime.ToOADate().ToString(CultureInfo.InvariantCulture), InstantStyle);
                    break;
                case bool flag:
                    sheet.WriteElement(new Cell { DataType = CellValues.Boolean, CellValue = new CellValue(flag ? "1" : "0") });
                    break;
                default:
                    // Inline, so that no table of all texts is kept in memory. A text cell is never run; the apostrophe guards it when it is copied on.
                    var text = Harmless(value.ToString() ?? "");
                    sheet.WriteStartElement(new Cell { DataType = CellValues.InlineString, StyleIndex = header ? Header : Plain });
                    sheet.WriteElement(new InlineString(new Text(Valid(text)) { Space = SpaceProcessingModeValues.Preserve }));
                    sheet.WriteEndElement();
                    break;
            }
        }

        private void Number(string value, uint style) => sheet.WriteElement(new Cell { CellValue = new CellValue(value), StyleIndex = style });

        private static string Valid(string text)
        {
            if (text.Length > 32_767)
                text = text[..32_767];
            return text.All(System.Xml.XmlConvert.IsXmlChar) ? text : string.Concat(text.EnumerateRunes().Where(rune => rune.Value >= 0x20 || rune.Value is '\n' or '\t' or '\r').Where(rune => rune.Value is not (0xFFFE or 0xFFFF)));
        }

        private static Stylesheet Styles() => new(
            new NumberingFormats(new NumberingFormat { NumberFormatId = 164, FormatCode = "yyyy-mm-dd" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "yyyy-mm-dd hh:mm" }),
            new Fonts(new Font(), new Font(new Bold())),
            new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
            new Borders(new Border()),
            new CellFormats(
                new CellFormat(),
                new CellFormat { FontId = 1, ApplyFont = true },
                new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
                new CellFormat { NumberFormatId = 4, ApplyNumberFormat = true }));
    }
}
