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

    public string Name => "erasure-scrub";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        var db = session.Db;
        var newest = await db.DataKeys.Where(key => key.DestroyedAt != null).MaxAsync(key => key.DestroyedAt, ct);
        if (newest is not { } erased)
            return false;
        var progress = await db.SealingProgress.AsTracking().FirstOrDefaultAsync(row => row.Name == Progress, ct);
        if (progress is null)
            db.SealingProgress.Add(progress = new SealingProgress { Name = Progress });
        var at = erased.ToUnixTimeMilliseconds();
        if (progress.Done && progress.AfterId == at)
            return false;
        var start = progress.AfterId != at;
        await session.Engine.OverwriteFreedAsync(db, ct);
        progress.AfterId = at;
        progress.Done = !await db.Dialect.FullText.ScrubAsync(db, HistoryIndex.Table, start, ct);
        await db.SaveChangesAsync(ct);
        await session.CommitAsync(ct);
        if (progress.Done)
            await crm.RepeatErasuresAsync(ct);
        return !progress.Done;
    }
}
