using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Fields;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Audit;

/// <summary>
/// Stands between a session and the store's save: whatever is saved, by whichever command, gets its version, its audit images, its looked-up
/// names and its derived fields. Several saves of a record in one session become one entry.
/// </summary>
internal sealed class ChangeRecorder
{
    public const string UndoPrefix = "undo_";

    /// <summary>What an entry about a change may be; everything else is a note of what happened without one.</summary>
    public static readonly string[] Changes = ["create", "update", "delete"];

    public static readonly string[] AllChanges = [.. Changes, .. Changes.Select(one => UndoPrefix + one)];

    private readonly List<Change> changes = [];
    private readonly Dictionary<(string Kind, long Id), Change> byRecord = [];

    private readonly List<(string Entity, long Id, string Operation, string Detail)> notes = [];

    public bool HasChanges => changes.Count > 0;

    /// <summary>Grows with every record that a save found changed.</summary>
    public int ChangeCount { get; private set; }

    public bool UsersChanged { get; private set; }

    /// <summary>The records that were changed so far.</summary>
    public IEnumerable<(string Kind, long Id)> Changed => byRecord.Keys;

    /// <summary>Set while an undo runs: the change set it takes back.</summary>
    public long? Undoing { get; set; }

    /// <summary>An entry about something that happened without changing a record: an export, an import's start. Kept with the session's changes; undo passes it over.</summary>
    public void Note(string entity, long id, string operation, string detail) => notes.Add((entity, id, operation, detail));

    /// <summary>Why the customer that is saved next moves along its lifecycle.</summary>
    public string? LifecycleReason { get; set; }

    /// <summary>Steps of lifecycles since they were last taken; the session gives them ids.</summary>
    public List<LifecycleChange> LifecycleChanges { get; } = [];

