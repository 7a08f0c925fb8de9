using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Marks as lost, with the reason.</summary>
public sealed record LoseOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
