using System.Data.Common;
using System.Globalization;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Quotes;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>
/// Takes a person out of the store, going by the model, so that no noun is forgotten: where the person was found before the write lock was taken,
/// where something changed since, and near the person.
/// </summary>
internal sealed class PersonTraces(CrmSession session, ErasedPerson person, FoundTraces known)
{
    public static readonly string[] AuditTexts = ["sentence", "before", "after"];

    private static readonly HashSet<string> OutsideRecords = ["data_keys", "audit_entries", "audit_head", "audit_anchors", "sealing_progress", "name_keys", "processed_turns", "background_leases"];

    private readonly CrmDbContext db = session.Db;

    /// <summary>The records whose texts were changed, for the audit.</summary>
    public HashSet<(string Kind, long Id)> Touched { get; } = [];

    /// <summary>The nouns with free texts of their own, and these.</summary>
    public static List<(string Kind, IEntityType Entity, List<IProperty> Texts)> TextsOf(CrmDbContext db) =>
        [.. Records.Types.Select(type => (Kind: Records.KindOf(type)!, Entity: db.Model.FindEntityType(type)!))
            .Select(one => (one.Kind, one.Entity, Texts: one.Entity.GetProperties().Where(IsText).ToList()))
            .Where(one => one.Texts.Count > 0 && one.Kind is not (Kinds.User or Kinds.Team))];

    /// <summary>Takes the person out of every record's texts. Counts by kind.</summary>
    public async Task RedactRecordsAsync(Dictionary<string, int> counts, CancellationToken ct)
    {
        foreach (var (kind, entity, texts) in TextsOf(db))
        {
            var type = entity.ClrType;
            var nearby = await NearbyAsync(entity, ct);
            foreach (var id in await CandidatesAsync(kind, nearby, ct))
            {
                if (kind == person.Kind && id == person.Id || await db.FindAsync(type, [id], ct) is not { } record)
                    continue;
                var near = nearby.Contains(id);
                // Another person's name is not this one's, even where they share a part.
                var changed = false;
                foreach (var property in texts.Where(property => !(record is Contact && property.Name == nameof(Contact.Name))))
                    changed |= Redact(db.Entry(record).Property(property), near);
                if (!changed)
                    continue;
                Touched.Add((kind, id));
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }
        }
        await session.SaveAsync(ct);
        if (person.CustomerId is { } ofCustomer)
        {
            foreach (var step in (await db.LifecycleChanges.AsTracking().Where(one => one.CustomerId == ofCustomer && one.Reason != null).ToListAsync(ct)).Where(one => person.Mentions(one.Reason, true)))
            {
                step.Reason = person.Redact(step.Reason, true);
                counts["lifecycle_changes"] = counts.GetValueOrDefault("lifecycle_changes") + 1;
            }
            await db.SaveChangesAsync(ct);
        }
        // What nobody has any more is still written where it was counted.
        await ExecuteAsync("DELETE FROM customer_counts WHERE count = 0", [], ct);
    }

    /// <summary>Ends every reference to the contact: where one may be missing it goes, what cannot be without it goes whole.</summary>
    public async Task LoosenAsync(Dictionary<string, int> counts, CancellationToken ct)
    {
        var id = person.Id;
        foreach (var piece in known.Participations.Union(await ChangedAsync(Kinds.Interaction, ct)).Order().Chunk(500))
        {
            foreach (var interaction in (await db.Interactions.AsTracking().Where(one => piece.Contains(one.Id)).ToListAsync(ct)).Where(one => one.ParticipantIds.Contains(id)))
            {
                interaction.ParticipantIds = [.. interaction.ParticipantIds.Where(participant => participant != id)];
                Touched.Add((Kinds.Interaction, interaction.Id));
            }
        }
        foreach (var key in db.Model.FindEntityType(typeof(Contact))!.GetReferencingForeignKeys())
        {
            var (entity, property) = (key.DeclaringEntityType, key.Properties[0]);
            foreach (var record in await IdsAsync(db, $"SELECT id FROM {entity.GetTableName()} WHERE {property.GetColumnName()} = @id", [("@id", id)], ct))
            {
                var found = (await db.FindAsync(entity.ClrType, [record], ct))!;
                if (Records.KindOf(entity.ClrType) is { } kind)
                {
                    Touched.Add((kind, record));
                    if (!property.IsNullable)
                        counts[kind] = counts.GetValueOrDefault(kind) + 1;
                }
                if (property.IsNullable)
                    db.Entry(found).Property(property).CurrentValue = null;
                else
                    db.Remove(found);
            }
        }
    }

