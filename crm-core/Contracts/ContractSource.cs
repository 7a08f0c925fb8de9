using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>What a new contract stands on.</summary>
internal sealed record ContractSource(Customer Customer, Opportunity? Opportunity, Quote? Quote)
{
    public static async Task<Result<ContractSource>> FindAsync(CrmSession session, long? customerId, long? opportunityId, long? quoteId, CancellationToken ct)
    {
        var (db, actor) = (session.Db, session.Actor);
        Quote? quote = null;
        if (quoteId is { } id)
        {
            quote = await db.Quotes.VisibleTo(actor, db).SingleOrDefaultAsync(one => one.Id == id, ct);
            if (quote is null)
                return Failure.NotFound(Kinds.Quote, id);
            if (opportunityId is not null && opportunityId != quote.OpportunityId)
                return Mismatch("quote", "opportunity");
            opportunityId = quote.OpportunityId;
        }

        Opportunity? opportunity = null;
        if (opportunityId is { } sale)
        {
            opportunity = await db.Opportunities.VisibleTo(actor, db).SingleOrDefaultAsync(one => one.Id == sale, ct);
            if (opportunity is null)
                return Failure.NotFound(Kinds.Opportunity, sale);
            if (customerId is not null && customerId != opportunity.CustomerId)
                return Mismatch(quoteId is null ? "opportunity" : "quote", "customer");
            quote ??= await db.Quotes.FirstOrDefaultAsync(one => one.OpportunityId == sale && one.Status == QuoteStatus.Accepted, ct);
            customerId = opportunity.CustomerId;
        }

        if (customerId is not { } buyer)
            return Failure.Invalid("required", "customer, opportunity or quote is needed.", "customer") with { Data = new Dictionary<string, string> { ["field"] = "customer" } };
        // Of an opportunity on another's customer one sees the customer by way of it.
        var customers = opportunity is null ? db.Customers.VisibleTo(actor) : db.Customers;
        if (await customers.SingleOrDefaultAsync(one => one.Id == buyer, ct) is not { } customer)
            return Failure.NotFound(Kinds.Customer, buyer);

        if (quote is { Status: not QuoteStatus.Accepted })
            return ContractFailures.QuoteNotAccepted(quote);
        if (quote is not null && await SalesConsistency.ContractOfAsync(session, quote.Id, ct) is { } contract)
            return ContractFailures.QuoteHasContract(quote, contract);
        if (opportunity is not null && quote is null && !opportunity.Won)
            return ContractFailures.NotWon(opportunity);
        return new ContractSource(customer, opportunity, quote);
    }

    private static Failure Mismatch(string one, string other) =>
        Failure.Invalid("does_not_belong", $"The {one} does not belong to that {other}; name only one of them.", other) with { Data = new Dictionary<string, string> { ["field"] = other } };
}
