using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Tickets.Queues;

namespace BotCrm.Bot.Api.Queues;

/// <summary>A ticket queue. <c>calendar</c> null: the company's; <c>returnAfterMinutes</c> null: nothing is taken back.</summary>
internal sealed record QueueResource(
    string Id,
    string Name,
    IReadOnlyList<string> Categories,
    string? Calendar,
    bool AutoAssign,
    string? Lead,
    int? ReturnAfterMinutes,
    bool Active,
    int OpenTickets,
    int Unassigned,
    IReadOnlyList<QueueMemberResource> Members,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    public static QueueResource From(QueueView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Categories, view.Calendar, view.AutoAssign, view.LeadLogin, view.ReturnAfterMinutes, view.Active, view.OpenTickets, view.Unassigned,
        [.. view.Members.Select(member => new QueueMemberResource(member.Login, member.Name, member.Skills, member.Capacity, member.Active))], view.CreatedAt, view.Version);
}

internal sealed record QueueMemberResource(string User, string Name, IReadOnlyList<string> Skills, int Capacity, bool Active);

internal sealed record NewQueue
{
    public string? Name { get; init; }

    /// <summary>Codes of the categories whose tickets come here.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    public string? Calendar { get; init; }

    /// <summary>True: a new ticket is given to a member at once.</summary>
    public bool? AutoAssign { get; init; }

    public Reference? Lead { get; init; }

    /// <summary>Business minutes of silence after which a ticket is taken back.</summary>
    public int? ReturnAfterMinutes { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record QueueChange
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public string? Calendar { get; init; }

    public bool? AutoAssign { get; init; }

    public Reference? Lead { get; init; }

    public int? ReturnAfterMinutes { get; init; }

    public bool? Active { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

/// <summary>Adds the member, or changes the given fields.</summary>
internal sealed record QueueMemberChange
{
    public Reference? User { get; init; }

    public IReadOnlyList<string>? Skills { get; init; }

    /// <summary>Tickets of normal priority at a time, 1 to 1000.</summary>
    public int? Capacity { get; init; }

    /// <summary>False: away.</summary>
    public bool? Active { get; init; }
}
