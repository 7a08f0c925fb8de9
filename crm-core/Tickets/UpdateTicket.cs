using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

/// <summary>Changes the given fields; status open or pending (resolving and reopening have their own commands).</summary>
public sealed record UpdateTicket : Command<TicketView>
{
    public required long Id { get; init; }

    public string? Subject { get; init; }

    public string? Description { get; init; }

    public string? Category { get; init; }

    public TicketPriority? Priority { get; init; }

    public TicketStatus? Status { get; init; }

    public long? ContactId { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
