namespace BotCrm.Core.Tickets.Queues;

public sealed record QueueMemberView(long Id, long UserId, string Login, string Name, IReadOnlyList<string> Skills, int Capacity, bool Active, int Version);

/// <param name="OpenTickets">Open ones in it, <paramref name="Unassigned"/> of them with nobody.</param>
public sealed record QueueView(
    long Id,
    string Name,
    IReadOnlyList<string> Categories,
    string? Calendar,
    bool AutoAssign,
    long? LeadId,
    string? LeadLogin,
    string? LeadName,
    int? ReturnAfterMinutes,
    bool Active,
    int OpenTickets,
    int Unassigned,
    IReadOnlyList<QueueMemberView> Members,
    DateTimeOffset CreatedAt,
    int Version);

/// <summary>Why somebody is not given a ticket.</summary>
public enum Unfit
{
    /// <summary>Would do.</summary>
    None,

    Away,
    LacksSkill,
    CannotSee,
    WasSilent,
    Full,
}

/// <param name="Load">Weight of the open tickets: 1 low, 2 normal, 3 high, 4 urgent; <paramref name="Capacity"/> on the same scale.</param>
public sealed record AssignmentCandidate(long UserId, string Login, string Name, int OpenTickets, int Load, int Capacity, bool SpeaksLanguage, Unfit Unfit);

/// <summary>
/// Who was chosen and why: the member with the smallest load for the capacity among those who fit; of equals the one with fewer open tickets, then
/// the one with the smaller id. <paramref name="Skill"/> must be there; <paramref name="Language"/> decides first when any who fit speak it.
/// </summary>
public sealed record QueueChoice(long QueueId, string QueueName, long? ChosenId, string? ChosenName, string? Skill, string? Language, IReadOnlyList<AssignmentCandidate> Candidates);