    /// <summary>Takes the person's literals out of the tables that are no records: conversations, notifications, rows of imports, deliveries.</summary>
    public async Task RedactTablesAsync(Dictionary<string, int> counts, CancellationToken ct)
    {
        var tables = db.Model.GetEntityTypes()
            .Where(entity => Records.KindOf(entity.ClrType) is null && !OutsideRecords.Contains(entity.GetTableName()!))
            .Select(entity => (Table: entity.GetTableName()!, Columns: entity.GetProperties().Where(property => property.ClrType == typeof(string) && IsText(property)).Select(property => property.GetColumnName()).ToList()))
            .Append((Table: "conversation_state", Columns: ["state"]));
        foreach (var (table, columns) in tables)
        {
            var rows = 0;
            foreach (var column in columns)
            {
                foreach (var literal in person.LiteralsInJson)
                {
                    var (holds, value) = db.Dialect.Holds($"\"{column}\"", "@like", literal);
                    rows += await ExecuteAsync($"UPDATE {table} SET \"{column}\" = replace(\"{column}\", @literal, '{ErasedPerson.Mark}') WHERE {holds}", [("@literal", literal), ("@like", value)], ct);
                }
            }
            if (rows > 0)
                counts[table] = rows;
        }
    }

    /// <summary>
    /// Blanks audit entries that speak of the person and are not sealed under the person's key: what was said, and the images of records whose
    /// texts named the person.
    /// </summary>
    public async Task<int> BlankAuditAsync(CancellationToken ct)
    {
        var (whose, id) = (person.Kind, person.Id);
        var sequences = new HashSet<long>();
        var own = db.Audit.Where(entry => entry.Entity == whose && entry.EntityId == id);
        sequences.UnionWith(await db.Audit.Where(entry => own.Any(one => one.ChangeSetId == entry.ChangeSetId)).Select(entry => entry.Sequence).ToListAsync(ct));
        foreach (var group in Touched.GroupBy(record => record.Kind, record => record.Id))
        {
            var (kind, ids) = (group.Key, group.ToArray());
            sequences.UnionWith(await db.Audit.Where(entry => entry.Entity == kind && ids.Contains(entry.EntityId)).Select(entry => entry.Sequence).ToListAsync(ct));
        }
        foreach (var literal in person.Literals)
        {
            var columns = AuditTexts.Select(column => db.Dialect.Holds(column, "@like", literal)).ToList();
            sequences.UnionWith(await IdsAsync(db, $"SELECT sequence FROM audit_entries WHERE sequence > @upto AND ({string.Join(" OR ", columns.Select(column => column.Condition))})", [("@like", columns[0].Value), ("@upto", known.UpTo)], ct));
        }
        sequences.UnionWith(known.Audit);
        var blanked = 0;
        foreach (var piece in sequences.Order().Chunk(500))
        {
            foreach (var entry in await db.Audit.AsTracking().Where(entry => piece.Contains(entry.Sequence)).ToListAsync(ct))
            {
                if (AuditChain.IsErased(entry))
                    continue;
                var (sentence, before, after, isOld) = (entry.Sentence, entry.Before, entry.After, AuditSealing.IsSealedAfterHashing(entry));
                await AuditSealing.OpenAsync(db, [entry], ct);
                var mine = entry.Entity == whose && entry.EntityId == id;
                // Near: these entries were chosen because they hang together with the person.
                var speaks = person.Mentions(entry.Sentence, true) || person.Mentions(entry.Before, true) || person.Mentions(entry.After, true);
                (entry.Sentence, entry.Before, entry.After) = (sentence, before, after);
                if (mine ? !isOld && Keys.SealedText.IsSealed(before ?? after) : !speaks)
                    continue;
                (entry.Sentence, entry.Before, entry.After, entry.Salt) = (null, null, null, []);
                blanked++;
            }
            await db.SaveChangesAsync(ct);
        }
        return blanked;
    }

