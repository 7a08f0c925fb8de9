namespace BotCrm.Core.Access;

/// <summary>
/// Who acts: always the authenticated user, never an argument. <paramref name="Owners"/> is the row scope: the ids of the users whose
/// customers (and what hangs on them) this actor sees; null means all.
/// </summary>
public sealed record Actor(long UserId, string Login, string Name, Role Role, long? TeamId, string Language, string TimeZoneId, IReadOnlySet<long>? Owners)
{
    /// <summary>The actor's time zone; UTC when the stored id is unknown to this machine.</summary>
    public TimeZoneInfo TimeZone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZoneId, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>What the program does by itself: automation, retention, imports that were agreed to. Sees and may everything; its entries name no person.</summary>
    public static Actor System { get; } = new(0, "system", "BotCrm", Role.Admin, null, "en", "UTC", null);

    private readonly RoleRights? rights;

    /// <summary>What the actor's role may; the built-in role's unless the directory of users says otherwise.</summary>
    public RoleRights Rights
    {
        get => rights ?? RoleBook.BuiltIn.Of(Role);
        init => rights = value;
    }

    /// <summary>Whether the actor's role holds a permission of <see cref="Permissions"/>.</summary>
    public bool May(string permission) => Rights.Permissions.Contains(permission);

    /// <summary>Whether the actor answers for what this user does: for oneself, and as a supervisor for everybody in the row scope.</summary>
    public bool Supervises(long userId) => userId == UserId || (May(Permissions.RecordsSupervise) && Sees(userId));

    /// <summary>Whether the actor may give records to this user.</summary>
    public bool MayAssignTo(long userId) => userId == UserId || (May(Permissions.RecordsAssign) && Sees(userId));

    /// <summary>How many users there are, to know how much of everything this actor sees.</summary>
    internal int Colleagues { get; init; }

    /// <summary>Whether the row scope is a good part of the company: reading along a list's order then soon meets enough rows of it.</summary>
    internal bool SeesMuch => Owners is null || Owners.Count * 50L > Colleagues;

    public bool Sees(long? ownerId) => Owners is null || (ownerId is { } id && Owners.Contains(id));
}
