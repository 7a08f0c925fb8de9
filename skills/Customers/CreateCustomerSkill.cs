using System.ComponentModel;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
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
        CancellationToken ct = default)
    {
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } problem) return problem;
        var created = await context.Session.RunAsync(
            new CreateCustomer
            {
                Name = name,
                Aliases = aliases ?? [],
                Industry = industry,
                City = city,
                Source = source,
                Lifecycle = lifecycle is null ? Lifecycle.Potential : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true),
                Tags = tags ?? [],
                Notes = notes,
                OwnerId = by?.Id,
            },
            ct);
        if (!created.Ok) return new Refused(created.Failure);
        return new Done([CustomerLines.Created(context, created.Value)], [CustomerLines.Ref(created.Value)]);
    }
}
