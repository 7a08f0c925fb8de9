using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>Makes the next version of a quote, as a draft with the given changes; the version it is made from counts as replaced.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record ReviseQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    public IReadOnlyList<QuoteItem>? Lines { get; init; }

    public decimal? DiscountPercent { get; init; }

    public decimal? TaxPercent { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public string? Note { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var old = found.Value;
        if (old.Status == QuoteStatus.Replaced)
            return QuoteFailures.Replaced(old);
        if (await SalesConsistency.ContractOfAsync(session, old.Id, ct) is { } contract)
            return QuoteFailures.HasContract(old, contract);
        var opportunity = await QuoteRules.OpportunityAsync(session, old, ct);
        if (opportunity.Closed)
            return QuoteFailures.OpportunityClosed(opportunity);

        var newest = await session.Db.Quotes.Where(one => one.Number == old.Number).MaxAsync(one => one.Revision, ct);
        var revised = new Quote
        {
            Id = await session.NewIdAsync(ct),
            OpportunityId = old.OpportunityId,
            Number = old.Number,
            Revision = newest + 1,
            // A day that is over cannot be promised again.
            ValidUntil = old.ValidUntil < session.CompanyToday ? null : old.ValidUntil,
            Currency = old.Currency,
            DiscountPercent = old.DiscountPercent,
            TaxPercent = old.TaxPercent,
            Note = old.Note,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        if (QuoteRules.Price(session, revised, old.Lines) is { } tooMuch)
            return tooMuch;
        old.Status = QuoteStatus.Replaced;
        session.Db.Quotes.Add(revised);
        return await QuoteContent.ChangeAsync(session, revised, Lines, DiscountPercent, TaxPercent, ValidUntil, Note, Clear, ct);
    }
}
