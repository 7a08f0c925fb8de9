using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>Marks as won; the customer becomes won too.</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record WinOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    /// <summary>The final amount when it differs.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        var check = new Checks();
        check.Amount(Amount, "amount");
        check.AdminTime(session, ClosedAt, "closedAt");
        check.Amount(Amount, opportunity.Currency, "amount");
        if (check.Failure is { } failure)
            return failure;
        if (opportunity.Won)
            return OpportunityFailures.AlreadyWon(opportunity);

        if (session.Options.Sales.WinNeedsAcceptedQuote && !await session.Db.Quotes.AnyAsync(one => one.OpportunityId == Id && one.Status == QuoteStatus.Accepted, ct))
            return OpportunityFailures.WinNeedsQuote(opportunity.Name);

        var at = ClosedAt ?? session.Now;
        opportunity.Probability = null;
        opportunity.Win(session.Pipelines.Of(opportunity.Pipeline).Won.Stage, at, OpportunityRules.DayOf(session, at));
        if (Amount is { } amount)
            opportunity.AmountMinor = new Money(amount, opportunity.Currency).Minor;
        await OpportunityRules.AdvanceCustomerAsync(session, opportunity, ct);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, Id, ct);
    }
}
