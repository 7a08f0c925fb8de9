using BotCrm.Core.Access;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>
/// Changes the given fields. Another value than the quote's needs a reason; another value than the planned payments sum to needs a new plan with
/// it (conflict replan_needed). Active makes a draft agreed.
/// </summary>
[Requires(Permissions.ContractsWrite)]
public sealed record UpdateContract : Command<ContractView>
{
    public required long Id { get; init; }

    public string? Title { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? EndsOn { get; init; }

    public decimal? Value { get; init; }

    public string? ValueReason { get; init; }

    public Renewal? Renewal { get; init; }

    public int? NoticeDays { get; init; }

    public bool? Active { get; init; }

    /// <summary>Replaces what was planned and not yet received.</summary>
    public PaymentPlan? Plan { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<ContractView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ContractRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var contract = found.Value;
        if (contract.Status == ContractStatus.Cancelled)
            return ContractFailures.Cancelled(contract);
        var check = new Checks();
        check.Clearable(Clear, "end", "noticeDays", "valueReason");
        var title = check.Changed(Title, Limits.Name, "title");
        check.Amount(Value, contract.Currency, "value");
        var reason = Clear.Contains("valueReason") ? null : check.Optional(ValueReason, Limits.Text, "valueReason") ?? contract.ValueReason;
        var start = StartsOn ?? contract.StartsOn;
        var end = Clear.Contains("end") ? null : EndsOn ?? contract.EndsOn;
        var renewal = Renewal ?? contract.Renewal;
        var notice = Clear.Contains("noticeDays") ? null : NoticeDays ?? contract.NoticeDays;
        ContractRules.Terms(check, start, end, renewal, notice);
        var value = Value ?? (contract.ValueMinor / 100m);
        if (contract.QuoteId is { } quoteId && (Value is not null || Clear.Contains("valueReason")))
        {
            var quote = await session.Db.Quotes.AsNoTracking().SingleAsync(one => one.Id == quoteId, ct);
            if (value != quote.TotalMinor / 100m && reason is null)
                check.Fail(ContractFailures.ValueDiffers(quote, value));
        }
        if (check.Failure is { } failure)
            return failure;

        contract.Title = title ?? contract.Title;
        contract.StartsOn = start;
        contract.EndsOn = end;
        contract.ValueMinor = new Money(value, contract.Currency).Minor;
        contract.ValueReason = reason;
        contract.Renewal = renewal;
        contract.NoticeDays = notice;
        if (Active is { } active)
            contract.Status = active ? ContractStatus.Active : ContractStatus.Draft;

        var payments = await session.Db.Payments.Where(one => one.ContractId == Id).OrderBy(one => one.Number).ToListAsync(ct);
        if (Plan is { } plan)
        {
            if (await Planning.LayAsync(session, contract, plan, payments, ct) is { } wrong)
                return wrong;
        }
        else if (payments.Count > 0 && payments.Sum(one => one.AmountMinor) != contract.ValueMinor)
        {
            return ContractFailures.Replan(contract, payments.Sum(one => one.AmountMinor) / 100m, value);
        }
        await session.SaveAsync(ct);
        return await ContractRows.ViewAsync(session, Id, ct);
    }
}
