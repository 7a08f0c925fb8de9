using BotCrm.Core.Primitives;

namespace BotCrm.Core.Interactions;

/// <summary>Writes down a call, e-mail, meeting, visit, WeChat exchange or note. When defaults to now and may not be in the future by more than a day.</summary>
public sealed record LogInteraction : Command<InteractionView>
{
    public required long CustomerId { get; init; }

    public required InteractionKind Kind { get; init; }

    public required string Summary { get; init; }

    public DateTimeOffset? When { get; init; }

    /// <summary>1–1440.</summary>
    public int? DurationMinutes { get; init; }

    public IReadOnlyList<long> ParticipantIds { get; init; } = [];

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    public long? OpportunityId { get; init; }

    /// <summary>Another author: admin only, to load data.</summary>
    public long? AuthorId { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    protected internal override Task<Result<InteractionView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
