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
        var entries = session.Db.Audit.AsNoTracking().Where(entry => entry.ChangeSetId == id);
        if (session.Actor.Role != Role.Admin)
        {
            var self = session.Actor.UserId;
            entries = entries.Where(entry => entry.ActorId == self);
        }
        return await entries.OrderBy(entry => entry.Sequence).ToListAsync(ct);
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

    public static ChangeSetView View(IReadOnlyList<AuditEntry> entries, bool undone)
    {
        var first = entries[0];
        return new ChangeSetView(
            first.ChangeSetId,
            first.At,
            first.ActorLogin,
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
            _ => "name",
        };
        var name = json.RootElement.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
        return entry.Entity == Kinds.Interaction ? Records.Start(name) : name;
    }
}
