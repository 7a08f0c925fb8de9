namespace BotCrm.Core.Tasks;

/// <summary>A to-do with a due time. Named so that it does not collide with <see cref="System.Threading.Tasks.Task"/>.</summary>
public sealed class CrmTask
{
    public long Id { get; internal set; }

    public string Title { get; internal set; } = "";

    /// <summary>
    /// When it is due. For an all-day task: midnight at the start of that day in the assignee's time zone; it is overdue when that day is over.
    /// </summary>
    public DateTimeOffset? Due { get; internal set; }

    public bool DueAllDay { get; internal set; }

    public bool Done { get; internal set; }

    public DateTimeOffset? DoneAt { get; internal set; }

    public long AssigneeId { get; internal set; }

    public long CreatedById { get; internal set; }

    public long? CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long? CustomerOwnerId { get; private set; }

    public long? OpportunityId { get; internal set; }

    public long? TicketId { get; internal set; }

    /// <summary>Minutes before the due time at which to remind as well; null: only when it is due.</summary>
    public int? RemindBefore { get; internal set; }

    /// <summary>How it comes again; see <see cref="Automation.Recurrence"/>.</summary>
    public string? Recurrence { get; internal set; }

    /// <summary>When to remind next; derived from the rest.</summary>
    public DateTimeOffset? RemindAt { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }
}
