using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Bulk;

/// <summary>How records of one kind are selected and changed in bulk: by the same commands as one by one.</summary>
internal abstract class BulkKind(string kind, string permission, params string[] fields)
{
    private static readonly BulkKind[] All = [new BulkCustomers(), new BulkOpportunities(), new BulkTasks(), new BulkTickets()];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(one => one.Kind)];

    public string Kind => kind;

    public string Permission => permission;

    public IReadOnlyList<string> Fields => fields;

    public static BulkKind? Of(string kind) => All.FirstOrDefault(one => one.Kind == kind);

    /// <summary>At most <paramref name="most"/> of the records meant, by id.</summary>
    public abstract Task<Result<IReadOnlyList<BulkTarget>>> SelectAsync(CrmSession session, BulkSelection selection, int most, CancellationToken ct);

    /// <summary>Null: done, or there was nothing to do.</summary>
    public abstract Task<Failure?> ChangeAsync(CrmSession session, long id, BulkChange change, CancellationToken ct);

    protected static Failure Needed() => Failure.Invalid("selection_needed", "Say which records: ids, a filter or a segment.", "selection");

    /// <summary>Everything a list gives, page by page.</summary>
    protected static async Task<Result<IReadOnlyList<BulkTarget>>> AllAsync<T>(Func<Paging, Query<Page<T>>> list, Func<T, BulkTarget> target, CrmSession session, int most, CancellationToken ct)
    {
        var targets = new List<BulkTarget>();
        for (string? after = null; targets.Count < most;)
        {
            var page = await list(new Paging(Paging.MaxLimit, after)).RunAsync(session, ct);
            if (!page.Ok)
                return page.Failure;
            targets.AddRange(page.Value.Items.Select(target));
            if ((after = page.Value.Next) is null)
                break;
        }
        return Result<IReadOnlyList<BulkTarget>>.Of([.. targets.OrderBy(one => one.Id).Take(most)]);
    }

    protected static async Task<Result<IReadOnlyList<BulkTarget>>> ReadAsync(IQueryable<BulkTarget> targets, CancellationToken ct) =>
        Result<IReadOnlyList<BulkTarget>>.Of(await targets.ToListAsync(ct));

    /// <summary>Runs one of a noun's own commands on a row; that it is so already is no problem here.</summary>
    protected static async Task<Failure?> RunAsync<T>(CrmSession session, Command<T> command, CancellationToken ct) =>
        (await command.RunAsync(session, ct)).Failure is { } failure && !failure.Code.Contains("_already_", StringComparison.Ordinal) ? failure : null;
}

internal sealed class BulkCustomers() : BulkKind(Kinds.Customer, Permissions.CustomersWrite, "owner", "addTags", "removeTags", "lifecycle", "industry", "city", "source", "rating", "custom")
{
    public override async Task<Result<IReadOnlyList<BulkTarget>>> SelectAsync(CrmSession session, BulkSelection selection, int most, CancellationToken ct)
    {
        if (selection.Ids.Count == 0 && selection.Customers is null && selection.SegmentId is null)
            return Needed();
        var customers = await CustomerSelection.OfAsync(session, selection.Customers ?? new CustomerFilter(), selection.SegmentId, ct);
        if (!customers.Ok)
            return customers.Failure;
        var ids = selection.Ids.ToArray();
        var meant = ids.Length == 0 ? customers.Value : customers.Value.Where(one => ids.Contains(one.Id));
        return await ReadAsync(meant.OrderBy(one => one.Id).Take(most).Select(one => new BulkTarget(one.Id, one.Name, one.Version)), ct);
    }

    public override async Task<Failure?> ChangeAsync(CrmSession session, long id, BulkChange change, CancellationToken ct)
    {
        if (change.AddTags.Count + change.RemoveTags.Count > 0
            && await RunAsync(session, new TagCustomer { Id = id, Add = change.AddTags, Remove = change.RemoveTags }, ct) is { } untagged)
        {
            return untagged;
        }
        var update = new UpdateCustomer
        {
            Id = id,
            OwnerId = change.OwnerId,
            Lifecycle = change.Lifecycle,
            Industry = change.Industry,
            City = change.City,
            Source = change.Source,
            Profile = new CustomerProfile { Rating = change.Rating },
            Custom = change.Custom,
        };
        return update == new UpdateCustomer { Id = id } ? null : await RunAsync(session, update, ct);
    }
}

