using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Users;

/// <summary>Users by name.</summary>
public sealed record ListUsers : Query<Page<UserView>>
{
    public Role? Role { get; init; }

    public long? TeamId { get; init; }

    public bool? Active { get; init; }

    /// <summary>Part of a name or login.</summary>
    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<UserView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
