using BotCrm.Core.Access;
using BotCrm.Core.Customers.Duplicates;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

/// <summary>Adds a customer, owned by the actor unless a manager or admin names another owner. Refused as conflict (duplicate_customer) when a visible customer is very probably the same, unless AllowDuplicate.</summary>
[Requires(Permissions.CustomersWrite)]
public sealed record CreateCustomer : Command<CustomerView>
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public Lifecycle Lifecycle { get; init; } = Lifecycle.Potential;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Notes { get; init; }

    public CustomerProfile Profile { get; init; } = new();

    /// <summary>Values of the company's own fields, by code.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public long? OwnerId { get; init; }

    /// <summary>Past time, admin only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    public bool AllowDuplicate { get; init; }

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var actor = session.Actor;
        var checks = new Checks();
        var name = checks.Required(Name, Limits.Name, "name");
        CustomerRules.NameIsSpeakable(checks, name);
        var aliases = CustomerRules.Aliases(checks, Aliases, name);
        var industry = checks.Optional(Industry, Limits.Word, "industry");
        var city = checks.Optional(City, Limits.Word, "city");
        var source = checks.Optional(Source, Limits.Word, "source");
        var tags = checks.Words(Tags, Limits.Word, "tags");
        var notes = checks.Optional(Notes, Limits.LongText, "notes");
        checks.Known<Lifecycle>(Lifecycle, "lifecycle");
        var profile = Profile.Checked(checks, session);
        checks.AdminTime(session, CreatedAt, "createdAt");
        var custom = CustomChange.Of(checks, session, Kinds.Customer, null, Custom);
        if (checks.Failure is { } wrong)
            return wrong;
        var directory = await session.DirectoryAsync(ct);
        if (OwnerId is { } owner && Assignment.Check(actor, directory, owner, "owner") is { } notAllowed)
            return notAllowed;
        if (await profile.ParentProblemAsync(session, null, ct) is { } noParent)
            return noParent;
        if (!AllowDuplicate && await CustomerRules.DuplicateAsync(session, null, CustomerTraits.Of([name, .. aliases], profile), ct) is { } duplicate)
            return duplicate;
        var customer = new Customer
        {
            Id = await session.NewIdAsync(ct),
            Name = name,
            Aliases = aliases,
            Industry = industry,
            City = city,
            Source = source,
            Lifecycle = Lifecycle,
            Tags = tags,
            Notes = notes,
            OwnerId = OwnerId ?? actor.UserId,
            CreatedAt = CreatedAt ?? session.Now,
            UpdatedAt = session.Now,
        };
        profile.Apply(customer, []);
        custom.Apply(customer);
        session.Db.Customers.Add(customer);
        session.ReadAhead?.Made(session, customer);
        await session.SaveAsync(ct);
        return CustomerRules.View(customer, directory, session.Actor);
    }
}
