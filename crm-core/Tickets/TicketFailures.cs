using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tickets;

internal static class TicketFailures
{
    public static Failure AlreadyResolved(Ticket ticket) => Conflict("ticket_already_resolved", ticket, "is resolved already");

    public static Failure NotResolved(Ticket ticket) => Conflict("ticket_not_resolved", ticket, "is not resolved, so there is nothing to reopen");

    public static Failure ReopenFirst(Ticket ticket) => Conflict("ticket_already_resolved", ticket, "is resolved; reopen it to change its status");

    public static Failure ResolveInstead() =>
        Failure.Invalid("not_an_open_status", "status must be open or pending; to close the ticket, resolve it.", "status");

    public static Failure UnknownUser(long id, string field) =>
        Failure.Invalid("unknown_user", $"There is no active user {id}; name somebody else as {field}.", field) with
        {
            Data = new Dictionary<string, string> { ["field"] = field, ["id"] = id.ToString(CultureInfo.InvariantCulture) },
        };

    public static Failure UnknownQueue(long id) =>
        Failure.Invalid("unknown_queue", $"There is no queue {id} in service; name another one.", "queue");

    public static Failure NoQueue(Ticket ticket) => Conflict("no_queue", ticket, "is in no queue, and none takes its category; name an assignee");

    /// <param name="full">Members would do but for the work they have.</param>
    public static Failure NobodyToAssign(Ticket ticket, string queue, bool full)
    {
        var failure = full
            ? Conflict("queue_full", ticket, $"cannot be given out: everybody in the queue {queue} who could take it has as much as they can hold")
            : Conflict("nobody_to_assign", ticket, $"cannot be given out: nobody in the queue {queue} is there, has the skill and sees the customer");
        return failure with { Data = new Dictionary<string, string>(failure.Data) { ["queue"] = queue } };
    }

    public static Failure Merged(Ticket ticket)
    {
        var into = ticket.MergedIntoId!.Value.ToString(CultureInfo.InvariantCulture);
        var failure = Conflict("ticket_merged", ticket, $"was merged into ticket {into}; work on that one");
        return failure with { Data = new Dictionary<string, string>(failure.Data) { ["into"] = into } };
    }

    public static Failure MergeWithItself() => Failure.Invalid("merge_with_itself", "A ticket cannot be merged into itself; name another one.", "into");

    public static Failure MergeAcrossCustomers() =>
        Failure.Invalid("merge_across_customers", "Only tickets of one customer can be merged.", "into");

    public static Failure NobodyAbove(Ticket ticket) => Conflict("nobody_to_escalate_to", ticket, "has nobody above to go to: the assignee has no manager and the queue no lead; name somebody");

    public static Failure ResolvedCannotEscalate(Ticket ticket) => Conflict("ticket_already_resolved", ticket, "is resolved; reopen it to escalate it");

    public static Failure AssigneeCannotSee(string name) => Failure.Invalid("assignee_cannot_see", $"{name} may not see this customer's tickets; choose somebody from support or the customer's own team.", "assignee") with
    {
        Data = new Dictionary<string, string> { ["name"] = name, ["field"] = "assignee" },
    };

    public static Failure UnknownContact(long id) =>
        Failure.Invalid("unknown_contact", $"Contact {id} does not belong to this customer; name one of the customer's contacts.", "contact");

    public static Failure ResolvedAtWithoutResolved() =>
        Failure.Invalid("resolved_time_without_resolved", "resolvedAt goes with status resolved only; leave it out.", "resolvedAt");

    public static Failure DeleteByManager() =>
        Failure.Forbidden(Policies.ManagersDelete, "Only managers and administrators delete tickets; resolve it instead.");

    private static Failure Conflict(string code, Ticket ticket, string what)
    {
        var id = ticket.Id.ToString(CultureInfo.InvariantCulture);
        return Failure.Conflict(code, $"Ticket {id} {what}.") with { Data = new Dictionary<string, string> { ["id"] = id, ["name"] = ticket.Subject } };
    }
}
