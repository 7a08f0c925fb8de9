using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Mapping;

/// <summary>A table from its header on: column names, then rows by number.</summary>
internal sealed class SourceTable : IDisposable
{
    private const int HeaderRows = 15;

    private readonly TableReader reader;
    private readonly Queue<(int Number, Cell[] Cells)> ahead = [];

    private SourceTable(TableReader reader, IReadOnlyList<string> columns, IEnumerable<(int Number, Cell[] Cells)> rows)
    {
        this.reader = reader;
        Columns = columns;
        foreach (var row in rows)
            ahead.Enqueue(row);
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Sheets => reader.Sheets;

    public string Sheet => reader.Sheet;

    public static Result<SourceTable> Open(byte[] content, string? sheet)
    {
        var opened = TableFile.Open(content, sheet);
        if (!opened.Ok)
            return opened.Failure;
        try
        {
            var head = new List<(int, Cell[])>();
            while (head.Count < HeaderRows && opened.Value.Read() is { } row)
                head.Add((opened.Value.RowNumber, row));
            if (Headings.Find(head, opened.Value.Merged) is { } header)
                return new SourceTable(opened.Value, header.Names, head.Skip(header.Index + 1));
            opened.Value.Dispose();
            return head.Count == 0 ? TableFailures.Empty() : TableFailures.NoHeader();
        }
        catch (Exception broken) when (TableFile.IsBroken(broken))
        {
            opened.Value.Dispose();
            return TableFailures.Broken();
        }
    }

    /// <summary>The next row that holds anything; null at the end.</summary>
    public (int Number, Cell[] Cells)? Next()
    {
        while (true)
        {
            (int Number, Cell[] Cells) row;
            if (!ahead.TryDequeue(out row))
            {
                if (reader.Read() is not { } cells)
                    return null;
                row = (reader.RowNumber, cells);
            }
            if (row.Cells.Length > 0)
                return row;
        }
    }

    public void Dispose() => reader.Dispose();
}
