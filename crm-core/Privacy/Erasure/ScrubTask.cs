using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Interactions;
using BotCrm.Core.Privacy.Sealing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>After erasures: has the full-text index rewritten, piece by piece, and repeats the erasures in stores that were away.</summary>
internal sealed class ScrubTask(Crm crm) : IBackgroundTask
{
    private const string Progress = "scrub";

    /// <summary>Every full-text index of the schema; a test of erasure reads all tables and finds one that is missing here.</summary>
    private static readonly string[] Indexes = [HistoryIndex.Table, "record_search"];

    public string Name => "erasure-scrub";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        var db = session.Db;
        var newest = await db.DataKeys.Where(key => key.DestroyedAt != null).MaxAsync(key => key.DestroyedAt, ct);
        if (newest is not { } erased)
            return false;
        var at = erased.ToUnixTimeMilliseconds();
        foreach (var index in Indexes)
        {
            var name = Progress + ":" + index;
            var progress = await db.SealingProgress.AsTracking().FirstOrDefaultAsync(row => row.Name == name, ct);
            if (progress is null)
                db.SealingProgress.Add(progress = new SealingProgress { Name = name });
            if (progress.Done && progress.AfterId == at)
                continue;
            var start = progress.AfterId != at;
            await session.Engine.OverwriteFreedAsync(db, ct);
            progress.AfterId = at;
            progress.Done = !await db.Dialect.FullText.ScrubAsync(db, index, start, ct);
            await db.SaveChangesAsync(ct);
            await session.CommitAsync(ct);
            if (progress.Done && index == Indexes[^1])
                await crm.RepeatErasuresAsync(ct);
            return true;
        }
        return false;
    }
}
