using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Changes the given fields of a contact.</summary>
public sealed record UpdateContact : Command<ContactView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public string? Title { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public string? WeChat { get; init; }

    public string? Notes { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<ContactView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
