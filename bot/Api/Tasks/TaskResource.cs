using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Tasks;

namespace BotCrm.Bot.Api.Tasks;

/// <summary>A task. <c>due</c> is a day for the whole of it, else an instant, in the assignee's time zone.</summary>
internal sealed record TaskResource(
    string Id,
    string Title,
    DueValue? Due,
    bool Overdue,
    bool Done,
    DateTimeOffset? DoneAt,
    string Assignee,
    string AssigneeName,
    string? Customer,
    string? CustomerName,
    string? Opportunity,
    string? OpportunityName,
    string? Ticket,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    /// <summary>Minutes before the due time at which the assignee is reminded as well.</summary>
    public int? RemindBefore { get; init; }

    /// <summary>When the assignee is reminded next.</summary>
    public DateTimeOffset? RemindAt { get; init; }

    /// <summary>How it comes again when it is completed.</summary>
    public RecurrenceResource? Recurrence { get; init; }

    public static TaskResource From(TaskView view, TaskZones zones) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Title, zones.Due(view), view.Overdue, view.Done, view.DoneAt, view.AssigneeLogin, view.AssigneeName,
        view.CustomerId?.ToString(CultureInfo.InvariantCulture), view.CustomerName, view.OpportunityId?.ToString(CultureInfo.InvariantCulture),
        view.OpportunityName, view.TicketId?.ToString(CultureInfo.InvariantCulture), view.CreatedAt, view.UpdatedAt, view.Version)
    {
        RemindBefore = view.RemindBefore,
        RemindAt = view.RemindAt,
        Recurrence = RecurrenceResource.From(view.Recurrence),
    };
}

internal sealed record NewTask
{
    public string? Title { get; init; }

    public DueValue? Due { get; init; }

    /// <summary>The caller when not given.</summary>
    public Reference? Assignee { get; init; }

    public Reference? Customer { get; init; }

    public Reference? Opportunity { get; init; }

    public Reference? Ticket { get; init; }

    public bool? Done { get; init; }

    /// <summary>Minutes before the due time at which to remind the assignee as well, 1 to 20160.</summary>
    public int? RemindBefore { get; init; }

    /// <summary>How it comes again; needs a due time.</summary>
    public RecurrenceResource? Recurrence { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? DoneAt { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record TaskChange
{
    public string? Title { get; init; }

    public DueValue? Due { get; init; }

    public Reference? Assignee { get; init; }

    public Reference? Customer { get; init; }

    public bool? Done { get; init; }

    /// <summary>Minutes before the due time at which to remind the assignee as well, 1 to 20160.</summary>
    public int? RemindBefore { get; init; }

    /// <summary>How it comes again; needs a due time.</summary>
    public RecurrenceResource? Recurrence { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
