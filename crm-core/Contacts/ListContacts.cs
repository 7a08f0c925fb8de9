using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Contacts. Sorts: name (default), created.</summary>
public sealed record ListContacts : Query<Page<ContactView>>
{
    public long? CustomerId { get; init; }

    /// <summary>Part of a name, or an exact phone number or e-mail address the actor may see.</summary>
    public string? Search { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override Task<Result<Page<ContactView>>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
