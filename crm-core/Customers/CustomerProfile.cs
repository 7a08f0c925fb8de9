using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>How big a customer is, where nobody counted its employees.</summary>
public enum CompanySize
{
    Micro,
    Small,
    Medium,
    Large,
}

/// <summary>The further fields of a customer that a command may set. Null: not given.</summary>
public sealed record CustomerProfile
{
    /// <summary>Registration or tax number. Eighteen characters are taken for a 统一社会信用代码 and must have its check digit.</summary>
    public string? RegistrationNumber { get; init; }

    public string? Website { get; init; }

    /// <summary>What stands behind the @ in its people's addresses.</summary>
    public IReadOnlyList<string>? EmailDomains { get; init; }

    public string? Phone { get; init; }

    public string? Address { get; init; }

    public string? Country { get; init; }

    public CompanySize? Size { get; init; }

    public int? Employees { get; init; }

    /// <summary>In whole units of <see cref="RevenueCurrency"/>.</summary>
    public decimal? AnnualRevenue { get; init; }

    /// <summary>ISO 4217; the company's own currency when not given.</summary>
    public string? RevenueCurrency { get; init; }

    /// <summary>What it likes and what it does not: delivery, contact times, invoices.</summary>
    public string? Preferences { get; init; }

    /// <summary>The customer that owns or leads this one.</summary>
    public long? ParentId { get; init; }

    /// <summary>How important it is, 1 (least) to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>The day it was founded: for its anniversary.</summary>
    public DateOnly? FoundedOn { get; init; }

    /// <summary>The optional fields, as commands name them to empty them.</summary>
    public static IReadOnlyList<string> Fields { get; } =
    [
        "registrationNumber", "website", "emailDomains", "phone", "address", "country", "size", "employees", "annualRevenue", "preferences", "parentId", "rating", "foundedOn",
    ];

    public bool IsEmpty => this == new CustomerProfile();

    /// <summary>The same with every value trimmed and in its one written form; what is wrong goes to <paramref name="checks"/>.</summary>
    internal CustomerProfile Checked(Checks checks, CrmSession session)
    {
        checks.Known(Size, "size");
        checks.Range(Employees, 1, 10_000_000, "employees");
        checks.Range(Rating, 1, 5, "rating");
        checks.Amount(AnnualRevenue, "annualRevenue");
        checks.Require(FoundedOn is not { } founded || (founded.Year >= 1000 && founded <= session.Today), "bad_founding_day", "foundedOn must be a day in the past.", "foundedOn");
        var website = checks.Changed(Website, Limits.Website, "website");
        if (website is not null && WebAddress.Host(website) is null)
            checks.Fail("bad_website", "website must be an address such as www.acme.com.", "website");
        var domains = EmailDomains is null ? null : checks.Words([.. EmailDomains.Select(domain => domain.Trim().TrimStart('@').ToLowerInvariant())], Limits.Word, "emailDomains");
        foreach (var domain in domains ?? [])
            checks.Require(WebAddress.Host(domain) is not null, "bad_domain", $"emailDomains must hold domains such as acme.com; {domain} is none.", "emailDomains");
        var currency = checks.Currency(RevenueCurrency, "revenueCurrency");
        if (currency is not null && AnnualRevenue is null)
            checks.Fail("currency_without_amount", "revenueCurrency needs annualRevenue with it.", "revenueCurrency");
        return this with
        {
            RegistrationNumber = RegistrationNumbers.Read(checks, RegistrationNumber),
            Website = website,
            EmailDomains = domains,
            Phone = Phone is null ? null : Contacts.ContactRules.Phone(checks, checks.Changed(Phone, Limits.Phone, "phone")),
            Address = checks.Changed(Address, Limits.Text, "address"),
            Country = checks.Changed(Country, Limits.Word, "country"),
            RevenueCurrency = AnnualRevenue is null ? null : currency ?? session.Options.Currency,
            Preferences = checks.Changed(Preferences, Limits.LongText, "preferences"),
        };
    }

    /// <summary>The parent must be a visible customer and must not hang below the child itself.</summary>
    internal async Task<Failure?> ParentProblemAsync(CrmSession session, long? self, CancellationToken ct)
    {
        if (ParentId is not { } parent)
            return null;
        var found = await CustomerRules.FindAsync(session, parent, ct);
        if (!found.Ok)
            return found.Failure;
        var seen = new HashSet<long>();
        for (long? above = parent; above is { } id && seen.Add(id);)
        {
            if (id == self)
                return Failure.Invalid("parent_circle", "A customer cannot be its own parent, nor that of one above it.", "parentId");
            above = await session.Db.Customers.Where(customer => customer.Id == id).Select(customer => customer.ParentId).FirstOrDefaultAsync(ct);
        }
        return null;
    }

    /// <summary>Writes the checked values; <paramref name="clear"/> empties.</summary>
    internal void Apply(Customer customer, IReadOnlyList<string> clear)
    {
        bool Cleared(string field) => clear.Contains(field);
        customer.RegistrationNumber = Cleared("registrationNumber") ? null : RegistrationNumber ?? customer.RegistrationNumber;
        customer.Website = Cleared("website") ? null : Website ?? customer.Website;
        customer.EmailDomains = Cleared("emailDomains") ? [] : EmailDomains ?? customer.EmailDomains;
        customer.Phone = Cleared("phone") ? null : Phone ?? customer.Phone;
        customer.Address = Cleared("address") ? null : Address ?? customer.Address;
        customer.Country = Cleared("country") ? null : Country ?? customer.Country;
        customer.Size = Cleared("size") ? null : Size ?? customer.Size;
        customer.Employees = Cleared("employees") ? null : Employees ?? customer.Employees;
        if (Cleared("annualRevenue"))
            (customer.AnnualRevenueMinor, customer.RevenueCurrency) = (null, null);
        else if (AnnualRevenue is { } revenue)
            (customer.AnnualRevenueMinor, customer.RevenueCurrency) = (new Money(revenue, "").Minor, RevenueCurrency);
        customer.Preferences = Cleared("preferences") ? null : Preferences ?? customer.Preferences;
        customer.ParentId = Cleared("parentId") ? null : ParentId ?? customer.ParentId;
        customer.Rating = Cleared("rating") ? null : Rating ?? customer.Rating;
        customer.FoundedOn = Cleared("foundedOn") ? null : FoundedOn ?? customer.FoundedOn;
    }

    internal static CustomerProfile Of(Customer customer) => new()
    {
        RegistrationNumber = customer.RegistrationNumber,
        Website = customer.Website,
        EmailDomains = customer.EmailDomains.Count == 0 ? null : customer.EmailDomains,
        Phone = customer.Phone,
        Address = customer.Address,
        Country = customer.Country,
        Size = customer.Size,
        Employees = customer.Employees,
        AnnualRevenue = customer.AnnualRevenueMinor / 100m,
        RevenueCurrency = customer.RevenueCurrency,
        Preferences = customer.Preferences,
        ParentId = customer.ParentId,
        Rating = customer.Rating,
        FoundedOn = customer.FoundedOn,
    };
}
