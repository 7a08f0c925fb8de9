namespace BotCrm.Core.Primitives;

/// <summary>One page of a list. <paramref name="Next"/> is an opaque cursor, null on the last page; <paramref name="Total"/> is counted only when asked for.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next, int? Total = null);

/// <summary>
/// How much of a list and in which order. Limit 1–200; <paramref name="After"/> is a cursor of the same query;
/// <paramref name="Sort"/> is one of the query's documented sort names (null: the query's own default), <paramref name="Descending"/> turns it round.
/// </summary>
public sealed record Paging(int Limit = 50, string? After = null, string? Sort = null, bool Descending = false, bool CountTotal = false)
{
    public const int MaxLimit = 200;

    public static readonly Paging Default = new();
}

/// <summary>A record by id with the name people know it by.</summary>
public sealed record Ref(long Id, string Name);
