namespace BotCrm.Core.Tasks;

public sealed record TaskView(
    long Id,
    string Title,
    DateTimeOffset? Due,
    bool DueAllDay,
    bool Overdue,
    bool Done,
    DateTimeOffset? DoneAt,
    long AssigneeId,
    string AssigneeLogin,
    string AssigneeName,
    long? CustomerId,
    string? CustomerName,
    long? OpportunityId,
    string? OpportunityName,
    long? TicketId,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version)
{
    public int? RemindBefore { get; init; }

    public Automation.Recurrence? Recurrence { get; init; }

    /// <summary>When its assignee is reminded of it next.</summary>
    public DateTimeOffset? RemindAt { get; init; }
}

/// <summary>When a task is due: an instant, or a whole day (in the assignee's time zone).</summary>
public readonly record struct DueTime
{
    private DueTime(DateTimeOffset? instant, DateOnly? day)
    {
        Instant = instant;
        Day = day;
    }

    public DateTimeOffset? Instant { get; }

    public DateOnly? Day { get; }

    public static DueTime At(DateTimeOffset instant) => new(instant, null);

    public static DueTime On(DateOnly day) => new(null, day);
}
