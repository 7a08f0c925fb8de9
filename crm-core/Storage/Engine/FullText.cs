using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Words that follow one another; <paramref name="Prefix"/>: the last may go on. Letters and digits only.</summary>
internal sealed record TextTerm(IReadOnlyList<string> Words, bool Prefix);

/// <summary>All of the terms, or at least one of them.</summary>
internal sealed record TextQuestion(IReadOnlyList<TextTerm> Terms, bool Every)
{
    /// <summary>The same of whole words only, which an index answers without gathering every word that begins so.</summary>
    public TextQuestion Whole => new([.. Terms.Select(term => term with { Prefix = false })], Every);
}

/// <summary>A row of a full-text index that matches.</summary>
internal sealed record TextRow(long Row);

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

    /// <summary>The rows that match, to be read in the order of their numbers.</summary>
    public abstract IQueryable<TextRow> Rows(CrmDbContext db, string index, TextQuestion question);

    /// <summary>The rows that match when they are at most so many, else null; in no order.</summary>
    public abstract Task<long[]?> FewAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct);

    /// <summary>Of the rows that match those with the highest numbers, which are the newest.</summary>
    public virtual async Task<long[]> NewestAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct) =>
        await Rows(db, index, question).OrderByDescending(row => row.Row).Select(row => row.Row).Take(most).ToArrayAsync(ct);

    /// <summary>How well these rows match the question that found them.</summary>
    public abstract Task<Dictionary<long, double>> RanksAsync(CrmDbContext db, string index, TextQuestion question, long[] rows, CancellationToken ct);

    /// <summary>The question without longer words that begin so, for those of its words that very many texts have: to gather those as well would cost more than it tells.</summary>
    public async Task<TextQuestion> NarrowedAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct)
    {
        var terms = new List<TextTerm>();
        foreach (var term in question.Terms)
        {
            var whole = term with { Prefix = false };
            terms.Add(term.Prefix && await FewAsync(db, index, new TextQuestion([whole], true), most, ct) is null ? whole : term);
        }
        return question with { Terms = terms };
    }
}
