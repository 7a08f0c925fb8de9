using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Adds a person to a customer.</summary>
public sealed record AddContact : Command<ContactView>
{
    public required long CustomerId { get; init; }

    public required string Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? WeChat { get; init; }

    public string? Notes { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    protected internal override Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
