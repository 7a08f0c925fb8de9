using System.Text;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer.Reading;

/// <summary>A text table with whatever separates its columns; quoted values may hold separators and line breaks.</summary>
internal sealed class TextTable : TableReader
{
    private const int Looked = 64 * 1024;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    private readonly StreamReader text;
    private readonly char delimiter;
    private int line;

    private TextTable(StreamReader text, char delimiter)
    {
        this.text = text;
        this.delimiter = delimiter;
    }

    public override IReadOnlyList<string> Sheets => [""];

    public override string Sheet => "";

    public static Result<TableReader> Open(byte[] content)
    {
        var encoding = TextEncoding.Of(content);
        var start = Start(content, encoding);
        if (string.IsNullOrWhiteSpace(start))
            return TableFailures.Empty();
        var reader = new StreamReader(new MemoryStream(content, writable: false), encoding, detectEncodingFromByteOrderMarks: true);
        // Excel's own hint, a line of its own.
        if (start.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && start.Length > 4 && !char.IsLetterOrDigit(start[4]))
        {
            reader.ReadLine();
            return new TextTable(reader, start[4]) { line = 1 };
        }
        return new TextTable(reader, Delimiter(start).Delimiter);
    }

    public static bool HasColumns(byte[] content) => Delimiter(Start(content, TextEncoding.Of(content))).Columns > 1;

    /// <summary>The next record (RFC 4180, and what programs make of it). A blank line is an empty row.</summary>
    /// <exception cref="InvalidDataException">A quote is opened and never closed.</exception>
    public override Cell[]? Read()
    {
        if (text.Peek() < 0)
            return null;
        RowNumber = ++line;
        var row = new List<Cell>();
        var field = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var c = text.Read();
            if (c < 0)
            {
                if (quoted)
                    throw new InvalidDataException($"A quote opened in line {RowNumber} is never closed.");
                return End(row, field);
            }
            if (quoted)
            {
                if (c == '"' && text.Peek() == '"')
                    field.Append((char)text.Read());
                else if (c == '"')
                    quoted = false;
                else
                    field.Append((char)c);
                if (c == '\n')
                    line++;
                if (field.Length > TableLimits.CellCharacters * 4)
                    throw new InvalidDataException($"A quote opened in line {RowNumber} is never closed.");
            }
            else if (c == '"' && IsBlank(field))
            {
                field.Clear();
                quoted = true;
            }
            else if (c == delimiter)
            {
                Add(row, field);
            }
            else if (c is '\n' or '\r')
            {
                if (c == '\r' && text.Peek() == '\n')
                    text.Read();
                return End(row, field);
            }
            else if (field.Length <= TableLimits.CellCharacters)
            {
                field.Append((char)c);
            }
        }
    }

    private static bool IsBlank(StringBuilder field)
    {
        for (var i = 0; i < field.Length; i++)
        {
            if (!char.IsWhiteSpace(field[i]))
                return false;
        }
        return true;
    }

    private static void Add(List<Cell> row, StringBuilder field)
    {
        if (row.Count < TableLimits.Columns)
            row.Add(Cell.OfText(field.ToString()));
        field.Clear();
    }

    private static Cell[] End(List<Cell> row, StringBuilder field)
    {
        Add(row, field);
        return Cut([.. row]);
    }

    protected override void Dispose(bool disposing) => text.Dispose();

    private static string Start(byte[] content, Encoding encoding)
    {
        using var reader = new StreamReader(new MemoryStream(content, writable: false), encoding, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[Looked];
        return new string(buffer, 0, reader.ReadBlock(buffer));
    }

    /// <summary>The one that cuts the first lines into the same number of columns most often; of equals the one with more columns.</summary>
    private static (char Delimiter, int Columns) Delimiter(string start)
    {
        var best = (Delimiter: ',', Columns: 1, Share: 0d);
        foreach (var delimiter in Delimiters)
        {
            var counts = Counts(start, delimiter);
            if (counts.Count == 0)
                continue;
            var usual = counts.Where(count => count > 0).GroupBy(count => count).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).FirstOrDefault();
            if (usual is null)
                continue;
            var share = (double)usual.Count() / counts.Count;
            if (share > best.Share + 0.01 || (share > best.Share - 0.01 && usual.Key + 1 > best.Columns))
                best = (delimiter, usual.Key + 1, share);
        }
        return (best.Delimiter, best.Columns);
    }

    private static List<int> Counts(string start, char delimiter)
    {
        var counts = new List<int>();
        var count = 0;
        var quoted = false;
        var any = false;
        foreach (var c in start)
        {
            if (c == '"')
                quoted = !quoted;
            if (quoted)
                continue;
            if (c == delimiter)
                count++;
            if (c == '\n')
            {
                if (any)
                    counts.Add(count);
                count = 0;
                any = false;
                if (counts.Count == 50)
                    return counts;
            }
            else
            {
                any |= !char.IsWhiteSpace(c) || c == delimiter;
            }
        }
        if (any && start.Length < Looked)
            counts.Add(count);
        return counts;
    }
}
