using System.Linq.Expressions;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage;

/// <summary>
/// Narrowing a list to records that another table or an index of words names. Few of them are looked up by their ids. Where they are many, the list is
/// read along its own sort and each row is asked whether it is one: the first page is soon full. A store that is given one query for both cases
/// works out all of the many before it shows the first.
/// </summary>
internal static class Narrowing
{
    /// <summary>So many are few.</summary>
    public const int Few = 2000;

    /// <summary>Up to so many texts are read one after the other; only beyond is an index of words asked.</summary>
    public const int Readable = 20_000;

    /// <summary>Rows whose id is among <paramref name="ids"/>.</summary>
    public static async Task<IQueryable<T>> AmongAsync<T>(this IQueryable<T> rows, IQueryable<long> ids, Expression<Func<T, long>> id, CancellationToken ct) =>
        await FewAsync(ids, ct) is { } few ? rows.Where(OneOf(few, id)) : rows.Where(Exists(ids, id));

    /// <summary>The ids when they are few, else null.</summary>
    public static async Task<long[]?> FewAsync(IQueryable<long> ids, CancellationToken ct)
    {
        var found = await ids.Take(Few + 1).ToArrayAsync(ct);
        return found.Length <= Few ? [.. found.Distinct()] : null;
    }

    /// <summary>Whether there are too many to read them all.</summary>
    public static Task<bool> AreManyAsync(IQueryable<long> ids, CancellationToken ct) => ids.OrderBy(id => id).Skip(Readable).AnyAsync(ct);

    public static Expression<Func<T, bool>> OneOf<T>(long[] ids, Expression<Func<T, long>> id)
    {
        var bound = Expression.Property(Expression.Constant(new SortBound<long[]>(ids)), nameof(SortBound<long[]>.Value));
        return Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(long)], bound, id.Body), id.Parameters);
    }

    /// <summary>The ids are worked out as a whole first: PostgreSQL joins what skips rows with nothing else.</summary>
    public static Expression<Func<T, bool>> In<T>(IQueryable<long> ids, Expression<Func<T, long>> id) =>
        Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(long)], AsTheyAre(ids.Expression), id.Body), id.Parameters);

    /// <summary>Asked for each row; "is in" would be worked out as a whole first.</summary>
    public static Expression<Func<T, bool>> Exists<T>(IQueryable<long> ids, Expression<Func<T, long>> id)
    {
        var one = Expression.Parameter(typeof(long), "one");
        var same = Expression.Lambda<Func<long, bool>>(Expression.Equal(one, id.Body), one);
        var those = Expression.Call(typeof(Queryable), nameof(Queryable.Where), [typeof(long)], ids.Expression, Expression.Quote(same));
        // Of "exists" alone PostgreSQL makes a join as well, which it may begin at the wrong end.
        return Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Queryable), nameof(Queryable.Any), [typeof(long)], AsTheyAre(those)), id.Parameters);
    }

    private static MethodCallExpression AsTheyAre(Expression ids)
    {
        var none = Expression.Property(Expression.Constant(new SortBound<int>(0)), nameof(SortBound<int>.Value));
        return Expression.Call(typeof(Queryable), nameof(Queryable.Skip), [typeof(long)], ids, none);
    }
}
