using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Overdue and neglected.</summary>
[Requires(Permissions.SalesReports)]
public sealed record NeedsAttention : Query<Attention>
{
    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public int QuietDays { get; init; } = 7;

    private const int Shown = 20;

    protected internal override async Task<Result<Attention>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var scope = await ReportScope.OfAsync(session, OwnerId, TeamId, ct);
        if (!scope.Ok)
            return scope.Failure;
        var check = new Checks();
        check.Range(QuietDays, 1, 3650, "quietDays");
        if (check.Failure is { } failure)
            return failure;

        var (db, actor, directory) = (session.Db, session.Actor, await session.DirectoryAsync(ct));
        var opportunities = OpportunityRows.Of(session).Overdue(session);
        var quiet = session.Now.AddDays(-QuietDays);
        // A new customer is given the same time; one who has left needs nobody's attention. Two queries, each along an index of its own.
        var customers = db.Customers.AsNoTracking().VisibleTo(actor).Where(one => one.Lifecycle != Lifecycle.Churned);
        var tasks = TaskRows.Of(session, session.Actor.SeesMuch ? ScopeUse.Check : ScopeUse.Lead).Where(TaskRows.Overdue(session.Now, directory));
        // Counted without the names that the rows show.
        var today = session.Today;
        var overdueOnes = 0;
        foreach (var part in scope.Value.Opportunities(session))
            overdueOnes += await part.CountAsync(one => one.ClosedAt == null && one.CloseDate < today, ct);
        var lateOnes = db.Tasks.VisibleTo(actor, db, ScopeUse.Check).Where(TaskRows.TaskOverdue(session.Now, directory));
        if (scope.Value.People is { } people)
        {
            opportunities = opportunities.Where(row => people.Contains(row.Opportunity.OwnerId));
            customers = customers.Where(one => people.Contains(one.OwnerId));
            tasks = tasks.Where(row => people.Contains(row.Task.AssigneeId));
            lateOnes = lateOnes.Where(task => people.Contains(task.AssigneeId));
        }

        var met = customers.Where(one => one.LastInteractionAt < quiet);
        var neverMet = customers.Where(one => one.LastInteractionAt == null && one.CreatedAt < quiet);
        var overdue = await opportunities.OrderBy(row => row.Opportunity.CloseDate).ThenBy(row => row.Opportunity.Id).Take(Shown).ToListAsync(ct);
        var longAgo = await met.OrderBy(one => one.LastInteractionAt).ThenBy(one => one.Id).Take(Shown).ToListAsync(ct);
        var never = await neverMet.OrderBy(one => one.CreatedAt).ThenBy(one => one.Id).Take(Shown).ToListAsync(ct);
        var neglected = longAgo.Concat(never).OrderBy(one => one.LastInteractionAt ?? one.CreatedAt).ThenBy(one => one.Id).Take(Shown);
        var late = await tasks.OrderBy(row => row.Task.Due).ThenBy(row => row.Task.Id).Take(Shown).ToListAsync(ct);
        return new Attention(
            await OpportunityRows.ViewsAsync(session, overdue, ct),
            overdueOnes,
            [.. neglected.Select(one => CustomerRules.View(one, directory, session.Actor))],
            await met.CountAsync(ct) + await neverMet.CountAsync(ct),
            await TaskRows.ViewsAsync(session, late, ct),
            await lateOnes.CountAsync(ct));
    }
}
