using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Queues with their members and what waits in them. Sorts: name (default), created.</summary>
[Requires(Permissions.TicketsRead)]
public sealed record ListQueues : Query<Page<QueueView>>
{
    private static readonly Sorts<TicketQueue> Order = new Sorts<TicketQueue>(queue => queue.Id)
        .By("name", queue => queue.Name)
        .By("created", queue => queue.CreatedAt);

    public bool? Active { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<QueueView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var rows = session.Db.Queues.AsNoTracking();
        if (Active is { } active)
            rows = rows.Where(queue => queue.Active == active);
        var page = await Order.PageAsync(rows, Paging, ct);
        return page.Ok ? new Page<QueueView>(await QueueRules.ViewsAsync(session, page.Value.Items, ct), page.Value.Next, page.Value.Total) : page.Failure;
    }
}
