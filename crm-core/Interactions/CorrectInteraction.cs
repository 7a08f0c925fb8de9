using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>Corrects what was written down; also the customer it belongs to.</summary>
public sealed record CorrectInteraction : Command<InteractionView>
{
    public required long Id { get; init; }

    public long? CustomerId { get; init; }

    public InteractionKind? Kind { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? When { get; init; }

    public int? DurationMinutes { get; init; }

    public IReadOnlyList<long>? ParticipantIds { get; init; }

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
