using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>One queue with its members.</summary>
[Requires(Permissions.TicketsRead)]
public sealed record GetQueue : Query<QueueView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<QueueView>> RunAsync(CrmSession session, CancellationToken ct) => QueueRules.ViewAsync(session, Id, ct);
}
