using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Gives the ticket to a user who may see it; null gives it back to the queue.</summary>
public sealed record AssignTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public long? AssigneeId { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
