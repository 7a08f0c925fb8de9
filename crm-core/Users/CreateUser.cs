using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Adds a user. Admin only.</summary>
public sealed record CreateUser : Command<UserView>
{
    public required string Login { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public long? TeamId { get; init; }

    public long? ManagerId { get; init; }

    public string Language { get; init; } = "en";

    public string TimeZone { get; init; } = "UTC";

    public string? EntraObjectId { get; init; }

    protected internal override Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
