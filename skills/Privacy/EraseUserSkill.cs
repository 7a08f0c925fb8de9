using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Privacy;

[Skill("erase_user", Effect.Write, Risk.High, "Forgets a colleague who has left, for good: a pseudonym stays, and a successor takes over customers and open work. Cannot be undone.")]
public static class EraseUserSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which colleague."), Record(Kinds.User)] string colleague,
        [Description("Who takes over what the colleague looked after."), Record(Kinds.User)] string? successor = null,
        CancellationToken ct = default)
    {
        var who = await context.Resolve.UserAsync("colleague", colleague, ct);
        if (who.Problem is { } unclear) return unclear;
        var next = await context.Resolve.OptionalAsync(Kinds.User, "successor", successor, ct);
        if (next?.Problem is { } unknown) return unknown;
        var erased = await context.Session.RunAsync(new EraseUser { UserId = who.Id, SuccessorId = next?.Id }, ct);
        if (!erased.Ok) return new Refused(erased.Failure);
        var (words, report) = (context.Words, erased.Value);
        var facts = ErasedCounts.Of(words, report.HandedOver, isRecord: true);
        facts.AddRange(ErasedCounts.Of(words, report.Counts.Where(count => count.Key != Kinds.User), isRecord: true));
        if (report.NameShared) facts.Add(new Fact(words.Say("erased.note"), words.Say("erased.shared_name")));
        var title = report.Successor is { } takes
            ? words.Say("line.user.erase_to", ("name", report.Name), ("pseudonym", report.Pseudonym), ("successor", takes.Name))
            : words.Say("line.user.erase", ("name", report.Name), ("pseudonym", report.Pseudonym));
        return new Done([new ChangeLine(Kinds.User, null, title, facts) { OnceDone = ErasedCounts.Of(words, report.Counts, isRecord: false) }], []) { Final = true };
    }
}
