using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>
/// Takes an import back from its last change to its first, a slice at a time, each with the place where to go on. A record that was changed
/// since, or on which something new hangs, is left as it is and counted.
/// </summary>
internal sealed class ImportUndo(Crm crm)
{
    private const int SliceSize = 1000;

    private static readonly Origin ByItself = new("system", Sentence: "undo import");

    public async Task RunAsync(long id, Func<bool>? stop, CancellationToken ct)
    {
        while (await SliceAsync(id, ct))
        {
            ct.ThrowIfCancellationRequested();
            if (stop?.Invoke() == true)
                return;
        }
    }

    private async Task<bool> SliceAsync(long id, CancellationToken ct)
    {
        Import import;
        List<long> slice;
        string? login;
        await using (var session = await crm.OpenReadAsync(Actor.System, ByItself, ct))
        {
            import = await session.Db.Set<Import>().AsNoTracking().SingleAsync(one => one.Id == id, ct);
            if (import.State != ImportState.Undoing || import.ChangeSetId is not { } changeSet)
                return false;
            var before = import.UndoneTo ?? long.MaxValue;
            slice = await session.Db.Audit.AsNoTracking()
                .Where(entry => entry.ChangeSetId == changeSet && entry.Sequence < before && ChangeRecorder.AllChanges.Contains(entry.Operation))
                .OrderByDescending(entry => entry.Sequence).Take(SliceSize).Select(entry => entry.Sequence).ToListAsync(ct);
            login = (await session.DirectoryAsync(ct)).Find(import.MakerId) is { Active: true } person ? person.Login : null;
        }
        var maker = (login is null ? null : await crm.FindActorByLoginAsync(login, ct)) ?? Actor.System;
        var origin = new Origin(import.Channel, import.Conversation, $"undo import {import.FileName}");
        if (slice.Count == 0)
        {
            await using var last = await crm.OpenWriteAsync(maker, origin, ct);
            var done = await last.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
            done.State = ImportState.Undone;
            done.Done = done.Rows;
            // Its rows are known no more: the same file makes them again.
            await last.Db.Set<ImportKey>().Where(key => key.ImportId == id).ExecuteDeleteAsync(ct);
            await last.NotifyAsync(done.MakerId, "import_undone", data: ImportRunner.Figures(done), ct: ct);
            await last.CommitAsync(ct);
            return false;
        }
        if (!await TakeBackAsync(id, maker, origin, slice, ct))
        {
            // Something in it stands in the way: one by one, so that only that is left.
            foreach (var entry in slice)
            {
                if (!await TakeBackAsync(id, maker, origin, [entry], ct))
                    await LeaveAsync(id, origin, maker, entry, ct);
            }
        }
        return true;
    }

    private async Task<bool> TakeBackAsync(long id, Actor maker, Origin origin, List<long> slice, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(maker, origin, ct);
        var import = await session.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
        var entries = await session.Db.Audit.AsNoTracking().Where(entry => slice.Contains(entry.Sequence)).OrderByDescending(entry => entry.Sequence).ToOpenListAsync(session.Db, ct);
        await session.Engine.BeginBulkAsync(session.Db, ct);
        session.Recorder.Undoing = import.ChangeSetId;
        try
        {
            if (await new Undoing(session, entries).RunAsync(ct) is not null)
                return false;
        }
        catch (DbUpdateException)
        {
            return false;
        }
        finally
        {
            session.Recorder.Undoing = null;
        }
        import.UndoneTo = slice[^1];
        // A row may have made several changes; progress is told in rows.
        import.Done = Math.Min(import.Rows, import.Done + slice.Count);
        await session.CommitAsync(ct);
        return true;
    }

    private async Task LeaveAsync(long id, Origin origin, Actor maker, long entry, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(maker, origin, ct);
        var import = await session.Db.Set<Import>().AsTracking().SingleAsync(one => one.Id == id, ct);
        import.UndoneTo = entry;
        import.LeftChanged++;
        await session.CommitAsync(ct);
    }
}
