using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>
/// Makes a contract: from an accepted quote, from an opportunity (won, or with an accepted quote, which is then taken), or for a customer alone.
/// Value and currency are those of the quote, else of the opportunity. Begins today for the company unless a start is given.
/// </summary>
[Requires(Permissions.ContractsWrite)]
public sealed record CreateContract : Command<ContractView>
{
    public long? CustomerId { get; init; }

    public long? OpportunityId { get; init; }

    public long? QuoteId { get; init; }

    public string? Title { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public decimal? Value { get; init; }

    public string? Currency { get; init; }

    /// <summary>Needed when the value is not that of the quote.</summary>
    public string? ValueReason { get; init; }

    public Renewal Renewal { get; init; }

    public int? NoticeDays { get; init; }

    /// <summary>True: agreed. False: still being prepared.</summary>
    public bool Active { get; init; } = true;

    public PaymentPlan? Plan { get; init; }

    protected internal override async Task<Result<ContractView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var source = await ContractSource.FindAsync(session, CustomerId, OpportunityId, QuoteId, ct);
        if (!source.Ok)
            return source.Failure;
        var (customer, opportunity, quote) = source.Value;

        var check = new Checks();
        var start = StartsOn ?? session.CompanyToday;
        var title = check.Optional(Title, Limits.Name, "title") ?? opportunity?.Name ?? customer.Name;
        var currency = check.Currency(Currency, "currency") ?? quote?.Currency ?? opportunity?.Currency ?? session.Options.Currency;
        check.Amount(Value, currency, "value");
        var reason = check.Optional(ValueReason, Limits.Text, "valueReason");
        ContractRules.Terms(check, start, EndsOn, Renewal, NoticeDays);
        var value = Value ?? (quote is not null ? quote.TotalMinor / 100m : opportunity?.AmountMinor is { } minor && opportunity.Currency == currency ? minor / 100m : null);
        if (value is null)
            check.Fail(ContractFailures.ValueNeeded());
        else if (quote is not null && value != quote.TotalMinor / 100m && reason is null)
            check.Fail(ContractFailures.ValueDiffers(quote, value.Value));
        if (quote is not null && currency != quote.Currency)
            check.Fail(ContractFailures.CurrencyDiffers(quote));
        if (check.Failure is { } failure)
            return failure;

        var contract = new Contract
        {
            Id = await session.NewIdAsync(ct),
            Number = await ContractRules.NextNumberAsync(session, ct),
            Title = title,
            CustomerId = customer.Id,
            OpportunityId = opportunity?.Id,
            QuoteId = quote?.Id,
            OwnerId = opportunity?.OwnerId ?? customer.OwnerId,
            StartsOn = start,
            EndsOn = EndsOn,
            ValueMinor = new Money(value!.Value, currency).Minor,
            Currency = currency,
            ValueReason = reason,
            Renewal = Renewal,
            NoticeDays = NoticeDays,
            Status = Active ? ContractStatus.Active : ContractStatus.Draft,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        session.Db.Contracts.Add(contract);
        if (Plan is { } plan && await Planning.LayAsync(session, contract, plan, [], ct) is { } wrong)
            return wrong;
        await session.SaveAsync(ct);
        return await ContractRows.ViewAsync(session, contract.Id, ct);
    }
}
