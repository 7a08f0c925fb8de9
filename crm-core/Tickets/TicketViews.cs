using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;

namespace BotCrm.Core.Tickets;

public sealed record TicketView(
    long Id,
    long CustomerId,
    string CustomerName,
    long? ContactId,
    string? ContactName,
    string Subject,
    string? Description,
    string Category,
    TicketPriority Priority,
    TicketStatus Status,
    long? AssigneeId,
    string? AssigneeLogin,
    string? AssigneeName,
    string? Resolution,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ResolvedAt,
    int Version)
{
    /// <summary>What the category is called.</summary>
    public string CategoryEnglish { get; init; } = "";

    public string CategoryChinese { get; init; } = "";

    public Ref? Queue { get; init; }

    public string? Language { get; init; }

    public TicketSla Sla { get; init; } = TicketSla.None;

    public TicketEscalation? Escalation { get; init; }

    public int ReopenCount { get; init; }

    public string? ReopenReason { get; init; }

    public int? Rating { get; init; }

    public string? RatingComment { get; init; }

    public long? MergedIntoId { get; init; }

    public int ReturnCount { get; init; }

    /// <summary>The company's own fields by code: a text, decimal, bool or list of texts. Sensitive ones masked for whom contact details are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    /// <summary>Only in the answer to a command that chose the assignee.</summary>
    public QueueChoice? Assignment { get; init; }
}

/// <param name="Due">The promise that breaks, or broke, next; null while none runs.</param>
/// <param name="Paused">It waits for the customer.</param>
/// <param name="Breached">A promise is broken, whether or not the timers have been there since.</param>
public sealed record TicketSla(DateTimeOffset? Due, DateTimeOffset? ResponseDue, DateTimeOffset? RespondedAt, DateTimeOffset? ResolutionDue, bool Paused, bool ResponseBreached, bool ResolutionBreached)
{
    public static readonly TicketSla None = new(null, null, null, null, false, false, false);

    public bool Breached => ResponseBreached || ResolutionBreached;
}

public sealed record TicketEscalation(int Level, DateTimeOffset At, long? ToId, string? ToLogin, string? ToName, string? Reason);