    /// <summary>Saves what is tracked. True when users or teams changed.</summary>
    public async Task<bool> SaveAsync(CrmDbContext db, DateTimeOffset now, long by, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        // Once; each further look at the entries would do it again.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        if (await AttachedFiles.RemoveAsync(db, ct))
            db.ChangeTracker.DetectChanges();
        var usersChanged = false;
        var renamed = new List<EntityEntry>();
        var customers = new HashSet<long>();
        var reminders = new List<CrmTask>();
        var moved = new List<StageChange>();
        var history = new List<(long Row, string? Head, string? Body)>();
        var matched = new List<EntityEntry>();
        var searched = new List<SearchRow>();
        var custom = new List<EntityEntry>();
        var onlyNew = true;
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted) || Records.KindOf(entry.Metadata.ClrType) is not { } kind)
                continue;
            if (entry.State == EntityState.Modified && !Touched(entry))
                continue;
            onlyNew &= entry.State == EntityState.Added;
            Count(entry, now);
            MustFit(entry);
            Record(entry, kind);
            usersChanged |= kind is Kinds.User or Kinds.Team;
            if (Records.NamesOf(entry.Entity).Count > 0 && NameForms.MayBeRenamed(entry))
                renamed.Add(entry);
            if (LifecycleHistory.Take(entry, now) is { } step)
            {
                step.Reason = LifecycleReason;
                LifecycleChanges.Add(step);
            }
            if (TaskReminders.Concerns(entry))
                reminders.Add((CrmTask)entry.Entity);
            if (entry.Entity is Interaction)
                NoteCustomers(entry, customers);
            if (StageHistory.Of(entry, Undoing is null, now, by) is { } move)
                moved.Add(move);
            if (HistoryIndex.Covers(entry.Entity))
                history.Add(HistoryIndex.Take(entry));
            if (MatchKeys.Covers(entry.Entity))
                matched.Add(entry);
            if (entry.Entity is CustomRecord)
                custom.Add(entry);
            if (RecordIndex.Covers(entry.Entity) && RecordIndex.Take(entry) is { } row)
                searched.Add(row);
        }
        await NameForms.KeepAsync(db, renamed, ct);
        await StageHistory.KeepAsync(db, moved, ct);
        await MatchKeys.KeepAsync(db, matched, ct);
        foreach (var entry in custom)
            await CustomKeys.KeepAsync(db, entry, ct);
        // What was derived from new records alone was added, and is known; only records that were there before may have been changed by the way.
        db.ChangeTracker.AutoDetectChangesEnabled = !onlyNew || moved.Count > 0;
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        await LastInteraction.KeepAsync(db, customers, ct);
        await TaskReminders.KeepAsync(db, reminders, now, ct);
        await HistoryIndex.KeepAsync(db, history, ct);
        await db.RecordSearch.KeepAsync(db, searched, ct);
        UsersChanged |= usersChanged;
        return usersChanged;
    }

    /// <summary>Appends one audit entry per changed record to the chain. Returns how many.</summary>
    public async Task<int> WriteAuditAsync(CrmSession session, CancellationToken ct)
    {
        var entries = new List<AuditEntry>();
        foreach (var change in changes)
        {
            if (change.Before == change.After)
                continue;
            var operation = change.Before is null ? "create" : change.After is null ? "delete" : "update";
            entries.Add(Entry(session, change.Kind, change.Id, change.OnlyUndo ? UndoPrefix + operation : operation, change.Before, change.After, change.Undoes));
        }
        foreach (var (entity, id, operation, detail) in notes)
            entries.Add(Entry(session, entity, id, operation, null, detail, null));
        if (entries.Count > 0)
            await AuditChain.AppendAsync(session, entries, ct);
        return entries.Count;
    }

    private static AuditEntry Entry(CrmSession session, string entity, long id, string operation, string? before, string? after, long? undoes) => new()
    {
        ChangeSetId = session.ChangeSetId,
        At = session.Now,
        ActorId = session.Actor.UserId,
        ActorLogin = session.Actor.Login,
        Channel = Cut(session.Origin.Channel, Limits.Channel)!,
        Conversation = Cut(session.Origin.Conversation, Limits.Conversation),
        Sentence = Cut(session.Origin.Sentence, Limits.Sentence),
        Entity = entity,
        EntityId = id,
        Operation = operation,
        Before = before,
        After = after,
        Undoes = undoes,
    };

    private static bool Touched(EntityEntry entry) =>
        entry.Properties.Any(property => property.IsModified && !Records.IsDerived(entry.Metadata.ClrType, property.Metadata.Name));

    private static void Count(EntityEntry entry, DateTimeOffset now)
    {
        var version = entry.Property("Version");
        if (entry.State == EntityState.Added)
            version.CurrentValue = Math.Max(1, (int)version.CurrentValue!);
        else if (entry.State == EntityState.Modified)
        {
            version.CurrentValue = (int)version.OriginalValue! + 1;
            if (entry.Metadata.FindProperty("UpdatedAt") is { } updatedAt && !entry.Property(updatedAt).IsModified)
                entry.Property(updatedAt).CurrentValue = now;
        }
    }

    /// <summary>The last line behind the commands' own checks: SQLite itself keeps no lengths.</summary>
    private static void MustFit(EntityEntry entry)
    {
        if (entry.State == EntityState.Deleted)
            return;
        var values = entry.CurrentValues;
        foreach (var property in values.Properties)
        {
            if (property.GetMaxLength() is { } max && values[property] is string text && text.Length > max)
                throw new InvalidOperationException($"{entry.Metadata.DisplayName()}.{property.Name} has {text.Length} characters, more than {max}; its command does not check.");
        }
    }

    private void Record(EntityEntry entry, string kind)
    {
        ChangeCount++;
        var id = (long)entry.Property("Id").CurrentValue!;
        var before = entry.State == EntityState.Added ? null : RecordImage.Write(entry.OriginalValues);
        var after = entry.State == EntityState.Deleted ? null : RecordImage.Write(entry.CurrentValues);
        if (byRecord.TryGetValue((kind, id), out var change))
        {
            change.After = after;
            change.Undoes ??= Undoing;
            change.OnlyUndo &= Undoing is not null;
            return;
        }
        change = new Change(kind, id, before) { After = after, Undoes = Undoing, OnlyUndo = Undoing is not null };
        changes.Add(change);
        byRecord.Add((kind, id), change);
    }

    private static void NoteCustomers(EntityEntry entry, HashSet<long> customers)
    {
        var customer = entry.Property(nameof(Interaction.CustomerId));
        customers.Add((long)customer.CurrentValue!);
        if (entry.State != EntityState.Added)
            customers.Add((long)customer.OriginalValue!);
    }

    private static string? Cut(string? text, int max)
    {
        if (text is null || text.Length <= max)
            return text;
        return char.IsHighSurrogate(text[max - 1]) ? text[..(max - 1)] : text[..max];
    }

    private sealed class Change(string kind, long id, string? before)
    {
        public string Kind { get; } = kind;

        public long Id { get; } = id;

        public string? Before { get; } = before;

        public string? After { get; set; }

        public long? Undoes { get; set; }

        /// <summary>False when a command changed it again after the undo (an amendment): then it is a change of its own, which can be taken back.</summary>
        public bool OnlyUndo { get; set; }
    }
}
