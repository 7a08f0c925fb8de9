using System.ComponentModel;
using System.Globalization;
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
        var records = Counted(words, report, isRecord: true);
        var facts = records.ToList();
        if (report.NameShared) facts.Add(new Fact(words.Say("erased.note"), words.Say("erased.shared_name")));
        var title = words.Say("line.person.erase", ("name", report.Name), ("customer", report.CustomerName));
        // The talk itself adds to what mentions the person: told with the question, these counts would never be the same at the yes.
        return new Done([new ChangeLine(Kinds.Contact, null, title, facts) { OnceDone = Counted(words, report, isRecord: false) }], []) { Final = true };
    }

    private static List<Fact> Counted(Assistant.Words words, ErasureReport report, bool isRecord) =>
        [.. report.Counts.Where(count => words.Has("kind." + count.Key) == isRecord)
            .Select(count => new Fact(isRecord ? words.Term("kind", count.Key) : words.Say("erased.other", ("what", count.Key)), count.Value.ToString(CultureInfo.InvariantCulture)))];
}
