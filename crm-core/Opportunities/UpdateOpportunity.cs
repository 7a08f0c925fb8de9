using BotCrm.Core.Access;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>Changes the given fields (not the stage).</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record UpdateOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    public DateOnly? CloseDate { get; init; }

    /// <summary>How likely it is won, in percent, when that is not the stage's.</summary>
    public int? Probability { get; init; }

    public long? OwnerId { get; init; }

    public long? CustomerId { get; init; }

    /// <summary>Values of the company's own fields, by code; null empties, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await OpportunityRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var opportunity = found.Value;
        if (CustomerId is { } target && !await session.Db.Customers.VisibleTo(session.Actor).AnyAsync(one => one.Id == target, ct))
            return Failure.NotFound(Kinds.Customer, target);

        var check = new Checks();
        check.Clearable(Clear, "amount", "closeDate", "probability");
        var name = check.Changed(Name, Limits.Name, "name");
        check.Amount(Amount, "amount");
        var currency = check.Currency(Currency, "currency");
        check.Amount(Amount, currency ?? opportunity.Currency, "amount");
        if (Amount is null && currency is not null && opportunity.AmountMinor is { } kept)
            check.Amount(kept / 100m, currency, "amount");
        check.Range(Probability, 0, 100, "probability");
        if (Probability is not null && opportunity.Closed)
            check.Fail(OpportunityFailures.ProbabilityOfClosed(opportunity));
        check.Day(CloseDate, "closeDate");
        if (OwnerId != opportunity.OwnerId)
            await OpportunityRules.OwnerAsync(check, session, OwnerId, ct);
        var custom = CustomChange.Of(check, session, Kinds.Opportunity, opportunity, Custom);
        if (check.Failure is { } failure)
            return failure;

        if (CustomerId is { } other && other != opportunity.CustomerId)
        {
            // What was written down about it stays with the customer it happened with.
            await foreach (var interaction in session.Db.Interactions.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
                interaction.OpportunityId = null;
            await foreach (var task in session.Db.Tasks.Where(one => one.OpportunityId == Id).AsAsyncEnumerable().WithCancellation(ct))
                task.CustomerId = other;
            opportunity.CustomerId = other;
            await OpportunityRules.AdvanceCustomerAsync(session, opportunity, ct);
        }

        custom.Apply(opportunity);
        opportunity.Name = name ?? opportunity.Name;
        opportunity.Currency = currency ?? opportunity.Currency;
        opportunity.AmountMinor = Clear.Contains("amount") ? null : Amount is { } amount ? new Money(amount, opportunity.Currency).Minor : opportunity.AmountMinor;
        opportunity.Probability = Clear.Contains("probability") ? null : Probability ?? opportunity.Probability;
        opportunity.CloseDate = Clear.Contains("closeDate") ? null : CloseDate ?? opportunity.CloseDate;
        opportunity.OwnerId = OwnerId ?? opportunity.OwnerId;
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, Id, ct);
    }
}
