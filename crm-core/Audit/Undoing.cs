using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Storage;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Audit;

/// <summary>
/// Puts records back as an audit entry found them, for every noun alike, by the store's model. A record that is no longer as the change left
/// it is not touched: the whole undo is refused.
/// </summary>
internal sealed class Undoing(CrmSession session, IReadOnlyList<AuditEntry> entries)
{
    private readonly CrmDbContext db = session.Db;

    /// <summary>More are not looked for: nobody reads them.</summary>
    private const int MaxConflicts = 50;

    private UndoBatch batch = null!;

    private static readonly string[] Preferences = ["language", "timeZone"];

    private readonly HashSet<(string Kind, long Id)> removed = [.. entries.Where(entry => entry.Before is null).Select(entry => (entry.Entity, entry.EntityId))];
    private readonly HashSet<(string Kind, long Id)> comingBack = [.. entries.Where(entry => entry.After is null).Select(entry => (entry.Entity, entry.EntityId))];
    private readonly HashSet<(string Kind, long Id)> touched = [.. entries.Select(entry => (entry.Entity, entry.EntityId))];

    public async Task<Failure?> RunAsync(CancellationToken ct)
    {
        // Ten thousand records are one undo: what is asked of the store is asked for many at once, and nobody looks for changes after each.
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        // A customer is removed before the contact made with it: what still hangs on it goes by its own entry, and is held against that below.
        db.ChangeTracker.CascadeDeleteTiming = CascadeTiming.Never;
        try
        {
            if (await RestoreAllAsync(ct) is { } failure)
                return failure;
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = true;
            db.ChangeTracker.CascadeDeleteTiming = CascadeTiming.Immediate;
        }
        await session.SaveAsync(ct);
        return await BeyondReachAsync(ct) ?? await WithoutAdminAsync(ct) ?? await SalesConsistency.AfterUndoAsync(session, entries, ct);
    }

    private async Task<Failure?> RestoreAllAsync(CancellationToken ct)
    {
        batch = new UndoBatch(session, entries);
        await batch.LoadAsync(ct);
        var conflicts = new List<Failure>();
        // What was made last hangs on what was made before it, and goes first.
        foreach (var entry in entries.Where(one => one.Before is not null).Concat(entries.Where(one => one.Before is null).OrderByDescending(one => one.Sequence)))
        {
            if (entry.Erased || (entry.Before is null && entry.After is null))
                return Failure.Conflict("erased", "What this change did was erased; it can no longer be undone.");
            if (MayNot(entry) is { } refused)
                return refused;
            if (await RestoreAsync(entry, ct) is not { } failure)
                continue;
            if (failure.Code != "changed_since")
                return failure;
            conflicts.Add(failure);
            if (conflicts.Count == MaxConflicts)
                break;
        }
        return conflicts switch
        {
            [] => null,
            [var only] => only,
            _ => conflicts[0] with
            {
                Message = $"{conflicts[0].Message} {conflicts.Count - 1} more records stand in the way: {string.Join(", ", conflicts.Skip(1).Select(one => one.Data["name"]))}.",
                Data = new Dictionary<string, string>(conflicts[0].Data)
                {
                    ["conflicts"] = conflicts.Count.ToString(CultureInfo.InvariantCulture),
                    ["names"] = string.Join(", ", conflicts.Select(one => one.Data["name"])),
                },
                Conflicts = [.. conflicts.SelectMany(one => one.Conflicts)],
            },
        };
    }

    /// <summary>Taking back is a change like any other: whoever lost the right to make it since cannot make it by this way.</summary>
    private Failure? MayNot(AuditEntry entry) => entry.Entity switch
    {
        Kinds.User when entry.EntityId == session.Actor.UserId && IsPreference(entry) => null,
        var kind => session.Actor.MayChange(kind),
    };

    private static bool IsPreference(AuditEntry entry)
    {
        if (entry.Before is null || entry.After is null)
            return false;
        var before = JsonNode.Parse(entry.Before)!.AsObject();
        return JsonNode.Parse(entry.After)!.AsObject().All(field => RecordImage.NotCompared.Contains(field.Key) || Preferences.Contains(field.Key) || JsonNode.DeepEquals(field.Value, before[field.Key]));
    }

    /// <summary>A record put back must be one the actor sees: its customer may have gone to somebody else since.</summary>
    private async Task<Failure?> BeyondReachAsync(CancellationToken ct)
    {
        foreach (var group in entries.Where(entry => entry.After is null).GroupBy(entry => entry.Entity, entry => entry.EntityId))
        {
            var visible = await batch.VisibleAsync(group.Key, [.. group], ct);
            if (group.FirstOrDefault(id => !visible.Contains(id), -1) is >= 0 and var beyond)
                return Failure.NotFound(group.Key, beyond);
        }
        return null;
    }

    private async Task<Failure?> WithoutAdminAsync(CancellationToken ct) =>
        entries.Any(entry => entry.Entity == Kinds.User) && !await db.Users.AnyAsync(user => user.Role == Role.Admin && user.Active, ct) ? UserRules.LastAdmin() : null;

