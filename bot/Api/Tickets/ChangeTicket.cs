using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Api.Tickets;

/// <summary>The commands that a change of a ticket comes to: reopening first, since a resolved one is closed to changes, resolving last.</summary>
internal static class ChangeTicket
{
    public static async Task<IReadOnlyList<Func<int?, Command<TicketView>>>> PlanAsync(ApiCall call, TicketView now, Body<TicketChange> body, CancellationToken ct)
    {
        var given = body.Value;
        var contact = await call.References.ContactAsync(given.Contact, now.CustomerId, "contact", ct);
        var assignee = await call.References.UserAsync(given.Assignee, "assignee", ct);
        var queue = await call.References.QueueAsync(given.Queue, "queue", ct);
        IReadOnlyList<string> clear = [.. body.Clear("description", "contact", "assignee", "queue").Except(["assignee"])];
        var reopens = now.Status == TicketStatus.Resolved && given.Status is (TicketStatus.Open or TicketStatus.Pending);
        var resolves = given.Status == TicketStatus.Resolved;

        if (given.Resolution is not null && !resolves)
            call.Fail(Failure.Invalid("resolution_without_status", "'resolution' goes with status \"resolved\".", "resolution"));
        // Who gives a reason wants it reopened; that it is not resolved says more than that the reason is out of place.
        var reopensOpen = given.Reason is not null && given.Status == TicketStatus.Open && !reopens;
        if (given.Reason is not null && !reopens && !reopensOpen)
            call.Fail(Failure.Invalid("reason_without_reopening", "'reason' says why a resolved ticket is reopened: it goes with status \"open\".", "reason"));

        var steps = new List<Func<int?, Command<TicketView>>>();
        if (reopens || reopensOpen)
            steps.Add(version => new ReopenTicket { Id = now.Id, Reason = given.Reason, IfVersion = version });

        // Reopening makes it open; so only another status is left to set.
        var status = resolves || (reopens && given.Status == TicketStatus.Open) ? null : given.Status;
        if (given.Subject is not null || given.Description is not null || given.Category is not null || given.Priority is not null || contact is not null || queue is not null || status is not null || given.Custom is not null || clear.Count > 0)
        {
            steps.Add(version => new UpdateTicket
            {
                Id = now.Id,
                Subject = given.Subject,
                Custom = given.Custom,
                Description = given.Description,
                Category = given.Category,
                Priority = given.Priority,
                Status = status,
                ContactId = contact,
                QueueId = queue,
                Clear = clear,
                IfVersion = version,
            });
        }

        if (assignee is not null || body.IsNull("assignee"))
            steps.Add(version => new AssignTicket { Id = now.Id, AssigneeId = assignee, IfVersion = version });
        if (resolves)
            steps.Add(version => new ResolveTicket { Id = now.Id, Resolution = given.Resolution, IfVersion = version });
        return steps;
    }
}
