using System.Globalization;
using System.Reflection;
using BotCrm.Core.Access;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Audit;

/// <summary>What an undo must know of the store, read for all its records at once: the records themselves, which the actor sees, and what refers to those about to go.</summary>
internal sealed class UndoBatch(CrmSession session, IReadOnlyList<AuditEntry> entries)
{
    private const int Piece = 500;

    private static readonly MethodInfo Track = typeof(UndoBatch).GetMethod(nameof(TrackAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private readonly CrmDbContext db = session.Db;
    private readonly HashSet<(string Kind, long Id)> visible = [];
    private readonly Dictionary<(string Kind, long Id), List<(string Kind, long Id)>> referrers = [];

    public async Task LoadAsync(CancellationToken ct)
    {
        foreach (var group in entries.GroupBy(entry => entry.Entity))
        {
            if (Records.TypeOf(group.Key) is not { } type)
                continue;
            foreach (var ids in group.Select(entry => entry.EntityId).Distinct().Chunk(Piece))
            {
                await (Task)Track.MakeGenericMethod(type).Invoke(this, [ids, ct])!;
                visible.UnionWith((await VisibleAsync(group.Key, ids, ct)).Select(id => (group.Key, id)));
            }
            foreach (var ids in group.Where(entry => entry.Before is null).Select(entry => entry.EntityId).Distinct().Chunk(Piece))
                await ReadReferrersAsync(group.Key, type, ids, ct);
        }
    }

    public bool IsVisible(string kind, long id) => visible.Contains((kind, id));

    public IReadOnlyList<(string Kind, long Id)> Referrers(string kind, long id) => referrers.GetValueOrDefault((kind, id)) ?? [];

    public async Task<HashSet<long>> VisibleAsync(string kind, long[] ids, CancellationToken ct)
    {
        var found = new HashSet<long>();
        foreach (var piece in ids.Chunk(Piece))
            found.UnionWith(await RowScope.Ids(kind, session.Actor, db).Where(id => piece.Contains(id)).ToListAsync(ct));
        return found;
    }

    /// <summary>Into the context, where each is then found without asking the store.</summary>
    private Task TrackAsync<T>(long[] ids, CancellationToken ct)
        where T : class => db.Set<T>().AsTracking().Where(row => ids.Contains(EF.Property<long>(row, "Id"))).LoadAsync(ct);

    private async Task ReadReferrersAsync(string kind, Type type, long[] ids, CancellationToken ct)
    {
        foreach (var key in db.Model.FindEntityType(type)!.GetReferencingForeignKeys())
        {
            // Rows that are no records of their own (lines, members) go with what they belong to.
            if (Records.KindOf(key.DeclaringEntityType.ClrType) is not { } by)
                continue;
            var column = key.Properties[0].GetColumnName();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            // Table and column come from the model, the ids are numbers.
            command.CommandText = $"SELECT id, {column} FROM {key.DeclaringEntityType.GetTableName()} WHERE {column} IN ({string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})";
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var target = (kind, reader.GetInt64(1));
                if (!referrers.TryGetValue(target, out var list))
                    referrers[target] = list = [];
                list.Add((by, reader.GetInt64(0)));
            }
        }
    }
}
