using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Transfer.Reading;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>The rows of a table, batch by batch; the next batch is read while the last one is worked on.</summary>
internal sealed class RowBatches : IAsyncDisposable
{
    private readonly SourceTable table;
    private readonly ImportPlan plan;
    private readonly TimeZoneInfo zone;
    private readonly int after;
    private Task<List<RowData>?> reading;

    /// <param name="table">Closed with this.</param>
    /// <param name="plan">How its columns are read.</param>
    /// <param name="zone">Of its times.</param>
    /// <param name="after">The row after which to begin.</param>
    public RowBatches(SourceTable table, ImportPlan plan, TimeZoneInfo zone, int after)
    {
        (this.table, this.plan, this.zone, this.after) = (table, plan, zone, after);
        reading = Task.Run(Read);
    }

    /// <summary>None at the end; null when the file broke off.</summary>
    public async Task<List<RowData>?> NextAsync()
    {
        var rows = await reading;
        if (rows is { Count: > 0 })
            reading = Task.Run(Read);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await reading;
        table.Dispose();
    }

    private List<RowData>? Read()
    {
        var rows = new List<RowData>(ImportRunner.BatchSize);
        try
        {
            while (rows.Count < ImportRunner.BatchSize && table.Next() is { } row)
            {
                if (row.Number > after)
                    rows.Add(new RowData(plan, row.Number, row.Cells, zone));
            }
        }
        catch (Exception broken) when (TableFile.IsBroken(broken))
        {
            return null;
        }
        return rows;
    }
}
