using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Adds an opportunity. Name defaults to the customer's name; owner to the customer's owner; currency to the company's (setting Crm:Currency).</summary>
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

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
