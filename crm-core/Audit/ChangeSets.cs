using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>What undo, its look-up and its reports share.</summary>
internal static class ChangeSets
{
    /// <summary>The entries of a change set that the actor may take back: the actor's own, anyone's for admin. Empty: there is none.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> ReadAsync(CrmSession session, long id, CancellationToken ct)
    {
        var entries = session.Db.Audit.AsNoTracking().Where(entry => entry.ChangeSetId == id && ChangeRecorder.AllChanges.Contains(entry.Operation));
        if (!session.Actor.May(Permissions.UndoAny))
        {
            var self = session.Actor.UserId;
            entries = entries.Where(entry => entry.ActorId == self);
        }
        return await entries.OrderBy(entry => entry.Sequence).ToOpenListAsync(session.Db, ct);
    }

    /// <summary>A change set is undone when another took it back that was not itself taken back since.</summary>
    public static async Task<bool> IsUndoneAsync(CrmDbContext db, long id, CancellationToken ct)
    {
        foreach (var by in await db.Audit.AsNoTracking().Where(entry => entry.Undoes == id).Select(entry => entry.ChangeSetId).Distinct().ToListAsync(ct))
        {
            if (!await IsUndoneAsync(db, by, ct))
                return true;
        }
        return false;
    }

    /// <summary>
    /// The entries less what they only took back. A record that was put back and changed again in one change set keeps its entry, with what it
    /// was before all of it as its before-image.
    /// </summary>
    public static async Task<IReadOnlyList<AuditEntry>> WithoutUndoneAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, CancellationToken ct)
    {
        var own = new List<AuditEntry>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Undoes is null)
            {
                own.Add(entry);
                continue;
            }
            var first = await FirstAsync(session, entry, ct);
            if (RecordImage.SameContent(entry.After, first.Before))
                continue;
            own.Add(new AuditEntry
            {
                Sequence = entry.Sequence,
                ChangeSetId = entry.ChangeSetId,
                At = entry.At,
                ActorId = entry.ActorId,
                ActorLogin = entry.ActorLogin,
                Channel = entry.Channel,
                Conversation = entry.Conversation,
                Sentence = entry.Sentence,
                Entity = entry.Entity,
                EntityId = entry.EntityId,
                Operation = entry.Operation,
                Before = first.Before,
                After = entry.After,
                Erased = entry.Erased || first.Erased,
            });
        }
        return own;
    }

    /// <summary>Where a chain of corrections of one record began.</summary>
    private static async Task<AuditEntry> FirstAsync(CrmSession session, AuditEntry entry, CancellationToken ct)
    {
        while (entry.Undoes is { } undone
            && (await ReadAsync(session, undone, ct)).FirstOrDefault(of => of.Entity == entry.Entity && of.EntityId == entry.EntityId) is { } earlier)
        {
            entry = earlier;
        }
        return entry;
    }

    public static async Task<ChangeSetView> ViewAsync(CrmSession session, IReadOnlyList<AuditEntry> entries, bool undone, CancellationToken ct)
    {
        var first = entries[0];
        return new ChangeSetView(
            first.ChangeSetId,
            first.At,
            (await session.DirectoryAsync(ct)).Find(first.ActorId)?.Login ?? first.ActorLogin,
            first.Conversation,
            first.Sentence,
            undone,
            [.. entries.Select(entry => new ChangedRecord(entry.Entity, entry.EntityId, NameIn(entry), entry.Operation))]);
    }

    /// <summary>What the record was called, by the image that is left of it.</summary>
    public static string NameIn(AuditEntry entry)
    {
        if ((entry.After ?? entry.Before) is not { } image)
            return "";
        using var json = JsonDocument.Parse(image);
        var field = entry.Entity switch
        {
            Kinds.Interaction => "summary",
            Kinds.Ticket => "subject",
            Kinds.Task => "title",
            Kinds.Consent => "purpose",
            Kinds.TicketNote => "text",
            Kinds.CalendarEntry when json.RootElement.TryGetProperty("firstDay", out var day) => day.ValueKind == JsonValueKind.String ? "firstDay" : "weekdays",
            _ => "name",
        };
        var name = json.RootElement.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
        return entry.Entity is Kinds.Interaction or Kinds.TicketNote ? Records.Start(name) : name;
    }
}
