using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Deletes a ticket: managers and admin.</summary>
public sealed record DeleteTicket : Command<TicketView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
