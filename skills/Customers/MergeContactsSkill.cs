using System.ComponentModel;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

[Skill("merge_contacts", Effect.Write, Risk.High, "Makes one contact of two: everything of the first goes over to the second, which stays.")]
public static class MergeContactsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The contact that goes up in the other."), Record(Kinds.Contact)] string contact,
        [Description("The contact that stays."), Record(Kinds.Contact)] string into,
        [Description("Fields of which the first one's value is kept where both have one: name, phone, city …")] IReadOnlyList<string>? keep = null,
        CancellationToken ct = default)
    {
        var source = await context.Resolve.NamedAsync(Kinds.Contact, "contact", contact, null, ct);
        if (source.Problem is { } unclear) return unclear;
        var target = await context.Resolve.NamedAsync(Kinds.Contact, "into", into, null, ct);
        if (target.Problem is { } unclearTarget) return unclearTarget;
        var merged = await context.Session.RunAsync(
            new MergeContacts { SourceId = source.Id, TargetId = target.Id, FromSource = MergeLines.Fields(keep) },
            ct);
        if (!merged.Ok) return new Refused(merged.Failure);
        var result = merged.Value;
        return new Done([MergeLines.Of(context.Words, Kinds.Contact, target.Id, result.Source.Name, result.Target.Name, result.Moved, result.Conflicts)], ContactLines.Focus(result.Target));
    }
}
