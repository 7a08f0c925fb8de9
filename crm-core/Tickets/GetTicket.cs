using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>One ticket.</summary>
[Requires(Permissions.TicketsRead)]
public sealed record GetTicket : Query<TicketView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) =>
        await TicketRows.ViewAsync(session, Id, ct);
}
