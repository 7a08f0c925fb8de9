using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Tasks;

internal static class TaskFailures
{
    public static Failure AlreadyDone(CrmTask task) => Failure.Conflict("task_already_done", $"The task “{task.Title}” is done already.") with
    {
        Data = new Dictionary<string, string> { ["name"] = task.Title },
    };

    public static Failure OtherAssignee() =>
        Failure.Forbidden(Policies.ManagersAssignOthers, "Only managers (within their team) and administrators give tasks to somebody else.") with { Field = "assignee" };

    public static Failure NotYours() =>
        Failure.Forbidden(Policies.OwnRecordsOnly, "Only who has a task, who made it, a manager or an administrator may change it.");

    public static Failure UnknownAssignee(long id) =>
        Failure.Invalid("unknown_user", $"There is no active user {id}; name another assignee.", "assignee");

    public static Failure UnknownOpportunity(long id) =>
        Failure.Invalid("unknown_opportunity", $"There is no opportunity {id} of that customer; name another.", "opportunity");

    public static Failure UnknownTicket(long id) =>
        Failure.Invalid("unknown_ticket", $"There is no ticket {id} of that customer; name another.", "ticket");

    public static Failure DoneAtWithoutDone() =>
        Failure.Invalid("done_time_without_done", "doneAt goes with done only; leave it out.", "doneAt");

    public static Failure RecursWithoutDue() =>
        Failure.Invalid("recurs_without_due", "A task that comes again needs a due time: when is the first?", "due");

    public static Failure NoDue() =>
        Failure.Invalid("required", "due is needed: an instant or a day.", "due");
}
