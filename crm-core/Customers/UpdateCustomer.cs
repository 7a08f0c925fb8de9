using BotCrm.Core.Access;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Changes the given fields. Null means leave as it is.</summary>
[Requires(Permissions.CustomersWrite)]
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

    public CustomerProfile Profile { get; init; } = new();

    /// <summary>Values of the company's own fields, by code; null empties, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    /// <summary>Changing the owner: managers within the team, admin anyone.</summary>
    public long? OwnerId { get; init; }

    /// <summary>True: also when it becomes very like another customer.</summary>
    public bool AllowDuplicate { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var actor = session.Actor;
        var found = await CustomerRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var customer = found.Value;
        var salesFields = Lifecycle is not null || Source is not null || OwnerId is not null || Clear.Contains("source");
        if (salesFields && !actor.May(Permissions.CustomersSell))
            return Failure.Forbidden(Policies.SupportLeavesSalesFields, "Support does not change a customer's lifecycle, source or owner; ask sales.");
        if (Versions.Changed(Kinds.Customer, Id, IfVersion, customer.Version) is { } outdated)
            return outdated;
        var checks = new Checks();
        var name = checks.Changed(Name, Limits.Name, "name") ?? customer.Name;
        CustomerRules.NameIsSpeakable(checks, name);
        var aliases = Aliases is null ? null : CustomerRules.Aliases(checks, Aliases, name);
        var industry = checks.Changed(Industry, Limits.Word, "industry");
        var city = checks.Changed(City, Limits.Word, "city");
        var source = checks.Changed(Source, Limits.Word, "source");
        var tags = Tags is null ? null : checks.Words(Tags, Limits.Word, "tags");
        var notes = checks.Changed(Notes, Limits.LongText, "notes");
        checks.Known(Lifecycle, "lifecycle");
        var profile = Profile.Checked(checks, session);
        checks.Clearable(Clear, ["aliases", "industry", "city", "source", "tags", "notes", .. CustomerProfile.Fields]);
        var custom = CustomChange.Of(checks, session, Kinds.Customer, customer, Custom);
        if (checks.Failure is { } wrong)
            return wrong;
        var directory = await session.DirectoryAsync(ct);
        if (OwnerId is { } owner && owner != customer.OwnerId && Assignment.Check(actor, directory, owner, "owner") is { } notAllowed)
            return notAllowed;
        if (Lifecycle is { } step && await Automation.LifecycleRules.CheckAsync(session, customer, step, false, ct) is { } notThere)
            return notThere;
        if (await profile.ParentProblemAsync(session, Id, ct) is { } noParent)
            return noParent;
        // Only a name that is new to it can make it a duplicate; one that it has borne all along was let in before.
        var renamed = NameForms.Bare(name) != NameForms.Bare(customer.Name) && !customer.Aliases.Any(alias => NameForms.Bare(alias) == NameForms.Bare(name));
        var numbered = profile.RegistrationNumber is { } number && number != customer.RegistrationNumber;
        if (!AllowDuplicate && (renamed || numbered)
            && await CustomerRules.DuplicateAsync(session, Id, CustomerTraits.Of(renamed ? [name] : [], profile with { RegistrationNumber = numbered ? profile.RegistrationNumber : null }), ct) is { } duplicate)
        {
            return duplicate;
        }

        customer.Name = name;
        customer.Aliases = Clear.Contains("aliases") ? [] : aliases ?? customer.Aliases;
        customer.Industry = Clear.Contains("industry") ? null : industry ?? customer.Industry;
        customer.City = Clear.Contains("city") ? null : city ?? customer.City;
        customer.Source = Clear.Contains("source") ? null : source ?? customer.Source;
        customer.Lifecycle = Lifecycle ?? customer.Lifecycle;
        customer.Tags = Clear.Contains("tags") ? [] : tags ?? customer.Tags;
        customer.Notes = Clear.Contains("notes") ? null : notes ?? customer.Notes;
        customer.OwnerId = OwnerId ?? customer.OwnerId;
        profile.Apply(customer, Clear);
        custom.Apply(customer);
        await session.SaveAsync(ct);
        return CustomerRules.View(customer, directory, session.Actor);
    }
}
