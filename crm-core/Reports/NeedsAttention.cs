using BotCrm.Core.Primitives;

namespace BotCrm.Core.Reports;

/// <summary>Overdue and neglected.</summary>
public sealed record NeedsAttention : Query<Attention>
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public int QuietDays { get; init; } = 7;

    protected internal override Task<Result<Attention>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
