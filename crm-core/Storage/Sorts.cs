using System.Buffers.Text;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage;

/// <summary>
/// The sorts a list offers, and its pages: keyset paging by (sort key, id), so that a page costs the same however deep it lies and records
/// added meanwhile neither repeat nor hide others. The first sort added is the default. Records without a sort key come last in both directions.
/// Keys: long, int, string, DateTimeOffset, DateOnly and the nullable ones of these.
/// </summary>
internal sealed class Sorts<T>(Expression<Func<T, long>> id)
{
    private readonly Func<T, long> idOf = id.Compile();
    private readonly List<Sort> sorts = [];

    public Sorts<T> By<TKey>(string name, Expression<Func<T, TKey>> key)
    {
        var keyOf = key.Compile();
        sorts.Add(new Sort(name, key, row => keyOf(row)));
        return this;
    }

    /// <summary>The page of <paramref name="query"/> that <paramref name="paging"/> asks for; invalid when limit, sort or cursor are.</summary>
    public async Task<Result<Page<T>>> PageAsync(IQueryable<T> query, Paging paging, CancellationToken ct)
    {
        if (paging.Limit is < 1 or > Paging.MaxLimit)
            return Failure.Invalid("out_of_range", $"limit must be between 1 and {Paging.MaxLimit}.", "limit") with { Data = new Dictionary<string, string> { ["field"] = "limit", ["min"] = "1", ["max"] = "200" } };

        var sort = paging.Sort is null ? sorts[0] : sorts.Find(s => s.Name == paging.Sort);
        if (sort is null)
        {
            var allowed = string.Join(", ", sorts.Select(s => s.Name));
            return Failure.Invalid("unknown_sort", $"sort must be one of: {allowed}.", "sort") with { Data = new Dictionary<string, string> { ["field"] = "sort", ["allowed"] = allowed } };
        }

        int? total = paging.CountTotal ? await query.CountAsync(ct) : null;
        var row = Expression.Parameter(typeof(T), "row");
        var key = Inline(sort.Key, row);
        if (paging.After is { } after)
        {
            if (Cursor.Decode(after, typeof(T).Name, sort.Name, paging.Descending) is not { } cursor || !TryParse(cursor.Key, key.Type, out var value))
                return Failure.Invalid("bad_cursor", "after must be a cursor that this list returned as next, with the same sort; leave it out to start from the beginning.", "after");
            query = query.Where(Expression.Lambda<Func<T, bool>>(After(key, Inline(id, row), value, cursor.Id, paging.Descending), row));
        }

        var items = await Ordered(query, row, key, paging.Descending).Take(paging.Limit + 1).ToListAsync(ct);
        if (items.Count <= paging.Limit)
            return new Page<T>(items, null, total);

        items.RemoveAt(items.Count - 1);
        var last = items[^1];
        return new Page<T>(items, new Cursor(typeof(T).Name, sort.Name, paging.Descending, Write(sort.KeyOf(last)), idOf(last)).Encode(), total);
    }

    private IQueryable<T> Ordered(IQueryable<T> query, ParameterExpression row, Expression key, bool descending)
    {
        var ordered = CanBeNull(key)
            ? query.OrderBy(Expression.Lambda<Func<T, bool>>(Expression.Equal(key, Expression.Constant(null, key.Type)), row))
            : null;
        var name = (ordered is null ? "OrderBy" : "ThenBy") + (descending ? "Descending" : "");
        var call = Expression.Call(typeof(Queryable), name, [typeof(T), key.Type], (ordered ?? query).Expression, Expression.Quote(Expression.Lambda(key, row)));
        var sorted = (IOrderedQueryable<T>)query.Provider.CreateQuery<T>(call);
        return descending ? sorted.ThenByDescending(id) : sorted.ThenBy(id);
    }

    private static BinaryExpression After(Expression key, Expression id, object? value, long lastId, bool descending)
    {
        Expression idAfter = descending ? Expression.LessThan(id, Parameter(lastId, typeof(long))) : Expression.GreaterThan(id, Parameter(lastId, typeof(long)));
        if (value is null)
            return Expression.AndAlso(Expression.Equal(key, Expression.Constant(null, key.Type)), idAfter);

        var bound = Parameter(value, key.Type);
        Expression beyond;
        if (key.Type == typeof(string))
        {
            var compare = Expression.Call(typeof(string), nameof(string.Compare), null, key, bound);
            beyond = descending ? Expression.LessThan(compare, Expression.Constant(0)) : Expression.GreaterThan(compare, Expression.Constant(0));
        }
        else
        {
            beyond = descending ? Expression.LessThan(key, bound) : Expression.GreaterThan(key, bound);
        }

        var after = Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(key, bound), idAfter));
        return CanBeNull(key) ? Expression.OrElse(after, Expression.Equal(key, Expression.Constant(null, key.Type))) : after;
    }

    // A captured value becomes a SQL parameter, a constant would make every cursor a new query plan.
    private static MemberExpression Parameter(object value, Type type)
    {
        var box = Activator.CreateInstance(typeof(SortBound<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(box), nameof(SortBound<int>.Value));
    }

    private static bool CanBeNull(Expression key) => Nullable.GetUnderlyingType(key.Type) is not null;

    private static Expression Inline(LambdaExpression lambda, ParameterExpression row) => new Replacer(lambda.Parameters[0], row).Visit(lambda.Body);

    private static string? Write(object? key) => key switch
    {
        null => null,
        DateTimeOffset instant => instant.UtcTicks.ToString(CultureInfo.InvariantCulture),
        DateOnly day => day.DayNumber.ToString(CultureInfo.InvariantCulture),
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No cursor for a sort key of type {key.GetType()}."),
    };

    private static bool TryParse(string? text, Type type, out object? value)
    {
        value = null;
        if (text is null)
            return Nullable.GetUnderlyingType(type) is not null;
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
        {
            value = text;
        }
        else if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            if (plain == typeof(long))
                value = number;
            else if (plain == typeof(int) && number is >= int.MinValue and <= int.MaxValue)
                value = (int)number;
            else if (plain == typeof(DateTimeOffset) && number >= 0 && number <= DateTime.MaxValue.Ticks)
                value = new DateTimeOffset(number, TimeSpan.Zero);
            else if (plain == typeof(DateOnly) && number >= 0 && number <= DateOnly.MaxValue.DayNumber)
                value = DateOnly.FromDayNumber((int)number);
        }

        return value is not null;
    }

    private sealed record Sort(string Name, LambdaExpression Key, Func<T, object?> KeyOf);

    private sealed class Replacer(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>Where a page ended. Bound to its list and sort, so that a cursor carried to another list or order is refused instead of skipping records.</summary>
internal sealed record Cursor(string Of, string Sort, bool Descending, string? Key, long Id)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static Cursor? Decode(string text, string of, string sort, bool descending)
    {
        try
        {
            var cursor = text.Length > 4000 ? null : JsonSerializer.Deserialize<Cursor>(Base64Url.DecodeFromChars(text));
            return cursor is not null && cursor.Of == of && cursor.Sort == sort && cursor.Descending == descending ? cursor : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>Holds a cursor's value where EF Core looks for a captured variable.</summary>
internal sealed record SortBound<T>(T Value);