    private bool Redact(Microsoft.EntityFrameworkCore.ChangeTracking.PropertyEntry property, bool near)
    {
        switch (property.CurrentValue)
        {
            case string text when person.Mentions(text, near):
                var redacted = person.Redact(text, near)!;
                property.CurrentValue = property.Metadata.GetMaxLength() is { } max && redacted.Length > max ? redacted[..max] : redacted;
                return true;
            case IEnumerable<string> list when list.Any(text => person.Mentions(text, near)):
                property.CurrentValue = (IReadOnlyList<string>)[.. list.Select(text => person.Redact(text, near)!)];
                return true;
            case IReadOnlyList<QuoteLine> lines when lines.Any(line => person.Mentions(line.Text, near) || person.Mentions(line.Unit, near)):
                property.CurrentValue = (IReadOnlyList<QuoteLine>)[.. lines.Select(line => line with { Text = person.Redact(line.Text, near)!, Unit = person.Redact(line.Unit, near) })];
                return true;
            default:
                return false;
        }
    }

    /// <summary>The customer's own records, those that were found, and those that were changed since.</summary>
    private async Task<List<long>> CandidatesAsync(string kind, IReadOnlySet<long> nearby, CancellationToken ct)
    {
        var ids = new HashSet<long>(await ChangedAsync(kind, ct));
        if (known.Records.TryGetValue(kind, out var found))
            ids.UnionWith(found);
        ids.UnionWith(nearby);
        return [.. ids.Order()];
    }

    /// <summary>The person's customer, what hangs on it, and what hangs on its opportunities.</summary>
    private async Task<HashSet<long>> NearbyAsync(IEntityType entity, CancellationToken ct)
    {
        if (person.CustomerId is not { } customer)
            return [];
        if (entity.ClrType == typeof(Customer))
            return [customer];
        var condition = entity.FindProperty("CustomerId") is { } column ? $"{column.GetColumnName()} = @customer"
            : entity.FindProperty("OpportunityId") is { } by ? $"{by.GetColumnName()} IN (SELECT id FROM opportunities WHERE customer_id = @customer)"
            : null;
        return condition is null ? [] : [.. await IdsAsync(db, $"SELECT id FROM {entity.GetTableName()} WHERE {condition}", [("@customer", customer)], ct)];
    }

    /// <summary>What was written while it was looked: few records, as looking takes seconds.</summary>
    private Task<List<long>> ChangedAsync(string kind, CancellationToken ct)
    {
        var upTo = known.UpTo;
        return db.Audit.Where(entry => entry.Sequence > upTo && entry.Entity == kind).Select(entry => entry.EntityId).Distinct().ToListAsync(ct);
    }

    /// <summary>Free text, not a code or a reference; lists of words as well.</summary>
    private static bool IsText(IProperty property) =>
        property.ClrType == typeof(IReadOnlyList<QuoteLine>) || !property.IsBlindIndex() && !property.IsPrimaryKey()
        && (property.ClrType == typeof(string) && property.GetMaxLength() is null or >= Limits.Word && property.GetValueConverter() is null || property.GetElementType()?.ClrType == typeof(string));

    public static async Task<List<long>> IdsAsync(CrmDbContext db, string sql, IEnumerable<(string, object)> values, CancellationToken ct)
    {
        await using var command = Command(db, sql, values);
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetInt64(0));
        return ids;
    }

    private async Task<int> ExecuteAsync(string sql, IEnumerable<(string, object)> values, CancellationToken ct)
    {
        await using var command = Command(db, sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    private static DbCommand Command(CrmDbContext db, string sql, IEnumerable<(string Name, object Value)> values)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
