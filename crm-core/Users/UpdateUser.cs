using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Changes a user; deactivating keeps the history. Admin only; a user may change own language and time zone.</summary>
public sealed record UpdateUser : Command<UserView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public Role? Role { get; init; }

    public long? TeamId { get; init; }

    public long? ManagerId { get; init; }

    public string? Language { get; init; }

    public string? TimeZone { get; init; }

    public string? EntraObjectId { get; init; }

    public bool? Active { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<UserView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