internal sealed class BulkOpportunities() : BulkKind(Kinds.Opportunity, Permissions.OpportunitiesWrite, "owner", "stage", "closeDate", "custom")
{
    public override async Task<Result<IReadOnlyList<BulkTarget>>> SelectAsync(CrmSession session, BulkSelection selection, int most, CancellationToken ct)
    {
        if (selection.Ids is { Count: > 0 } ids)
        {
            return await ReadAsync(session.Db.Opportunities.VisibleTo(session.Actor, session.Db).Where(one => ids.Contains(one.Id)).OrderBy(one => one.Id).Take(most)
                .Select(one => new BulkTarget(one.Id, one.Name, one.Version)), ct);
        }
        return selection.Opportunities is { } list
            ? await AllAsync(paging => list with { Paging = paging }, one => new BulkTarget(one.Id, one.Name, one.Version), session, most, ct)
            : Needed();
    }

    public override async Task<Failure?> ChangeAsync(CrmSession session, long id, BulkChange change, CancellationToken ct)
    {
        if (change.Stage is { } code)
        {
            if (session.Pipelines.Said(code) is not { } stage)
                return OpportunityFailures.UnknownStage(session.Pipelines.All.SelectMany(one => one.Open).DistinctBy(one => one.Code), new Stage(code));
            if (await RunAsync(session, new MoveStage { Id = id, Stage = stage.Stage }, ct) is { } unmoved)
                return unmoved;
        }
        var update = new UpdateOpportunity { Id = id, OwnerId = change.OwnerId, CloseDate = change.CloseDate, Custom = change.Custom };
        return update == new UpdateOpportunity { Id = id } ? null : await RunAsync(session, update, ct);
    }
}

internal sealed class BulkTasks() : BulkKind(Kinds.Task, Permissions.TasksWrite, "owner", "due", "done")
{
    public override async Task<Result<IReadOnlyList<BulkTarget>>> SelectAsync(CrmSession session, BulkSelection selection, int most, CancellationToken ct)
    {
        if (selection.Ids is { Count: > 0 } ids)
        {
            return await ReadAsync(session.Db.Tasks.VisibleTo(session.Actor, session.Db).Where(one => ids.Contains(one.Id)).OrderBy(one => one.Id).Take(most)
                .Select(one => new BulkTarget(one.Id, one.Title, one.Version)), ct);
        }
        return selection.Tasks is { } list
            ? await AllAsync(paging => list with { Paging = paging }, one => new BulkTarget(one.Id, one.Title, one.Version), session, most, ct)
            : Needed();
    }

    public override async Task<Failure?> ChangeAsync(CrmSession session, long id, BulkChange change, CancellationToken ct)
    {
        if ((change.OwnerId is not null || change.Due is not null)
            && await RunAsync(session, new UpdateTask { Id = id, AssigneeId = change.OwnerId, Due = change.Due }, ct) is { } unchanged)
        {
            return unchanged;
        }
        return change.Done is { } done ? await RunAsync(session, new UpdateTask { Id = id, Done = done }, ct) : null;
    }
}

internal sealed class BulkTickets() : BulkKind(Kinds.Ticket, Permissions.TicketsWrite, "owner", "status", "priority", "category", "custom")
{
    public override async Task<Result<IReadOnlyList<BulkTarget>>> SelectAsync(CrmSession session, BulkSelection selection, int most, CancellationToken ct)
    {
        if (selection.Ids is { Count: > 0 } ids)
        {
            return await ReadAsync(session.Db.Tickets.VisibleTo(session.Actor, session.Db).Where(one => ids.Contains(one.Id)).OrderBy(one => one.Id).Take(most)
                .Select(one => new BulkTarget(one.Id, one.Subject, one.Version)), ct);
        }
        return selection.Tickets is { } list
            ? await AllAsync(paging => list with { Paging = paging }, one => new BulkTarget(one.Id, one.Subject, one.Version), session, most, ct)
            : Needed();
    }

    public override async Task<Failure?> ChangeAsync(CrmSession session, long id, BulkChange change, CancellationToken ct)
    {
        if (change.OwnerId is { } assignee && await RunAsync(session, new AssignTicket { Id = id, AssigneeId = assignee }, ct) is { } unassigned)
            return unassigned;
        var status = change.Status == TicketStatus.Resolved ? null : change.Status;
        var update = new UpdateTicket { Id = id, Priority = change.Priority, Category = change.Category, Status = status, Custom = change.Custom };
        if (update != new UpdateTicket { Id = id } && await RunAsync(session, update, ct) is { } unchanged)
            return unchanged;
        return change.Status == TicketStatus.Resolved ? await RunAsync(session, new ResolveTicket { Id = id }, ct) : null;
    }
}
