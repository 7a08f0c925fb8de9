using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Resolves a ticket. Conflict (ticket_already_resolved) when it is resolved.</summary>
public sealed record ResolveTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Resolution { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
