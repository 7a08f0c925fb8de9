using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("create_customer", Effect.Write, Risk.Low, "Adds a customer (a company, or a person who buys).")]
public static class CreateCustomerSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its name.")] string name,
        [Description("Other names people use for it.")] IReadOnlyList<string>? aliases = null,
        [Description("Industry.")] string? industry = null,
        [Description("City.")] string? city = null,
        [Description("Where it came from: fair, referral, website …")] string? source = null,
        [Description("Lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Tags.")] IReadOnlyList<string>? tags = null,
        [Description("Anything else worth keeping.")] string? notes = null,
        [Description("Who looks after it; by default the speaker."), Record(Kinds.User)] string? owner = null,
        [Description("Registration or tax number.")] string? registrationNumber = null,
        [Description("Website.")] string? website = null,
        [Description("Domains of its people's e-mail addresses.")] IReadOnlyList<string>? emailDomains = null,
        [Description("Phone number of the company.")] string? phone = null,
        [Description("Street and house, postcode and place.")] string? address = null,
        [Description("Country.")] string? country = null,
        [Description("How big it is."), OneOf("micro", "small", "medium", "large")] string? size = null,
        [Description("How many people work there.")] int? employees = null,
        [Description("Annual revenue in whole units.")] decimal? annualRevenue = null,
        [Description("ISO 4217 code of the revenue's currency.")] string? revenueCurrency = null,
        [Description("What it likes and dislikes.")] string? preferences = null,
        [Description("The customer it belongs to."), Record(Kinds.Customer)] string? parent = null,
        [Description("How important it is, 1 to 5.")] int? rating = null,
        [Description("The day it was founded.")] DateOnly? foundedOn = null,
        [Description("When there is a likely duplicate: create, or the customer to use instead as customer:id.")] string? duplicate = null,
        [OwnFields(Kinds.Customer, OwnFieldUse.Create)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var above = await context.Resolve.OptionalAsync(Kinds.Customer, "parent", parent, ct);
        if (above?.Problem is { } noParent) return noParent;
        if (Duplicates.Instead(duplicate, Kinds.Customer) is { } instead) return await Duplicates.UseAsync(context, instead, ct);
        var created = await context.Session.RunAsync(
            new CreateCustomer
            {
                Name = name,
                Custom = CustomArguments.Of(custom),
                Aliases = aliases ?? [],
                Industry = industry,
                City = city,
                Source = source,
                Lifecycle = lifecycle is null ? Lifecycle.Potential : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true),
                Tags = tags ?? [],
                Notes = notes,
                Profile = ProfileArguments.Of(registrationNumber, website, emailDomains, phone, address, country, size, employees, annualRevenue, revenueCurrency, preferences, above?.Id, rating, foundedOn),
                OwnerId = by?.Id,
                AllowDuplicate = duplicate == Duplicates.Anyway,
            },
            ct);
        if (created.Failure is { Code: "duplicate_customer" } same) return await Duplicates.AskAsync(context, name, same, ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([CustomerLines.Created(context, created.Value).WithOwn(context, created.Value.Custom)], [CustomerLines.Ref(created.Value)]);
    }
}
