using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Customers;

namespace BotCrm.Bot.Api.Customers;

/// <summary>A customer as the API writes it. <c>owner</c> is a login.</summary>
internal sealed record CustomerResource(
    string Id,
    string Name,
    IReadOnlyList<string> Aliases,
    string? Industry,
    string? City,
    string? Source,
    Lifecycle Lifecycle,
    IReadOnlyList<string> Tags,
    string? Notes,
    string Owner,
    string OwnerName,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastInteractionAt,
    int Version) : IVersioned
{
    public static CustomerResource From(CustomerView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Aliases, view.Industry, view.City, view.Source, view.Lifecycle, view.Tags,
        view.Notes, view.OwnerLogin, view.OwnerName, view.CreatedAt, view.UpdatedAt, view.LastInteractionAt, view.Version);
}

internal sealed record NewCustomer
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Notes { get; init; }

    /// <summary>The user who looks after it; the caller when not given.</summary>
    public Reference? Owner { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>True: also when there is a customer of this name already.</summary>
    public bool? AllowDuplicate { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record CustomerChange
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Notes { get; init; }

    public Reference? Owner { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
