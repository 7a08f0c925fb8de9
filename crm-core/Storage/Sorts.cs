using System.Buffers.Text;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage;

/// <summary>
/// The sorts a list offers, and its pages: keyset paging by (sort key, id), so that a page costs the same however deep it lies and records
/// added meanwhile neither repeat nor hide others. The first sort added is the default. Records without a sort key come last in both directions.
/// Texts sort without regard to ASCII case. Keys: long, int, string, DateTimeOffset, DateOnly and the nullable ones of these.
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

    /// <summary>
    /// By a column that holds words of a set, ordered as the set is and not as the words are; others come last. Read one word after the other, so that
    /// the store need not work out the rank of every row first.
    /// </summary>
    public Sorts<T> ByRank<TValue>(string name, Expression<Func<T, TValue>> value, IReadOnlyList<TValue> order)
    {
        var row = value.Parameters[0];
        Expression rank = Expression.Constant(order.Count);
        for (var i = order.Count - 1; i >= 0; i--)
            rank = Expression.Condition(Expression.Equal(value.Body, Expression.Constant(order[i], typeof(TValue))), Expression.Constant(i), rank);
        Expression other = Expression.Constant(true);
        var steps = new List<Expression<Func<T, bool>>>();
        foreach (var one in order)
        {
            steps.Add(Expression.Lambda<Func<T, bool>>(Expression.Equal(value.Body, Expression.Constant(one, typeof(TValue))), row));
            other = Expression.AndAlso(other, Expression.NotEqual(value.Body, Expression.Constant(one, typeof(TValue))));
        }
        steps.Add(Expression.Lambda<Func<T, bool>>(other, row));
        var key = Expression.Lambda<Func<T, int>>(rank, row);
        var keyOf = key.Compile();
        sorts.Add(new Sort(name, key, one => keyOf(one)) { Steps = steps });
        return this;
    }

    /// <summary>The page of <paramref name="query"/> that <paramref name="paging"/> asks for; invalid when limit, sort or cursor are.</summary>
    /// <param name="query">What there is, for the actor and the filters.</param>
    /// <param name="paging">Which page of it.</param>
    /// <param name="ct">Stops the query.</param>
    /// <param name="spread">Whose rows these are, where the noun has an index by owner and sort key: then few owners are asked one after the other.</param>
    public async Task<Result<Page<T>>> PageAsync(IQueryable<T> query, Paging paging, CancellationToken ct, Spread<T>? spread = null)
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
        var key = WithoutCase(Inline(sort.Key, row));
        (object? Key, long Id)? after = null;
        if (paging.After is { } text)
        {
            if (Cursor.Decode(text, typeof(T).Name, sort.Name, paging.Descending) is not { } cursor || !TryParse(cursor.Key, key.Type, out var value))
                return Failure.Invalid("bad_cursor", "after must be a cursor that this list returned as next, with the same sort; leave it out to start from the beginning.", "after");
            after = (value, cursor.Id);
        }

        var items = await TakeAsync(new Order(row, key, paging.Descending, after) { Steps = sort.Steps }, query, paging.Limit + 1, spread, ct);
        if (items.Count <= paging.Limit)
            return new Page<T>(items, null, total);

        items.RemoveAt(items.Count - 1);
        var last = items[^1];
        return new Page<T>(items, new Cursor(typeof(T).Name, sort.Name, paging.Descending, Write(sort.KeyOf(last)), idOf(last)).Encode(), total);
    }

    /// <summary>
    /// Rows with a key first, then those without one, as two queries: an order by "has none" would keep the store from reading along the
    /// index of the key.
    /// </summary>
    private async Task<List<T>> TakeAsync(Order order, IQueryable<T> query, int count, Spread<T>? spread, CancellationToken ct)
    {
        if (order.Steps is { } steps)
            return await StepwiseAsync(order, steps, query, count, ct);
        if (!CanBeNull(order.Key))
            return await FirstAsync(order, order.After is null ? query : query.Where(order.Beyond(id)), count, spread, ct);

        var none = Expression.Constant(null, order.Key.Type);
        List<T> items = [];
        if (order.After is null or { Key: not null })
        {
            var keyed = query.Where(order.Lambda(Expression.NotEqual(order.Key, none)));
            items = await FirstAsync(order, order.After is null ? keyed : keyed.Where(order.Beyond(id)), count, spread, ct);
        }
        if (items.Count < count)
        {
            var unkeyed = query.Where(order.Lambda(Expression.Equal(order.Key, none)));
            if (order.After is { Key: null })
                unkeyed = unkeyed.Where(order.Beyond(id));
            items.AddRange(await FirstAsync(order, unkeyed, count - items.Count, spread, ct));
        }
        return items;
    }

    private async Task<List<T>> StepwiseAsync(Order order, IReadOnlyList<Expression<Func<T, bool>>> steps, IQueryable<T> query, int count, CancellationToken ct)
    {
        List<T> items = [];
        var from = order.After is { Key: int rank } ? rank : order.Descending ? steps.Count - 1 : 0;
        for (var step = from; step >= 0 && step < steps.Count && items.Count < count; step += order.Descending ? -1 : 1)
        {
            var rows = query.Where(steps[step]);
            if (order.After is { } after && step == from)
                rows = rows.Where(order.Lambda(order.IdAfter(id, after.Id)));
            items.AddRange(await (order.Descending ? rows.OrderByDescending(id) : rows.OrderBy(id)).Take(count - items.Count).ToListAsync(ct));
        }
        return items;
    }

    private async Task<List<T>> FirstAsync(Order order, IQueryable<T> query, int count, Spread<T>? spread, CancellationToken ct)
    {
        if (spread is not { Owners.Count: > 1 and <= Spread<T>.Most })
            return await Ordered(query, order).Take(count).ToListAsync(ct);
        // Of each owner the first few, along the index by owner and key; then the first of those, in the store's own order.
        var candidates = new List<long>();
        foreach (var owner in spread.Owners)
            candidates.AddRange(await Ordered(query.Where(spread.OwnedBy(owner)), order).Take(count).Select(id).ToListAsync(ct));
        var any = candidates.ToArray();
        var within = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(long)], Parameter(any, typeof(long[])), Inline(id, order.Row));
        return await Ordered(query.Where(order.Lambda(within)), order).Take(count).ToListAsync(ct);
    }

    private IOrderedQueryable<T> Ordered(IQueryable<T> query, Order order)
    {
        var call = Expression.Call(
            typeof(Queryable), order.Descending ? "OrderByDescending" : "OrderBy", [typeof(T), order.Key.Type], query.Expression, Expression.Quote(Expression.Lambda(order.Key, order.Row)));
        var sorted = (IOrderedQueryable<T>)query.Provider.CreateQuery<T>(call);
        return order.Descending ? sorted.ThenByDescending(id) : sorted.ThenBy(id);
    }

    // A captured value becomes a SQL parameter, a constant would make every cursor a new query plan.
    private static MemberExpression Parameter(object value, Type type)
    {
        var box = Activator.CreateInstance(typeof(SortBound<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(box), nameof(SortBound<int>.Value));
    }

    private static Expression WithoutCase(Expression key) => key.Type == typeof(string) ? Expression.Call(NoCase.Method, key) : key;

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

    /// <summary>The sort asked for, and where the page before ended.</summary>
    private sealed record Order(ParameterExpression Row, Expression Key, bool Descending, (object? Key, long Id)? After)
    {
        /// <summary>For a sort by rank: the rows of each rank.</summary>
        public IReadOnlyList<Expression<Func<T, bool>>>? Steps { get; init; }

        public Expression<Func<T, bool>> Lambda(Expression body) => Expression.Lambda<Func<T, bool>>(body, Row);

        /// <summary>What comes after the last row of the page before, among the rows that have a key, or among those that have none.</summary>
        public Expression<Func<T, bool>> Beyond(Expression<Func<T, long>> id)
        {
            var (value, lastId) = After!.Value;
            Expression idAfter = IdAfter(id, lastId);
            if (value is null)
                return Lambda(idAfter);
            var bound = WithoutCase(Parameter(value, Key.Type));
            var (beyond, from) = Key.Type == typeof(string) ? Compare(Expression.Call(typeof(string), nameof(string.Compare), null, Key, bound), Expression.Constant(0)) : Compare(Key, bound);
            // The first condition says no more than the second, but it alone lets the store begin at the right place of an index.
            return Lambda(Expression.AndAlso(from, Expression.OrElse(beyond, idAfter)));
        }

        public BinaryExpression IdAfter(Expression<Func<T, long>> id, long last)
        {
            var idOf = Inline(id, Row);
            return Descending ? Expression.LessThan(idOf, Parameter(last, typeof(long))) : Expression.GreaterThan(idOf, Parameter(last, typeof(long)));
        }

        private (Expression Beyond, Expression From) Compare(Expression left, Expression right) => Descending
            ? (Expression.LessThan(left, right), Expression.LessThanOrEqual(left, right))
            : (Expression.GreaterThan(left, right), Expression.GreaterThanOrEqual(left, right));
    }

    private sealed record Sort(string Name, LambdaExpression Key, Func<T, object?> KeyOf)
    {
        public IReadOnlyList<Expression<Func<T, bool>>>? Steps { get; init; }
    }

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

/// <summary>
/// Whose rows a list shows, and the column that says so: for at most <see cref="Most"/> owners asking each by its index costs less than sorting what
/// all of them have. For more, reading along the sort's own index soon meets enough of theirs.
/// </summary>
internal sealed record Spread<T>(IReadOnlyCollection<long> Owners, Expression<Func<T, long>> Owner)
{
    public const int Most = 32;

    public static Spread<T>? Of(Actor actor, Expression<Func<T, long>> owner) => actor.Owners is { } owners ? new Spread<T>(owners, owner) : null;

    public Expression<Func<T, bool>> OwnedBy(long one)
    {
        var bound = Expression.Property(Expression.Constant(new SortBound<long>(one)), nameof(SortBound<long>.Value));
        return Expression.Lambda<Func<T, bool>>(Expression.Equal(Owner.Body, bound), Owner.Parameters);
    }
}
