using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

[Skill("list_consents", Effect.Read, Risk.None, "Lists what a contact agreed to and took back.")]
public static class ListConsentsSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var consents = await context.Session.AskAsync(new ListConsents { ContactId = which.Id }, ct);
        if (!consents.Ok) return new Refused(consents.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "consents")
            .Where("contact", which.Name)
            .Reply(
                new Page<ConsentView>(consents.Value, null, consents.Value.Count),
                ["purpose", "channel", "status", "when", "by", "proof"],
                _ => null,
                c => [c.Purpose, c.Channel ?? "", words.Say(c.Given ? "consent.given" : "consent.withdrawn"), words.Time(c.At), c.RecordedBy, c.Proof ?? ""]);
        return answer with { Focus = [which.Record!] };
    }
}
