using System.Linq.Expressions;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Names;

/// <summary>
/// Narrows a list to records one of whose names holds a text, without regard to case, width, accents, punctuation or legal form. Where there are very
/// many names, only words that begin so count, and any two characters of Chinese: what the index of words can tell.
/// </summary>
internal static class NameSearch
{
    public static async Task<IQueryable<T>> NamedAsync<T>(this IQueryable<T> rows, CrmDbContext db, string kind, Expression<Func<T, long>> id, string text, CancellationToken ct)
    {
        var key = NameForms.Key(text);
        var bare = NameForms.Bare(text);
        // A text of nothing but punctuation names nothing, rather than everything.
        if (key.Length == 0)
            return rows.Where(_ => false);
        var names = db.NameKeys.Where(name => name.Kind == kind);
        var holding = names.Where(name => name.Key.Contains(key) || name.Bare.Contains(bare)).Select(name => name.RecordId);
        if (RecordIndex.CodeOf(kind) == 0 || !await Narrowing.AreManyAsync(names.Select(name => name.RecordId), ct) || SearchWords.Exactly(text, Storage.Engine.SearchColumn.Name) is not { } asked)
        {
            var body = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], holding.Expression, id.Body);
            return rows.Where(Expression.Lambda<Func<T, bool>>(body, id.Parameters));
        }
        var whole = await Narrowing.FewAsync(names.Where(name => name.Key == key || name.Bare == bare).Select(name => name.RecordId), ct);
        var begun = await Narrowing.FewAsync(db.RecordSearch.Matches(db, RecordIndex.CodeOf(kind), asked).Select(match => match.Row / 16), ct);
        return whole is null || begun is null ? rows.Where(Narrowing.Exists(holding, id)) : rows.Where(Narrowing.OneOf([.. whole.Union(begun)], id));
    }
}
