using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The actor's own day, on the actor's calendar. What the role may not read is empty.</summary>
[Requires(Permissions.TasksRead)]
public sealed record GetMyDay : Query<MyDay>
{
    private const int Shown = 10;
    private const int QuietDays = 7;

    protected internal override async Task<Result<MyDay>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var (db, actor, self, today) = (session.Db, session.Actor, session.Actor.UserId, session.Today);
        var (start, end) = (TaskTimes.StartOf(today, actor.TimeZone), TaskTimes.StartOf(today.AddDays(1), actor.TimeZone));
        // An open task is told by its missing time of doing, which an index holds.
        var mine = TaskRows.Of(session).Where(row => row.Task.AssigneeId == self && row.Task.DoneAt == null);
        var now = session.Now;
        var overdue = mine.Where(row => row.Task.Due < start || (!row.Task.DueAllDay && row.Task.Due < now));
        var due = mine.Where(row => row.Task.Due >= start && row.Task.Due < end && (row.Task.DueAllDay || row.Task.Due >= now));
        var soon = today.AddDays(7);
        var sales = OpportunityRows.Of(session).Where(row => row.Opportunity.OwnerId == self && row.Opportunity.ClosedAt == null && row.Opportunity.CloseDate <= soon);
        // By status, which the index of the assignee's tickets holds: who has resolved thousands still reads only what is open.
        var tickets = TicketRows.Of(session).Where(row => row.Ticket.AssigneeId == self && (row.Ticket.Status == TicketStatus.Open || row.Ticket.Status == TicketStatus.Pending));
        var quietSince = session.Now.AddDays(-QuietDays);
        var quiet = db.Customers.AsNoTracking().VisibleTo(actor).Where(one => one.OwnerId == self && one.Lifecycle != Lifecycle.Churned && one.LastInteractionAt < quietSince);
        var directory = await session.DirectoryAsync(ct);
        return new MyDay(
            today,
            await TaskRows.ViewsAsync(session, await overdue.OrderBy(row => row.Task.Due).ThenBy(row => row.Task.Id).Take(Shown).ToListAsync(ct), ct),
            await overdue.CountAsync(ct),
            await TaskRows.ViewsAsync(session, await due.OrderBy(row => row.Task.Due).ThenBy(row => row.Task.Id).Take(Shown).ToListAsync(ct), ct),
            await due.CountAsync(ct),
            await MeetingsAsync(session, now, end, ct),
            await OpportunityRows.ViewsAsync(session, await sales.OrderBy(row => row.Opportunity.CloseDate).ThenBy(row => row.Opportunity.Id).Take(Shown).ToListAsync(ct), ct),
            await sales.CountAsync(ct),
            await TicketsAsync(session, tickets, ct),
            actor.May(Permissions.TicketsRead) ? await tickets.CountAsync(ct) : 0,
            [.. (await quiet.OrderBy(one => one.LastInteractionAt).ThenBy(one => one.Id).Take(Shown).ToListAsync(ct)).Select(one => CustomerRules.View(one, directory, actor))],
            await quiet.CountAsync(ct),
            await RecentAsync(session, ct),
            await ResultsAsync(session, start, end, ct),
            await db.Notifications.CountAsync(row => row.UserId == self && row.SeenAt == null && row.DeliverAt <= now, ct));
    }

    /// <summary>What is still to come today; what began already was written down or is being held.</summary>
    private static async Task<IReadOnlyList<InteractionView>> MeetingsAsync(CrmSession session, DateTimeOffset now, DateTimeOffset end, CancellationToken ct)
    {
        if (!session.Actor.May(Permissions.InteractionsRead))
            return [];
        var self = session.Actor.UserId;
        var ahead = await InteractionRows.Of(session)
            .Where(row => row.Interaction.AuthorId == self && row.Interaction.When >= now && row.Interaction.When < end
                && (row.Interaction.Kind == InteractionKind.Meeting || row.Interaction.Kind == InteractionKind.Visit))
            .OrderBy(row => row.Interaction.When).ThenBy(row => row.Interaction.Id).Take(Shown).ToListAsync(ct);
        return await InteractionRows.ViewsAsync(session, ahead, ct);
    }

    /// <summary>By what breaks first, what is broken already before all; what nothing is promised for (it waits for the customer) comes last, the most pressing and oldest first.</summary>
    private static async Task<IReadOnlyList<TicketView>> TicketsAsync(CrmSession session, IQueryable<TicketRow> tickets, CancellationToken ct)
    {
        if (!session.Actor.May(Permissions.TicketsRead))
            return [];
        var first = await tickets
            .OrderBy(row => row.Ticket.SlaDue == null ? 1 : 0).ThenBy(row => row.Ticket.SlaDue)
            .ThenBy(row => row.Ticket.Priority == TicketPriority.Urgent ? 0 : row.Ticket.Priority == TicketPriority.High ? 1 : row.Ticket.Priority == TicketPriority.Normal ? 2 : 3)
            .ThenBy(row => row.Ticket.CreatedAt).ThenBy(row => row.Ticket.Id).Take(Shown).ToListAsync(ct);
        return await TicketRows.ViewsAsync(session, first, ct);
    }

    private static async Task<IReadOnlyList<Ref>> RecentAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        // The newest talks tell the newest customers; several with one customer are told once.
        var talks = await session.Db.Interactions.AsNoTracking().VisibleTo(session.Actor, session.Db).Where(one => one.AuthorId == self)
            .OrderByDescending(one => one.When).ThenByDescending(one => one.Id).Take(50)
            .Join(session.Db.Customers, one => one.CustomerId, customer => customer.Id, (one, customer) => new { one.When, customer.Id, customer.Name }).ToListAsync(ct);
        return [.. talks.OrderByDescending(one => one.When).DistinctBy(one => one.Id).Take(5).Select(one => new Ref(one.Id, one.Name))];
    }

    private static async Task<DayResults> ResultsAsync(CrmSession session, DateTimeOffset start, DateTimeOffset end, CancellationToken ct)
    {
        var (db, actor, self) = (session.Db, session.Actor, session.Actor.UserId);
        var won = await db.Opportunities.VisibleTo(actor, db).Where(one => one.OwnerId == self && one.ClosedAt >= start && one.ClosedAt < end && one.Stage == Stage.Won)
            .Select(one => new { one.AmountMinor, one.Currency }).ToListAsync(ct);
        IReadOnlyList<Money>? amounts = Policies.SeesAmounts(actor)
            ? [.. won.Where(one => one.AmountMinor is not null).GroupBy(one => one.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Money.FromMinor(group.Sum(one => one.AmountMinor!.Value), group.Key))]
            : null;
        return new DayResults(
            await db.Interactions.VisibleTo(actor, db).CountAsync(one => one.AuthorId == self && one.When >= start && one.When < end, ct),
            await db.Tasks.VisibleTo(actor, db).CountAsync(one => one.AssigneeId == self && one.DoneAt >= start && one.DoneAt < end, ct),
            await db.Tickets.VisibleTo(actor, db).CountAsync(one => one.AssigneeId == self && one.ResolvedAt >= start && one.ResolvedAt < end, ct),
            won.Count,
            amounts);
    }
}
