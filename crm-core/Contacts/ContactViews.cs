namespace BotCrm.Core.Contacts;

/// <summary>Phone, e-mail and WeChat are masked (<c>138****5678</c>, <c>m***@acme.com</c>) unless the actor owns the customer, manages its owner, or is admin; then <paramref name="Masked"/> is true.</summary>
public sealed record ContactView(long Id, long CustomerId, string CustomerName, string Name, string? Title, string? Phone, string? Email, string? WeChat, string? Notes, bool Masked, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version, string? IdNumber = null)
{
    public ContactProfile Profile { get; init; } = new();

    /// <summary>The company's own fields by code: a text, decimal, bool or list of texts. Sensitive ones masked for whom contact details are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();
}
