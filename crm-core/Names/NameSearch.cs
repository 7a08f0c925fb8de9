using System.Linq.Expressions;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Names;

/// <summary>Narrows a list to records one of whose names holds a text, without regard to case, width, accents, punctuation or legal form.</summary>
internal static class NameSearch
{
    public static IQueryable<T> Named<T>(this IQueryable<T> rows, CrmDbContext db, string kind, Expression<Func<T, long>> id, string text)
    {
        var key = NameForms.Key(text);
        var bare = NameForms.Bare(text);
        // A text of nothing but punctuation names nothing, rather than everything.
        if (key.Length == 0)
            return rows.Where(_ => false);
        var ids = db.NameKeys.Where(name => name.Kind == kind && (name.Key.Contains(key) || name.Bare.Contains(bare))).Select(name => name.RecordId);
        var body = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], ids.Expression, id.Body);
        return rows.Where(Expression.Lambda<Func<T, bool>>(body, id.Parameters));
    }
}
