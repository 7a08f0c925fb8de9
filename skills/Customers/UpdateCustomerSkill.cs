using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
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
        CancellationToken ct = default)
    {
        var which = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (which.Problem is { } unclear) return unclear;
        if (context.NamesOnly("customer")) return context.WhatToChange(which.Name);
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var before = await context.Session.AskAsync(new GetCustomer { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var known = before.Value.Aliases;
        var after = await context.Session.RunAsync(
            new UpdateCustomer
            {
                Id = which.Id,
                Name = name,
                Aliases = addAlias is null || known.Contains(addAlias, StringComparer.OrdinalIgnoreCase) ? null : [.. known, addAlias],
                Industry = industry,
                City = city,
                Source = source,
                Lifecycle = lifecycle is null ? null : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true),
                Notes = notes,
                OwnerId = by?.Id,
            },
            ct);
        if (!after.Ok) return new Refused(after.Failure);
        if (before.Value.OwnerId != after.Value.OwnerId) context.RequireConfirmation();
        return new Done([CustomerLines.Changed(context.Words, before.Value, after.Value)], [CustomerLines.Ref(after.Value)]);
    }
}
