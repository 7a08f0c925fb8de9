using BotCrm.Core.Access;

namespace BotCrm.Core.Users;

public sealed record UserView(long Id, string Login, string Name, Role Role, long? TeamId, string? TeamName, long? ManagerId, string? ManagerLogin, string Language, string TimeZone, string? EntraObjectId, bool Active, DateTimeOffset CreatedAt, int Version);

/// <summary><paramref name="Members"/> counts the team's own, without those of its sub-teams.</summary>
public sealed record TeamView(long Id, string Name, long? ParentId, string? ParentName, int Members, DateTimeOffset CreatedAt, int Version);
