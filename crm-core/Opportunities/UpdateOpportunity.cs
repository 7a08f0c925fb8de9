using BotCrm.Core.Primitives;

namespace BotCrm.Core.Opportunities;

/// <summary>Changes the given fields (not the stage).</summary>
public sealed record UpdateOpportunity : Command<OpportunityView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    public DateOnly? CloseDate { get; init; }

    public long? OwnerId { get; init; }

    public long? CustomerId { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<OpportunityView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
