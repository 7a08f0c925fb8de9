using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Reopens a resolved ticket. Conflict (ticket_not_resolved) when it is not.</summary>
public sealed record ReopenTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Reason { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
