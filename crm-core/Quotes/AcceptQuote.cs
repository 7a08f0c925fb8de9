using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>The customer accepted: the opportunity's amount becomes the quote's net sum. One accepted quote per opportunity.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record AcceptQuote : Command<QuoteView>
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
        switch (quote.StatusOn(session.CompanyToday))
        {
            case QuoteStatus.Sent:
                break;
            case QuoteStatus.Expired:
                return QuoteFailures.Expired(quote);
            case QuoteStatus.Replaced:
                return QuoteFailures.Replaced(quote);
            default:
                return QuoteFailures.NotSent(quote);
        }
        var opportunity = await QuoteRules.OpportunityAsync(session, quote, ct);
        if (opportunity.Closed)
            return QuoteFailures.OpportunityClosed(opportunity);
        if (await session.Db.Quotes.AsNoTracking().FirstOrDefaultAsync(one => one.OpportunityId == quote.OpportunityId && one.Status == QuoteStatus.Accepted, ct) is { } other)
            return QuoteFailures.OtherAccepted(other);

        quote.Status = QuoteStatus.Accepted;
        quote.DecidedAt = session.Now;
        opportunity.AmountMinor = quote.NetMinor == 0 ? null : quote.NetMinor;
        opportunity.Currency = quote.Currency;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
