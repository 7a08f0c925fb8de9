namespace BotCrm.Core.Transfer;

/// <summary>Lets whoever waits for a small import have it done at once, instead of by the background work some seconds later.</summary>
public interface IImportRuns
{
    /// <summary>Larger ones are left to the background.</summary>
    const int MostRows = 2000;

    /// <summary>Does what the import waits for: its dry run, itself, its undo. Harmless when the background does the same.</summary>
    Task RunNowAsync(long id, CancellationToken ct = default);
}
