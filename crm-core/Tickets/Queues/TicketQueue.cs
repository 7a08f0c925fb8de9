namespace BotCrm.Core.Tickets.Queues;

/// <summary>Where tickets of some categories wait for somebody of a group to take them.</summary>
public sealed class TicketQueue
{
    public long Id { get; internal set; }

    public string Name { get; internal set; } = "";

    /// <summary>Codes of the categories whose tickets come here.</summary>
    public IReadOnlyList<string> Categories { get; internal set; } = [];

    /// <summary>Code of the calendar by which its promises are counted; null: the company's.</summary>
    public string? Calendar { get; internal set; }

    /// <summary>True: a new ticket is given to a member at once.</summary>
    public bool AutoAssign { get; internal set; }

    /// <summary>Who is told when nobody above the assignee is known.</summary>
    public long? LeadId { get; internal set; }

    /// <summary>Business minutes of silence after which a ticket is taken back from its assignee; null: never.</summary>
    public int? ReturnAfterMinutes { get; internal set; }

    /// <summary>False: takes no new tickets.</summary>
    public bool Active { get; internal set; } = true;

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }
}

/// <summary>A user who takes tickets of a queue.</summary>
public sealed class QueueMember
{
    public long Id { get; internal set; }

    public long QueueId { get; internal set; }

    public long UserId { get; internal set; }

    /// <summary>What the person knows and speaks: words as in the categories' skills, and languages (<c>zh</c>). Lower case.</summary>
    public IReadOnlyList<string> Skills { get; internal set; } = [];

    /// <summary>So many tickets of normal priority at a time.</summary>
    public int Capacity { get; internal set; } = DefaultCapacity;

    /// <summary>False: away; is given nothing.</summary>
    public bool Active { get; internal set; } = true;

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }

    public const int DefaultCapacity = 20;
}
