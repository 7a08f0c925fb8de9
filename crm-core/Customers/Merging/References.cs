using System.Reflection;
using BotCrm.Core.Contacts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace BotCrm.Core.Customers.Merging;

/// <summary>
/// Everything that refers to a record, found from the store's model, so that a noun added later moves as well: foreign keys, and pairs of kind and
/// record id. Names, matches and the audit are the record's own and do not move.
/// </summary>
internal static class References
{
    private static readonly MethodInfo MoveKey = typeof(References).GetMethod(nameof(MoveForeignKeyAsync), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo MovePair = typeof(References).GetMethod(nameof(MovePairAsync), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static readonly string[] KindNames = ["Kind", "RecordKind", "Entity"];
    private static readonly string[] IdNames = ["RecordId", "EntityId"];

    /// <summary>The foreign keys that point to records of a type.</summary>
    public static IReadOnlyList<IForeignKey> KeysTo(IModel model, Type target) =>
        [.. model.FindEntityType(target)!.GetReferencingForeignKeys().OrderBy(key => key.DeclaringEntityType.Name, StringComparer.Ordinal).ThenBy(key => key.Properties[0].Name, StringComparer.Ordinal)];

    /// <summary>Audited records that point to a record of any kind by its kind and id.</summary>
    public static IReadOnlyList<(IEntityType Type, IProperty Kind, IProperty Id)> Pairs(IModel model) =>
        [.. from type in model.GetEntityTypes()
            where Records.KindOf(type.ClrType) is not null
            let kind = KindNames.Select(type.FindProperty).FirstOrDefault(property => property?.ClrType == typeof(string))
            let id = IdNames.Select(type.FindProperty).FirstOrDefault(property => property is not null && (property.ClrType == typeof(long) || property.ClrType == typeof(long?)))
            where kind is not null && id is not null
            select (type, kind, id)];

    /// <summary>Points everything that refers to one record to another. Returns how many of each noun, by its kind.</summary>
    public static async Task<SortedDictionary<string, int>> MoveAsync(CrmDbContext db, Type type, long from, long to, CancellationToken ct)
    {
        var moved = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in KeysTo(db.Model, type))
        {
            var count = await (Task<int>)MoveKey.MakeGenericMethod(key.DeclaringEntityType.ClrType).Invoke(null, [db, key, from, to, ct])!;
            Count(moved, key.DeclaringEntityType, count);
        }
        var kind = Records.KindOf(type)!;
        foreach (var (owner, kindProperty, idProperty) in Pairs(db.Model))
            Count(moved, owner, await (Task<int>)MovePair.MakeGenericMethod(owner.ClrType).Invoke(null, [db, kindProperty.Name, kind, idProperty, from, to, ct])!);
        if (type == typeof(Contact))
        {
            foreach (var interaction in await db.Interactions.Where(one => one.ParticipantIds.Contains(from)).ToListAsync(ct))
            {
                interaction.ParticipantIds = [.. interaction.ParticipantIds.Select(id => id == from ? to : id).Distinct()];
                Count(moved, db.Model.FindEntityType(typeof(Interaction))!, 1);
            }
        }
        return moved;
    }

    private static void Count(SortedDictionary<string, int> moved, IEntityType type, int count)
    {
        if (count == 0)
            return;
        var kind = Records.KindOf(type.ClrType) ?? Columns.Snake(type.ClrType.Name);
        moved[kind] = moved.GetValueOrDefault(kind) + count;
    }

    private static async Task<int> MoveForeignKeyAsync<T>(CrmDbContext db, IForeignKey key, long from, long to, CancellationToken ct)
        where T : class
    {
        var name = key.Properties[0].Name;
        var rows = key.Properties[0].ClrType == typeof(long)
            ? db.Set<T>().AsTracking().Where(row => EF.Property<long>(row, name) == from)
            : db.Set<T>().AsTracking().Where(row => EF.Property<long?>(row, name) == from);
        return Point(db, await rows.ToListAsync(ct), key.Properties[0], to);
    }

    private static async Task<int> MovePairAsync<T>(CrmDbContext db, string kindName, string kind, IProperty id, long from, long to, CancellationToken ct)
        where T : class
    {
        var name = id.Name;
        var rows = db.Set<T>().AsTracking().Where(row => EF.Property<string>(row, kindName) == kind);
        rows = id.ClrType == typeof(long) ? rows.Where(row => EF.Property<long>(row, name) == from) : rows.Where(row => EF.Property<long?>(row, name) == from);
        return Point(db, await rows.ToListAsync(ct), id, to);
    }

    private static int Point<T>(CrmDbContext db, List<T> rows, IProperty property, long to)
        where T : class
    {
        foreach (var row in rows)
            db.Entry(row).Property(property).CurrentValue = to;
        return rows.Count;
    }
}
