using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Fields;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("update_customer", Effect.Write, Risk.Low, "Changes a customer's fields. Giving it to another owner waits for a yes.")]
public static class UpdateCustomerSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("Its new name.")] string? name = null,
        [Description("Another name for it.")] string? addAlias = null,
        [Description("Industry.")] string? industry = null,
        [Description("City.")] string? city = null,
        [Description("Where it came from.")] string? source = null,
        [Description("Lifecycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Notes.")] string? notes = null,
        [Description("The new owner."), Record(Kinds.User)] string? owner = null,
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
        [OwnFields(Kinds.Customer, OwnFieldUse.Update)] CustomArguments? custom = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        if (context.NamesOnly("customer")) return context.WhatToChange(which.Name);
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var above = await context.Resolve.OptionalAsync(Kinds.Customer, "parent", parent, ct);
        if (above?.Problem is { } noParent) return noParent;
        var before = await context.Session.AskAsync(new GetCustomer { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var known = before.Value.Aliases;
        var after = await context.Session.RunAsync(
            new UpdateCustomer
            {
                Id = which.Id,
                Custom = CustomArguments.Of(custom),
                Name = name,
                Aliases = addAlias is null || known.Contains(addAlias, StringComparer.OrdinalIgnoreCase) ? null : [.. known, addAlias],
                Industry = industry,
                City = city,
                Source = source,
                Lifecycle = lifecycle is null ? null : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true),
                Notes = notes,
                Profile = ProfileArguments.Of(registrationNumber, website, emailDomains, phone, address, country, size, employees, annualRevenue, revenueCurrency, preferences, above?.Id, rating, foundedOn),
                OwnerId = by?.Id,
            },
            ct);
        if (!after.Ok) return new Refused(after.Failure);
        if (before.Value.OwnerId != after.Value.OwnerId) context.RequireConfirmation();
        return new Done([CustomerLines.Changed(context.Words, before.Value, after.Value).WithOwn(context, after.Value.Custom, before.Value.Custom)], [CustomerLines.Ref(after.Value)]);
    }
}
