namespace BotCrm.Skills.Understanding.Values;

public enum ValueKind
{
    /// <summary>A day: <see cref="ValueSpan.Day"/>.</summary>
    Date,

    /// <summary>A day with a time: <see cref="ValueSpan.At"/>, in the speaker's zone. A time alone ("at 3pm") is the next one of that time, or the last one with <see cref="ValueSpan.Past"/>.</summary>
    DateTime,

    /// <summary>A stretch of days, both ends inclusive: <see cref="ValueSpan.From"/> to <see cref="ValueSpan.To"/>. Either is null for an open end ("since May", "before Friday").</summary>
    Period,

    /// <summary><see cref="ValueSpan.Number"/> in whole units, with <see cref="ValueSpan.Currency"/> where one was named. "45k", "20万" and "3w" are money without a currency.</summary>
    Money,

    /// <summary><see cref="ValueSpan.Minutes"/> of time spent ("half an hour", "20分钟"). "in two hours" is a DateTime, "for two weeks" a duration.</summary>
    Duration,

    /// <summary><see cref="ValueSpan.Number"/>, a bare quantity ("50", "三十").</summary>
    Number,

    /// <summary><see cref="ValueSpan.Number"/>: 3 for 3%.</summary>
    Percent,

    /// <summary><see cref="ValueSpan.Number"/>: 1 for "first", 第一; -1 for "the last one", 最后一个.</summary>
    Ordinal,

    /// <summary>Written like a day that cannot be (30 February, the year 2326): kept, so that it is asked about and never dropped.</summary>
    Impossible,
}

/// <summary>How the words around a date bend it, so that the parser can tell "by Friday" (due) from "on Friday" and "since Friday".</summary>
public enum ValueRelation
{
    None,

    /// <summary>by, before, until, no later than; 之前, 前, 截止.</summary>
    By,

    /// <summary>since, from, after; 以来, 之后, 起.</summary>
    Since,

    /// <summary>over, more than, at least; 超过, 以上.</summary>
    AtLeast,

    /// <summary>under, less than, at most; 不到, 以下.</summary>
    AtMost,
}

/// <summary>
/// A value said in a text. <paramref name="Start"/> and <paramref name="Length"/> count UTF-16 units of the text given to the reader and
/// include the words that belong to the value and its relation ("by next Friday", 下周二前), but not a preposition that only places it ("on").
/// </summary>
public sealed record ValueSpan(int Start, int Length, ValueKind Kind)
{
    public int End => Start + Length;

    public DateOnly? Day { get; init; }

    /// <summary>Wall-clock time in the speaker's zone.</summary>
    public DateTime? At { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public decimal? Number { get; init; }

    /// <summary>ISO 4217, null when none was named.</summary>
    public string? Currency { get; init; }

    public int? Minutes { get; init; }

    public ValueRelation Relation { get; init; }

    /// <summary>Said with "about", "roughly", 左右, 大概, or by its nature inexact ("end of next month" is not).</summary>
    public bool Fuzzy { get; init; }

    /// <summary>Only a time was said, no day ("at 4", 改成十一点): <see cref="At"/>'s day is the nearest by tense, and a correction keeps the day it had.</summary>
    public bool TimeOnly { get; init; }

    /// <summary>A day or time the words themselves place in the past ("yesterday", "last week", 昨天); null when the words leave it open ("Tuesday", "May").</summary>
    public bool? Past { get; init; }
}

/// <summary>Which way to read a day that the words leave open: "Tuesday" in a report is the last one, in a plan the next one.</summary>
public enum Tense
{
    Future,
    Past,
}
