using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

[Skill("erase_person", Effect.Write, Risk.High, "Forgets a contact for good, in every record, file and log, as the law demands. Cannot be undone.")]
public static class ErasePersonSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which person."), Record(Kinds.Contact)] string contact,
        [Description("The person's customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Contact, contact, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var erased = await context.Session.RunAsync(new ErasePerson { ContactId = which.Id }, ct);
        if (!erased.Ok) return new Refused(erased.Failure);
        var (words, report) = (context.Words, erased.Value);
        var facts = ErasedCounts.Of(words, report.Counts, isRecord: true);
        if (report.NameShared) facts.Add(new Fact(words.Say("erased.note"), words.Say("erased.shared_name")));
        var title = words.Say("line.person.erase", ("name", report.Name), ("customer", report.CustomerName));
        // The talk itself adds to what mentions the person: told with the question, these counts would never be the same at the yes.
        return new Done([new ChangeLine(Kinds.Contact, null, title, facts) { OnceDone = ErasedCounts.Of(words, report.Counts, isRecord: false) }], []) { Final = true };
    }
}
