using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("set_queue_member", Effect.Write, Risk.Low, "Puts a colleague into a ticket queue, or changes a member's skills, capacity or absence.")]
public static class SetQueueMemberSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which queue.")] string queue,
        [Description("The colleague."), Record(Kinds.User)] string member,
        [Description("All the person knows and speaks: skills, languages such as zh.")] IReadOnlyList<string>? skills = null,
        [Description("How many tickets of normal priority at a time.")] int? capacity = null,
        [Description("True: away, is given nothing.")] bool? away = null,
        CancellationToken ct = default)
    {
        var (found, problem) = await QueueNamed.FindAsync(context, queue, ct);
        if (problem is not null) return problem;
        var person = await context.Resolve.UserAsync("member", member, ct);
        if (person.Problem is { } noUser) return noUser;
        var changed = await context.Session.RunAsync(new SetQueueMember { QueueId = found!.Id, UserId = person.Id, Skills = skills, Capacity = capacity, Active = !away }, ct);
        return changed.Ok ? new Done([QueueLines.Changed(context.Words, found, changed.Value)], [person.Record!]) : new Refused(changed.Failure);
    }
}
