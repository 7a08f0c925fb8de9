using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Payments;
using BotCrm.Core.Quotes;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Audit;

/// <summary>
/// Puts records back as an audit entry found them, for every noun alike, by the store's model. A record that is no longer as the change left
/// it is not touched: the whole undo is refused.
/// </summary>
internal sealed class Undoing(CrmSession session, IReadOnlyList<AuditEntry> entries)
{
    private readonly CrmDbContext db = session.Db;

    private static readonly string[] Preferences = ["language", "timeZone"];

    private readonly HashSet<(string Kind, long Id)> removed = [.. entries.Where(entry => entry.Before is null).Select(entry => (entry.Entity, entry.EntityId))];
    private readonly HashSet<(string Kind, long Id)> touched = [.. entries.Select(entry => (entry.Entity, entry.EntityId))];

    public async Task<Failure?> RunAsync(CancellationToken ct)
    {
        foreach (var entry in entries)
        {
            if (entry.Erased || (entry.Before is null && entry.After is null))
                return Failure.Conflict("erased", "What this change did was erased; it can no longer be undone.");
            if (MayNot(entry) is { } refused)
                return refused;
            if (await RestoreAsync(entry, ct) is { } failure)
                return failure;
        }
        await session.SaveAsync(ct);
        return await BeyondReachAsync(ct) ?? await WithoutAdminAsync(ct) ?? await SalesConsistency.AfterUndoAsync(session, entries, ct);
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
        foreach (var entry in entries.Where(entry => entry.After is null))
        {
            if (await db.FindAsync(Model(entry.Entity).ClrType, [entry.EntityId], ct) is not null && !await IsVisibleAsync(entry.Entity, entry.EntityId, ct))
                return Failure.NotFound(entry.Entity, entry.EntityId);
        }
        return null;
    }

    private async Task<Failure?> WithoutAdminAsync(CancellationToken ct) =>
        entries.Any(entry => entry.Entity == Kinds.User) && !await db.Users.AnyAsync(user => user.Role == Role.Admin && user.Active, ct) ? UserRules.LastAdmin() : null;

    private async Task<Failure?> RestoreAsync(AuditEntry entry, CancellationToken ct)
    {
        var type = Model(entry.Entity);
        var current = await db.FindAsync(type.ClrType, [entry.EntityId], ct);
        if (current is not null && !await IsVisibleAsync(entry.Entity, entry.EntityId, ct))
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

    private Task<bool> IsVisibleAsync(string kind, long id, CancellationToken ct) => RowScope.Ids(kind, session.Actor, db).AnyAsync(one => one == id, ct);

    /// <summary>A record that refers to one about to go, and is not about to go or to be put back itself.</summary>
    private async Task<(string Kind, long Id)?> ReferrerAsync(IEntityType target, long id, CancellationToken ct)
    {
        foreach (var key in target.GetReferencingForeignKeys())
        {
            var kind = Records.KindOf(key.DeclaringEntityType.ClrType)!;
            foreach (var referrer in await ReferrersAsync(key, id, ct))
            {
                if (!touched.Contains((kind, referrer)))
                    return (kind, referrer);
            }
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

    private Task<List<long>> ReferrersAsync(IForeignKey key, long id, CancellationToken ct)
    {
        var table = key.DeclaringEntityType.GetTableName();
        var column = key.Properties[0].GetColumnName();
#pragma warning disable EF1002 // Table and column come from the model, the value is a parameter.
        return db.Database.SqlQueryRaw<long>($"SELECT id AS \"Value\" FROM {table} WHERE {column} = {{0}}", id).ToListAsync(ct);
#pragma warning restore EF1002
    }

    /// <summary>What a record put back refers to must still be there.</summary>
    private async Task<Failure?> MissingTargetAsync(AuditEntry entry, IEntityType type, object record, CancellationToken ct)
    {
        foreach (var key in type.GetForeignKeys())
        {
            if (db.Entry(record).Property(key.Properties[0]).CurrentValue is not long target)
                continue;
            var kind = Records.KindOf(key.PrincipalEntityType.ClrType)!;
            var comesBack = entries.Any(other => other.Entity == kind && other.EntityId == target && other.After is null);
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
        return Failure.Conflict("changed_since", $"Cannot undo: {what} was changed since{by}.") with { Data = data };
    }

    private IEntityType Model(string kind) => db.Model.FindEntityType(Records.TypeOf(kind) ?? throw new InvalidOperationException($"Unknown kind {kind} in the audit."))!;
}
