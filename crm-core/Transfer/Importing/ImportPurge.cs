using BotCrm.Core.Files;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>
/// What an import read is a second copy of people's data, which nobody looks at again: some time after its end the file goes, and the cells that
/// were kept of rows with problems and as examples of columns. That it was, what it counted and what became of each row stay, and so does its undo.
/// </summary>
internal static class ImportPurge
{
    /// <summary>So many in one run; the next takes the rest.</summary>
    private const int Most = 200;

    public static async Task RunAsync(CrmSession session, CancellationToken ct)
    {
        if (session.Options.ImportFilesKeptFor is not { } kept)
            return;
        var before = session.Now - kept;
        var contents = session.Db.Set<FileContent>();
        var old = await session.Db.Set<Import>().AsTracking()
            // One that was never started ends with its last look.
            .Where(import => (import.FinishedAt ?? import.CreatedAt) < before
                && import.State != ImportState.Checking && import.State != ImportState.Running && import.State != ImportState.Undoing
                && contents.Any(content => content.FileId == import.FileId))
            .OrderBy(import => import.Id).Take(Most).ToListAsync(ct);
        foreach (var import in old)
        {
            var plan = ImportRules.Read(import.Plan);
            import.Plan = ImportRules.Write(plan with { Columns = [.. plan.Columns.Select(column => column with { Samples = [] })], Questions = [] });
            if (import.State is ImportState.Mapping or ImportState.Checked)
                (import.State, import.Problem, import.FinishedAt) = (ImportState.Cancelled, "file_gone", session.Now);
            await session.Db.Set<ImportRow>().Where(row => row.ImportId == import.Id && row.Value != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Value, (string?)null), ct);
            await session.Db.Set<ImportRow>().Where(row => row.ImportId == import.Id && row.Message != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Message, (string?)null), ct);
            await contents.Where(content => content.FileId == import.FileId).ExecuteDeleteAsync(ct);
        }
        await session.SaveAsync(ct);
    }
}
