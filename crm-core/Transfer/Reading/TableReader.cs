namespace BotCrm.Core.Transfer.Reading;

/// <summary>Reads a table row by row, once.</summary>
internal abstract class TableReader : IDisposable
{
    /// <summary>The sheets that hold something; one for a text file.</summary>
    public abstract IReadOnlyList<string> Sheets { get; }

    public abstract string Sheet { get; }

    /// <summary>Number of the row last read, as the person sees it in the file (from 1).</summary>
    public int RowNumber { get; protected set; }

    /// <summary>The next row, cut after its last filled cell; null at the end.</summary>
    public abstract Cell[]? Read();

    /// <summary>In the rows read so far: a cell that spans several columns, first column and last.</summary>
    public virtual IReadOnlyList<(int Row, int From, int To)> Merged => [];

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);

    protected static Cell[] Cut(Cell[] row)
    {
        var last = Array.FindLastIndex(row, cell => !cell.IsEmpty);
        return last == row.Length - 1 ? row : row[..(last + 1)];
    }
}
