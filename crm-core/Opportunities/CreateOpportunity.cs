using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>Adds an opportunity. Name defaults to the customer's name; owner to the customer's owner; currency to the company's (setting Crm:Currency).</summary>
[Requires(Permissions.OpportunitiesWrite)]
public sealed record CreateOpportunity : Command<OpportunityView>
{
    public required long CustomerId { get; init; }

    public string? Name { get; init; }

    /// <summary>More than 0, at most a trillion.</summary>
    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    public DateOnly? CloseDate { get; init; }

    public Stage Stage { get; init; } = Stage.Lead;

    public long? OwnerId { get; init; }

    /// <summary>Needed for stage lost.</summary>
    public string? LossReason { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    protected internal override async Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Customers.VisibleTo(session.Actor).SingleOrDefaultAsync(one => one.Id == CustomerId, ct) is not { } customer)
            return Failure.NotFound(Kinds.Customer, CustomerId);

        var check = new Checks();
        var name = check.Optional(Name, Limits.Name, "name") ?? customer.Name;
        check.Known<Stage>(Stage, "stage");
        check.Amount(Amount, "amount");
        var currency = check.Currency(Currency, "currency") ?? session.Options.Currency;
        check.Day(CloseDate, "closeDate");
        check.AdminTime(session, CreatedAt, "createdAt");
        check.AdminTime(session, ClosedAt, "closedAt");
        var reason = Stage == Stage.Lost ? check.Required(LossReason, Limits.Text, "reason") : "";
        if (Stage != Stage.Lost && LossReason is not null)
            check.Fail(OpportunityFailures.ReasonWithoutLoss());
        if (Stage is not (Stage.Won or Stage.Lost) && ClosedAt is not null)
            check.Fail(OpportunityFailures.ClosedAtWithoutClose());
        if (OwnerId != customer.OwnerId)
            await OpportunityRules.OwnerAsync(check, session, OwnerId, ct);
        if (check.Failure is { } failure)
            return failure;

        var created = CreatedAt ?? session.Now;
        var opportunity = new Opportunity
        {
            Id = await session.NewIdAsync(ct),
            CustomerId = CustomerId,
            Name = name,
            AmountMinor = Amount is { } amount ? new Money(amount, currency).Minor : null,
            Currency = currency,
            CloseDate = CloseDate,
            OwnerId = OwnerId ?? customer.OwnerId,
            CreatedAt = created,
            UpdatedAt = created,
        };
        var closed = ClosedAt ?? created;
        if (Stage == Stage.Won)
            opportunity.Win(closed, OpportunityRules.DayOf(session, closed));
        else if (Stage == Stage.Lost)
            opportunity.Lose(closed, OpportunityRules.DayOf(session, closed), reason);
        else
            opportunity.MoveTo(Stage, created);
        session.Db.Opportunities.Add(opportunity);
        await OpportunityRules.AdvanceCustomerAsync(session, opportunity, ct);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, opportunity.Id, ct);
    }
}
