using BotCrm.Core.Access;

namespace BotCrm.Core.Users;

/// <summary>A person who works with the CRM and acts in it.</summary>
public sealed class User
{
    public long Id { get; internal set; }

    /// <summary>Unique, lower case, 1–64 characters.</summary>
    public string Login { get; internal set; } = "";

    public string Name { get; internal set; } = "";

    public Role Role { get; internal set; }

    public long? TeamId { get; internal set; }

    public long? ManagerId { get; internal set; }

    /// <summary>BCP 47 tag: <c>en</c> or <c>zh</c> (or a longer one that starts so).</summary>
    public string Language { get; internal set; } = "en";

    /// <summary>IANA time zone id.</summary>
    public string TimeZone { get; internal set; } = "UTC";

    /// <summary>Object id of the user in Microsoft Entra ID; ties a Teams sender to this user.</summary>
    public string? EntraObjectId { get; internal set; }

    public bool Active { get; internal set; } = true;

    public DateTimeOffset CreatedAt { get; internal set; }

    /// <summary>Counts changes; the base of conflict checks.</summary>
    public int Version { get; internal set; }
}

public sealed class Team
{
    public long Id { get; internal set; }

    public string Name { get; internal set; } = "";

    /// <summary>The team that it is a part of: who sees that one's rows sees its rows as well.</summary>
    public long? ParentId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public int Version { get; internal set; }
}
