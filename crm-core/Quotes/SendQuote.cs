using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Notes that the quote went to the customer. From then on it changes only by a new version.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record SendQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        if (quote.Status == QuoteStatus.Replaced)
            return QuoteFailures.Replaced(quote);
        if (!quote.Editable)
            return QuoteFailures.AlreadySent(quote);
        if (quote.Lines.Count == 0)
            return QuoteFailures.Empty(quote);
        var opportunity = await QuoteRules.OpportunityAsync(session, quote, ct);
        if (opportunity.Closed)
            return QuoteFailures.OpportunityClosed(opportunity);
        if (quote.ValidUntil < session.CompanyToday)
            return QuoteFailures.ExpiredBeforeSending(quote);
        var threshold = session.Options.Sales.DiscountApprovalAbove;
        if (quote.ApproverId is null && quote.DiscountAbove(threshold) && !QuoteRules.ApprovesOwn(session))
            return QuoteFailures.DiscountAboveThreshold(threshold);

        quote.Status = QuoteStatus.Sent;
        quote.SentAt = session.Now;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
