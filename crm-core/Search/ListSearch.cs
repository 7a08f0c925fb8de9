using System.Linq.Expressions;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;

namespace BotCrm.Core.Search;

/// <summary>
/// Narrows a list to rows whose texts hold what a person typed. Where there are very many, the index of words is asked first: words that begin so and
/// any two characters of Chinese. What very many rows hold is found by reading along the list's sort.
/// </summary>
internal static class ListSearch
{
    /// <param name="rows">The visible ones.</param>
    /// <param name="db">The store.</param>
    /// <param name="of">Which noun the index knows them as, and which of its columns the actor may search.</param>
    /// <param name="text">What is looked for; nothing: all rows.</param>
    /// <param name="all">The ids of the noun, to know how many there are.</param>
    /// <param name="id">The row's.</param>
    /// <param name="customerId">Of the row's customer, whose name counts too.</param>
    /// <param name="ct">Stops the queries.</param>
    /// <param name="columns">The texts themselves.</param>
    public static async Task<IQueryable<T>> HoldingAsync<T>(
        this IQueryable<T> rows, CrmDbContext db, (string Kind, SearchColumn Column) of, string? text, IQueryable<long> all, Expression<Func<T, long>> id, Expression<Func<T, long>> customerId, CancellationToken ct,
        params Expression<Func<T, string?>>[] columns)
    {
        var clean = Checks.Clean(text ?? "");
        if (clean.Length == 0 || !await Narrowing.AreManyAsync(all, ct) || SearchWords.Exactly(clean, of.Column) is not { } asked)
            return rows.Holding(db, text, columns);
        var own = await db.RecordSearch.FewAsync(db, RecordIndex.CodeOf(of.Kind), asked, Narrowing.Few, ct);
        var customers = own is null ? null : await db.RecordSearch.FewAsync(db, RecordIndex.CodeOf(Kinds.Customer), SearchWords.Exactly(clean, SearchColumn.Name)!, Narrowing.Few, ct);
        return own is null || customers is null ? rows.Holding(db, text, columns) : rows.Where(Narrowing.OneOf(own, id).Or(Narrowing.OneOf(customers, customerId)));
    }

    /// <summary>The same for a noun of which there are not very many, and of whose customers there are: their names are asked of the index, its own texts are read.</summary>
    public static async Task<IQueryable<T>> HoldingAsync<T>(
        this IQueryable<T> rows, CrmDbContext db, string? text, Expression<Func<T, long>> customerId, Expression<Func<T, string?>> customerName, CancellationToken ct, params Expression<Func<T, string?>>[] columns)
    {
        var clean = Checks.Clean(text ?? "");
        if (clean.Length == 0)
            return rows;
        if (SearchWords.Exactly(clean, SearchColumn.Name) is not { } asked || !await Narrowing.AreManyAsync(db.Customers.Select(one => one.Id), ct)
            || await db.RecordSearch.FewAsync(db, RecordIndex.CodeOf(Kinds.Customer), asked, Narrowing.Few, ct) is not { } customers)
            return rows.Holding(db, text, [.. columns, customerName]);
        return rows.Where(TextSearch.Holds(db, [clean], columns).Or(Narrowing.OneOf(customers, customerId)));
    }

    /// <summary>The same for interactions, whose words are in the index of the history: whole words before words that begin so.</summary>
    public static async Task<IQueryable<T>> SaidAsync<T>(
        this IQueryable<T> rows, CrmDbContext db, string? text, Expression<Func<T, long>> id, CancellationToken ct, params Expression<Func<T, string?>>[] columns)
    {
        if (Checks.Clean(text ?? "").Length == 0 || !await Narrowing.AreManyAsync(db.Interactions.Select(one => one.Id), ct) || HistoryQuestion.Of(text!).Every is not { } asked)
            return rows.Holding(db, text, columns);
        var index = db.Dialect.FullText;
        foreach (var question in new[] { asked.Whole, await index.NarrowedAsync(db, HistoryIndex.Table, asked, Narrowing.Few, ct) })
        {
            if (await index.FewAsync(db, HistoryIndex.Table, question, Narrowing.Few, ct) is not { } found)
                return rows.Holding(db, text, columns);
            var few = found.Where(row => row % 2 == 0).Select(row => row / 2).ToArray();
            if (few.Length > 0)
                return rows.Where(Narrowing.OneOf(few, id));
        }
        return rows.Where(_ => false);
    }
}
