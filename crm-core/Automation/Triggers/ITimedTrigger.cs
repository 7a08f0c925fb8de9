namespace BotCrm.Core.Automation;

/// <summary>A record for which something has come true with time.</summary>
/// <param name="At">When, as the scan orders it.</param>
/// <param name="DueAt">When to act on it: at that instant, or at a better time of the owner's day.</param>
/// <param name="Key">What came true, so that the same is not acted on twice.</param>
internal sealed record Candidate(long Id, DateTimeOffset At, DateTimeOffset DueAt, string Key);

/// <summary>After an instant, and at that very instant after an id: where a scan goes on.</summary>
internal readonly record struct ScanPoint(DateTimeOffset At, long Id)
{
    public bool IsBefore(DateTimeOffset at, long id) => at > At || (at == At && id > Id);
}

/// <summary>
/// Something that comes true by time passing. It is found by the column that says when, in that column's order, so that a look costs what has
/// newly come true and not what there is.
/// </summary>
internal interface ITimedTrigger
{
    string Kind { get; }

    string Noun { get; }

    /// <summary>
    /// What came true after <paramref name="from"/> until <paramref name="to"/>, oldest first, at most <paramref name="take"/>; of these
    /// records only when <paramref name="ids"/> are given.
    /// </summary>
    Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct);
}