    private async Task<Failure?> RestoreAsync(AuditEntry entry, CancellationToken ct)
    {
        var type = Model(entry.Entity);
        var current = await db.FindAsync(type.ClrType, [entry.EntityId], ct);
        if (current is not null && !batch.IsVisible(entry.Entity, entry.EntityId))
            return Failure.NotFound(entry.Entity, entry.EntityId);
        if (!IsAsLeft(entry, current))
            return await ChangedSinceAsync(entry, ct);
        if (entry.Before is null)
        {
            if (await ReferrerAsync(type, entry.EntityId, ct) is { } referrer)
                return await ReferredToAsync(entry, referrer, ct);
            db.Remove(current!);
            return null;
        }
        if (current is null)
        {
            current = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
            Write(type, current, entry.Before, every: true);
            db.Add(current);
        }
        else
        {
            Write(type, current, entry.Before, every: false);
        }
        return await MissingTargetAsync(entry, type, current, ct);
    }

    /// <summary>Compares by the fields the image has, so that a field added to the schema later does not stand in the way.</summary>
    private bool IsAsLeft(AuditEntry entry, object? current)
    {
        if (current is null || entry.After is null)
            return current is null && entry.After is null;
        var now = JsonNode.Parse(RecordImage.Write(db.Entry(current).CurrentValues))!.AsObject();
        return JsonNode.Parse(entry.After)!.AsObject().All(field => RecordImage.NotCompared.Contains(field.Key) || JsonNode.DeepEquals(field.Value, now[field.Key]));
    }

    private void Write(IEntityType type, object record, string image, bool every)
    {
        using var json = JsonDocument.Parse(image);
        var values = db.Entry(record);
        foreach (var property in RecordImage.Fields(type))
        {
            var name = RecordImage.FieldName(property);
            if (!json.RootElement.TryGetProperty(name, out var field) || (!every && (RecordImage.NotCompared.Contains(name) || property.IsPrimaryKey())))
                continue;
            // The version goes on counting over a deletion, so that nobody's stale copy fits again.
            var value = RecordImage.FromJson(property, field);
            values.Property(property).CurrentValue = property.Name == "Version" ? (int)value! + 2 : value;
        }
    }

    /// <summary>A record that refers to one about to go, and is not about to go or to be put back itself.</summary>
    private async Task<(string Kind, long Id)?> ReferrerAsync(IEntityType target, long id, CancellationToken ct)
    {
        foreach (var referrer in batch.Referrers(Records.KindOf(target.ClrType)!, id))
        {
            if (!touched.Contains(referrer))
                return referrer;
        }
        if (target.ClrType == typeof(Contact))
        {
            foreach (var interaction in await db.Interactions.Where(interaction => interaction.ParticipantIds.Contains(id)).Select(interaction => interaction.Id).ToListAsync(ct))
            {
                if (!touched.Contains((Kinds.Interaction, interaction)))
                    return (Kinds.Interaction, interaction);
            }
        }
        return null;
    }

    /// <summary>What a record put back refers to must still be there.</summary>
    private async Task<Failure?> MissingTargetAsync(AuditEntry entry, IEntityType type, object record, CancellationToken ct)
    {
        foreach (var key in type.GetForeignKeys())
        {
            if (db.Entry(record).Property(key.Properties[0]).CurrentValue is not long target)
                continue;
            var kind = Records.KindOf(key.PrincipalEntityType.ClrType)!;
            var comesBack = comingBack.Contains((kind, target));
            if (removed.Contains((kind, target)) || (!comesBack && await db.FindAsync(key.PrincipalEntityType.ClrType, [target], ct) is null))
                return await ChangedSinceAsync(entry, ct, (kind, target));
        }
        return null;
    }

    private Task<Failure> ReferredToAsync(AuditEntry entry, (string Kind, long Id) referrer, CancellationToken ct) =>
        ChangedSinceAsync(entry, ct, referrer);

    /// <summary>Names the record, who changed it (or the record it hangs together with) and when.</summary>
    private async Task<Failure> ChangedSinceAsync(AuditEntry entry, CancellationToken ct, (string Kind, long Id)? other = null)
    {
        var (kind, id) = other ?? (entry.Entity, entry.EntityId);
        var last = await db.Audit.AsNoTracking()
            .Where(later => later.Entity == kind && later.EntityId == id && later.Sequence > entry.Sequence)
            .OrderByDescending(later => later.Sequence)
            .FirstOrDefaultAsync(ct);
        var name = ChangeSets.NameIn(entry);
        var directory = await session.DirectoryAsync(ct);
        var who = last is null ? "" : directory.Find(last.ActorId)?.Name ?? last.ActorLogin;
        var data = new Dictionary<string, string>
        {
            ["entity"] = entry.Entity,
            ["id"] = entry.EntityId.ToString(CultureInfo.InvariantCulture),
            ["name"] = name,
            ["actor"] = who,
            ["at"] = last?.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
        };
        var what = $"{entry.Entity} {name}";
        if (other is not null)
        {
            data["otherEntity"] = kind;
            data["otherId"] = id.ToString(CultureInfo.InvariantCulture);
            what += $" ({kind} {id} now depends on it or is gone)";
        }
        var by = last is null ? "" : $" by {who} at {data["at"]}";
        return Failure.Conflict("changed_since", $"Cannot undo: {what} was changed since{by}.") with
        {
            Data = data,
            Conflicts = [new RecordConflict(entry.Entity, entry.EntityId, name, who.Length == 0 ? null : who, last?.At)],
        };
    }

    private IEntityType Model(string kind) => db.Model.FindEntityType(Records.TypeOf(kind) ?? throw new InvalidOperationException($"Unknown kind {kind} in the audit."))!;
}
