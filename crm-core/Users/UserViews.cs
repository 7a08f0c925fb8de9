using BotCrm.Core.Access;

namespace BotCrm.Core.Users;

public sealed record UserView(long Id, string Login, string Name, Role Role, long? TeamId, string? TeamName, long? ManagerId, string? ManagerLogin, string Language, string TimeZone, string? EntraObjectId, bool Active, DateTimeOffset CreatedAt, int Version);

public sealed record TeamView(long Id, string Name, int Members, DateTimeOffset CreatedAt, int Version);
