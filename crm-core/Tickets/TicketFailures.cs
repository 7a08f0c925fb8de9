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

    public static Failure UnknownAssignee(long id) =>
        Failure.Invalid("unknown_user", $"There is no active user {id}; name another assignee.", "assignee");

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
