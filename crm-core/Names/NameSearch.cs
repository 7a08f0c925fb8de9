using System.Linq.Expressions;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Names;

/// <summary>
/// Narrows a list to records one of whose names holds a text, without regard to case, width, accents, punctuation or legal form. Where there are very
/// many names, only words that begin so count, and any two characters of Chinese: what the index of words can tell. When more than
/// <see cref="Narrowing.Few"/> names begin with the text, a list of more than one person's records tells these only, not those that have it further on.
/// </summary>
internal static class NameSearch
{
    /// <param name="rows">The visible ones.</param>
    /// <param name="db">The store.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="id">The row's.</param>
    /// <param name="name">The row's name, by which the store has an index without case.</param>
    /// <param name="text">What is looked for.</param>
    /// <param name="whole">All of them are needed, or the rows are few enough to ask each one.</param>
    /// <param name="ct">Stops the queries.</param>
    public static async Task<IQueryable<T>> NamedAsync<T>(
        this IQueryable<T> rows, CrmDbContext db, string kind, Expression<Func<T, long>> id, Expression<Func<T, string>> name, string text, bool whole, CancellationToken ct)
        where T : class
    {
        var key = NameForms.Key(text);
        var bare = NameForms.Bare(text);
        // A text of nothing but punctuation names nothing, rather than everything.
        if (key.Length == 0)
            return rows.Where(_ => false);
        var names = db.NameKeys.Where(name => name.Kind == kind);
        var holding = names.Where(name => name.Key.Contains(key) || name.Bare.Contains(bare)).Select(name => name.RecordId);
        if (RecordIndex.CodeOf(kind) == 0 || !await Narrowing.AreManyAsync(names.Select(name => name.RecordId), ct) || SearchWords.Exactly(text, SearchColumn.Name) is not { } asked)
            return rows.Where(Narrowing.In(holding, id));
        var code = RecordIndex.CodeOf(kind);
        var words = SearchWords.Whole(text, SearchColumn.Name)!;
        var same = names.Where(name => name.Key == key || name.Bare == bare).Select(name => name.RecordId);
        // Whole words first: that there are many of them the index tells at once, while what begins so it must gather.
        if (await db.RecordSearch.FewAsync(db, code, words, Narrowing.Few, ct) is not null && await db.RecordSearch.FewAsync(db, code, asked, Narrowing.Few, ct) is { } begun
            && await Narrowing.FewAsync(same, ct) is { } alike)
            return rows.Where(Narrowing.OneOf([.. alike.Union(begun)], id));
        // Names that begin so stand together in the list's usual order, perhaps at its very end, and are read from there.
        if (!whole && Begins(name, text) is var beginning && await Narrowing.FewAsync(db.Set<T>().Where(beginning).Select(id), ct) is null)
            return rows.Where(beginning);
        // Elsewhere in the names a usual word is soon met along any order; of one less usual that may take long.
        return rows.Where(await db.RecordSearch.AreManyAsync(db, code, words, ct)
            ? Narrowing.Exists(holding, id)
            : Narrowing.In(db.RecordSearch.Matches(db, code, asked).Select(match => match.Id).Concat(same), id));
    }

    private static Expression<Func<T, bool>> Begins<T>(Expression<Func<T, string>> name, string text)
    {
        // The last of all characters.
        var (from, to) = (Bound(text), Bound(text + "\U0010FFFF"));
        return Expression.Lambda<Func<T, bool>>(
            Expression.AndAlso(
                Expression.GreaterThanOrEqual(Expression.Call(typeof(string), nameof(string.Compare), null, Folded(name.Body), from), Expression.Constant(0)),
                Expression.LessThan(Expression.Call(typeof(string), nameof(string.Compare), null, Folded(name.Body), to), Expression.Constant(0))),
            name.Parameters);

        static Expression Bound(string text) => Folded(TextSearch.Parameter(text));
        static Expression Folded(Expression text) => Expression.Call(NoCase.Method, text);
    }

    /// <summary>Names of a kind that hold a text, nearest first; at most so many of the visible records' names.</summary>
    /// <param name="db">The store.</param>
    /// <param name="kind">Whose names.</param>
    /// <param name="text">What they hold.</param>
    /// <param name="visible">The ids of the records that count.</param>
    /// <param name="most">A record may be hit by several of its names.</param>
    /// <param name="ct">Stops the queries.</param>
    public static async Task<IReadOnlyList<NameKey>> NamesAsync(this CrmDbContext db, string kind, string text, IQueryable<long> visible, int most, CancellationToken ct)
    {
        var key = NameForms.Key(text);
        var bare = NameForms.Bare(text);
        var names = db.NameKeys.AsNoTracking().Where(name => name.Kind == kind);
        var begun = SearchWords.Exactly(text, SearchColumn.Name);
        if (begun is null || RecordIndex.CodeOf(kind) == 0 || !await Narrowing.AreManyAsync(names.Select(name => name.RecordId), ct))
        {
            return await Nearest(names.Where(name => (name.Key.Contains(key) || name.Bare == bare) && visible.Contains(name.RecordId)))
                .Take(most)
                .ToListAsync(ct);
        }
        // Those that are the text itself must not drown in those that hold it.
        var same = await names.Where(name => (name.Key == key || name.Bare == bare) && visible.Contains(name.RecordId)).OrderBy(name => name.RecordId).Take(most).ToListAsync(ct);
        var holding = await HoldingAsync(db, kind, SearchWords.Whole(text, SearchColumn.Name)!, begun, visible, most, ct);
        var known = same.Select(name => name.RecordId).ToHashSet();
        holding = [.. holding.Where(id => !known.Contains(id))];
        var others = await names.Where(name => holding.Contains(name.RecordId)).ToListAsync(ct);
        // Of a record's names the one that the words are in, though there is something between them.
        return [.. same, .. others.Where(name => name.Key.Contains(key, StringComparison.Ordinal) || SearchWords.AreIn(text, name.Key))
            .OrderBy(name => name.Key.StartsWith(key, StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name.Key.Length).ThenBy(name => name.RecordId).Take(most)];

        IQueryable<NameKey> Nearest(IQueryable<NameKey> those) => those
            .OrderBy(name => name.Key == key ? 0 : name.Bare == bare ? 1 : name.Key.StartsWith(key) ? 2 : 3)
            .ThenBy(name => name.Key.Length)
            .ThenBy(name => name.RecordId);
    }

    /// <summary>The visible ones of few; of very many the newest.</summary>
    private static async Task<long[]> HoldingAsync(CrmDbContext db, string kind, SearchExpression whole, SearchExpression begun, IQueryable<long> visible, int most, CancellationToken ct)
    {
        var code = RecordIndex.CodeOf(kind);
        var asked = whole;
        if (await db.RecordSearch.FewAsync(db, code, whole, Narrowing.Few, ct) is not null)
        {
            asked = begun;
            if (await db.RecordSearch.FewAsync(db, code, begun, Narrowing.Few, ct) is { } few)
                return few.Length == 0 ? [] : await visible.Where(id => few.Contains(id)).ToArrayAsync(ct);
        }
        return await (
            from id in visible
            join row in db.RecordSearch.Matches(db, code, asked) on id equals row.Id
            orderby row.Row descending
            select id).Take(most).ToArrayAsync(ct);
    }
}
