using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Changes the given fields. Null means leave as it is.</summary>
public sealed record UpdateCustomer : Command<CustomerView>
{
    public required long Id { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Notes { get; init; }

    /// <summary>Changing the owner: managers within the team, admin anyone.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct) => throw new NotImplementedException();
}
