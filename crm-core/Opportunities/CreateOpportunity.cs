using BotCrm.Core.Access;
using BotCrm.Core.Fields;
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

    /// <summary>Code of its pipeline; by default the first one that has the stage.</summary>
    public string? Pipeline { get; init; }

    /// <summary>By default the pipeline's first.</summary>
    public Stage? Stage { get; init; }

    /// <summary>How likely it is won, in percent, when that is not the stage's.</summary>
    public int? Probability { get; init; }

    /// <summary>Values of the company's own fields, by code.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

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
        var (pipeline, stage) = OpportunityRules.Stage(check, session, Pipeline, Stage);
        check.Range(Probability, 0, 100, "probability");
        check.Amount(Amount, "amount");
        var currency = check.Currency(Currency, "currency") ?? session.Options.Currency;
        check.Amount(Amount, currency, "amount");
        check.Day(CloseDate, "closeDate");
        check.AdminTime(session, CreatedAt, "createdAt");
        check.AdminTime(session, ClosedAt, "closedAt");
        var reason = stage.Kind == StageKind.Lost ? check.Required(LossReason, Limits.Text, "reason") : "";
        if (stage.Kind != StageKind.Lost && LossReason is not null)
            check.Fail(OpportunityFailures.ReasonWithoutLoss());
        if (stage.Kind == StageKind.Open && ClosedAt is not null)
            check.Fail(OpportunityFailures.ClosedAtWithoutClose());
        if (OwnerId != customer.OwnerId)
            await OpportunityRules.OwnerAsync(check, session, OwnerId, ct);
        var custom = CustomChange.Of(check, session, Kinds.Opportunity, null, Custom);
        if (check.Failure is { } failure)
            return failure;
        if (stage.Kind == StageKind.Won && session.Options.Sales.WinNeedsAcceptedQuote)
            return OpportunityFailures.WinNeedsQuote(name);

        var created = CreatedAt ?? session.Now;
        var opportunity = new Opportunity
        {
            Id = await session.NewIdAsync(ct),
            CustomerId = CustomerId,
            Name = name,
            Pipeline = pipeline.Code,
            Probability = stage.Kind == StageKind.Open ? Probability : null,
            AmountMinor = Amount is { } amount ? new Money(amount, currency).Minor : null,
            Currency = currency,
            CloseDate = CloseDate,
            OwnerId = OwnerId ?? customer.OwnerId,
            CreatedAt = created,
            UpdatedAt = created,
        };
        var closed = ClosedAt ?? created;
        if (stage.Kind == StageKind.Won)
            opportunity.Win(stage.Stage, closed, OpportunityRules.DayOf(session, closed));
        else if (stage.Kind == StageKind.Lost)
            opportunity.Lose(stage.Stage, closed, OpportunityRules.DayOf(session, closed), reason);
        else
            opportunity.MoveTo(stage.Stage, created);
        custom.Apply(opportunity);
        session.Db.Opportunities.Add(opportunity);
        await OpportunityRules.AdvanceCustomerAsync(session, opportunity, ct);
        await session.SaveAsync(ct);
        return await OpportunityRows.ViewAsync(session, opportunity.Id, ct);
    }
}
