using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>The change feed in order, restricted to records the actor may see unless admin; fields the actor may not see (contact details, amounts) are left out of the images.</summary>
public sealed record ReadAudit : Query<Page<AuditView>>
{
    public string? Entity { get; init; }

    public long? EntityId { get; init; }

    /// <summary>Login.</summary>
    public string? Actor { get; init; }

    public string? Conversation { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public long? ChangeSetId { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<AuditView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
