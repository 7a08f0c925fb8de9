namespace BotCrm.Core.Storage.Engine;

/// <summary>Words that follow one another; <paramref name="Prefix"/>: the last may go on. Letters and digits only.</summary>
internal sealed record TextTerm(IReadOnlyList<string> Words, bool Prefix);

/// <summary>All of the terms, or at least one of them.</summary>
internal sealed record TextQuestion(IReadOnlyList<TextTerm> Terms, bool Every)
{
    /// <summary>The same of whole words only, which an index answers without gathering every word that begins so.</summary>
    public TextQuestion Whole => new([.. Terms.Select(term => term with { Prefix = false })], Every);
}

/// <summary>A row of a full-text index that matches; a lower rank is a better one.</summary>
internal sealed record TextHit(long Row, double Rank);

/// <summary>
/// Full-text indexes: tables that a migration makes, each row with a head that says more than its body. Words are letters and digits without
/// case and accents, English ones by Porter's stem; Chinese must already stand as pairs of characters.
/// </summary>
internal abstract class FullText
{
    // What a record is about says more than its details.
    protected const double HeadWeight = 2, BodyWeight = 1;

    /// <summary>Writes rows in the transaction of <paramref name="db"/>; a row without head is taken out.</summary>
    public abstract Task KeepAsync(CrmDbContext db, string index, IReadOnlyList<(long Row, string? Head, string? Body)> rows, CancellationToken ct);

    /// <summary>One piece of rewriting the index, so that words of rows that were taken out are nowhere in it any more. True when there is more.</summary>
    public virtual Task<bool> ScrubAsync(CrmDbContext db, string index, bool start, CancellationToken ct) => Task.FromResult(false);

    /// <summary>The rows that match, ranked, to be joined in a query.</summary>
    public abstract Task<IQueryable<TextHit>> HitsAsync(CrmDbContext db, string index, TextQuestion question, CancellationToken ct);
}
