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
    public string? RegistrationNumber { get; init; }

    public string? Website { get; init; }

    public IReadOnlyList<string> EmailDomains { get; init; } = [];

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public string? Country { get; init; }

    public CompanySize? Size { get; init; }

    public int? Employees { get; init; }

    public decimal? AnnualRevenue { get; init; }

    public string? RevenueCurrency { get; init; }

    public string? Preferences { get; init; }

    /// <summary>Id of the customer above it.</summary>
    public string? Parent { get; init; }

    /// <summary>1 (least important) to 5.</summary>
    public int? Rating { get; init; }

    public DateOnly? FoundedOn { get; init; }

    /// <summary>The company's own fields by code; GET /api/v1/fields says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    public static CustomerResource From(CustomerView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Aliases, view.Industry, view.City, view.Source, view.Lifecycle, view.Tags,
        view.Notes, view.OwnerLogin, view.OwnerName, view.CreatedAt, view.UpdatedAt, view.LastInteractionAt, view.Version)
    {
        RegistrationNumber = view.Profile.RegistrationNumber,
        Website = view.Profile.Website,
        EmailDomains = view.Profile.EmailDomains ?? [],
        Phone = view.Profile.Phone,
        Address = view.Profile.Address,
        Country = view.Profile.Country,
        Size = view.Profile.Size,
        Employees = view.Profile.Employees,
        AnnualRevenue = view.Profile.AnnualRevenue,
        RevenueCurrency = view.Profile.RevenueCurrency,
        Preferences = view.Profile.Preferences,
        Parent = view.Profile.ParentId?.ToString(CultureInfo.InvariantCulture),
        Rating = view.Profile.Rating,
        FoundedOn = view.Profile.FoundedOn,
        Custom = view.Custom,
    };
}

internal sealed record NewCustomer
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Notes { get; init; }

    /// <summary>Registration or tax number; a unified social credit code must have its check digit.</summary>
    public string? RegistrationNumber { get; init; }

    public string? Website { get; init; }

    public IReadOnlyList<string>? EmailDomains { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public string? Country { get; init; }

    public CompanySize? Size { get; init; }

    public int? Employees { get; init; }

    public decimal? AnnualRevenue { get; init; }

    public string? RevenueCurrency { get; init; }

    public string? Preferences { get; init; }

    /// <summary>The customer above it.</summary>
    public Reference? Parent { get; init; }

    public int? Rating { get; init; }

    public DateOnly? FoundedOn { get; init; }

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
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<string>? Aliases { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public string? Notes { get; init; }

    /// <summary>Registration or tax number; a unified social credit code must have its check digit.</summary>
    public string? RegistrationNumber { get; init; }

    public string? Website { get; init; }

    public IReadOnlyList<string>? EmailDomains { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public string? Country { get; init; }

    public CompanySize? Size { get; init; }

    public int? Employees { get; init; }

    public decimal? AnnualRevenue { get; init; }

    public string? RevenueCurrency { get; init; }

    public string? Preferences { get; init; }

    /// <summary>The customer above it.</summary>
    public Reference? Parent { get; init; }

    public int? Rating { get; init; }

    public DateOnly? FoundedOn { get; init; }

    public Reference? Owner { get; init; }

    /// <summary>True: also when it becomes very like another customer.</summary>
    public bool? AllowDuplicate { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
