using System.Data.Common;
using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Privacy.Erasure;

/// <summary>Where a person may be spoken of, as of an audit entry. What changed after it must be looked at as well.</summary>
internal sealed class FoundTraces(ErasedPerson person, long upTo)
{
    public ErasedPerson Person { get; } = person;

    public long UpTo { get; } = upTo;

    public Dictionary<string, List<long>> Records { get; } = [];

    public List<long> Participations { get; } = [];

    public List<long> Audit { get; } = [];
}

/// <summary>
/// Looks through every text of the store for a person, piece by piece and without the write lock: with millions of interactions it takes long
/// enough that nobody should have to wait for it.
/// </summary>
internal sealed class TraceSearch(Crm crm, ErasedPerson person)
{
    private const int Piece = 20_000;

    private static readonly Origin Origin = new("system", Sentence: "erasure");

    /// <summary>Called after each piece; for tests of what happens meanwhile.</summary>
    internal static readonly AsyncLocal<Func<Task>?> Looked = new();

    /// <summary>
    /// Finds the traces of whom <paramref name="who"/> tells, giving the write lock away meanwhile. Whoever was changed in that time is looked for
    /// once more, at last with the lock held.
    /// </summary>
    public static async Task<Result<FoundTraces>> FindAsync(CrmSession session, Func<Task<Result<ErasedPerson>>> who, CancellationToken ct)
    {
        FoundTraces? found = null;
        for (var round = 0; ; round++)
        {
            var known = await who();
            if (!known.Ok)
                return known.Failure;
            var person = known.Value;
            if (found is not null && found.Person.Literals.SequenceEqual(person.Literals, StringComparer.Ordinal))
                return found;
            if (round == 2)
                return await new TraceSearch(session.Home, person).RunAsync(ct);
            found = await session.AsideAsync(crm => new TraceSearch(crm, person).RunAsync(ct), ct);
        }
    }

    private async Task<FoundTraces> RunAsync(CancellationToken ct)
    {
        var found = new FoundTraces(person, await ReadAsync(db => db.AuditHead.Select(head => head.Sequence).SingleAsync(ct), ct));
        foreach (var (kind, entity, texts) in await ReadAsync(db => Task.FromResult(PersonTraces.TextsOf(db)), ct))
        {
            var ids = await InPiecesAsync(entity.GetTableName()!, "id", [.. texts.Where(property => !property.IsSealed()).Select(property => $"CAST(\"{property.GetColumnName()}\" AS TEXT)")], ct);
            if (ids.Count > 0)
                found.Records[kind] = ids;
        }
        found.Audit.AddRange(await InPiecesAsync("audit_entries", "sequence", PersonTraces.AuditTexts, ct));
        if (person.Kind == Kinds.Contact)
            await ParticipationsAsync(found.Participations, ct);
        return found;
    }

    /// <summary>The keys of the rows that hold one of the person's literals in one of the columns.</summary>
    private async Task<List<long>> InPiecesAsync(string table, string key, string[] columns, CancellationToken ct)
    {
        var found = new List<long>();
        if (columns.Length == 0 || person.Literals.Count == 0)
            return found;
        for (long? after = long.MinValue; after is { } from;)
        {
            after = await ReadAsync(
                async db =>
                {
                    var last = await LastAsync(db, table, key, from, ct);
                    var (condition, values) = Conditions(db, columns);
                    found.AddRange(await PersonTraces.IdsAsync(
                        db, $"SELECT {key} FROM {table} WHERE {key} > @after AND {key} <= @last AND ({condition})", [.. values, ("@after", from), ("@last", last ?? long.MaxValue)], ct));
                    return last;
                },
                ct);
            if (Looked.Value is { } looked)
                await looked();
        }
        return found;
    }

    private async Task ParticipationsAsync(List<long> found, CancellationToken ct)
    {
        var id = person.Id;
        for (long? after = long.MinValue; after is { } from;)
        {
            after = await ReadAsync(
                async db =>
                {
                    var last = await LastAsync(db, "interactions", "id", from, ct);
                    var upTo = last ?? long.MaxValue;
                    found.AddRange(await db.Interactions.Where(one => one.Id > from && one.Id <= upTo && one.ParticipantIds.Contains(id)).Select(one => one.Id).ToListAsync(ct));
                    return last;
                },
                ct);
        }
    }

    private (string Condition, List<(string, object)> Values) Conditions(CrmDbContext db, string[] columns)
    {
        var (conditions, values) = (new List<string>(), new List<(string, object)>());
        for (var i = 0; i < person.Literals.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"@l{i}");
            var holds = Array.ConvertAll(columns, column => db.Dialect.Holds(column, name, person.Literals[i]));
            values.Add((name, holds[0].Value));
            conditions.AddRange(holds.Select(one => one.Condition));
        }
        return (string.Join(" OR ", conditions), values);
    }

    /// <summary>The key that ends a piece; null when there is no more than that.</summary>
    private static async Task<long?> LastAsync(CrmDbContext db, string table, string key, long after, CancellationToken ct)
    {
        var ids = await PersonTraces.IdsAsync(db, $"SELECT {key} FROM {table} WHERE {key} > @after ORDER BY {key} LIMIT 1 OFFSET {Piece - 1}", [("@after", after)], ct);
        return ids.Count == 0 ? null : ids[0];
    }

    /// <summary>A short snapshot for each piece: a long one would keep the store from tidying up after its writers.</summary>
    private async Task<T> ReadAsync<T>(Func<CrmDbContext, Task<T>> read, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, Origin, ct);
        return await read(session.Db);
    }
}
