using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Marks as won; the customer becomes won too.</summary>
public sealed record WinOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    /// <summary>The final amount when it differs.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
