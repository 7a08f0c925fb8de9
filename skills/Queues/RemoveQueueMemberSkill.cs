using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("remove_queue_member", Effect.Write, Risk.Low, "Takes a colleague out of a ticket queue.")]
public static class RemoveQueueMemberSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which queue.")] string queue,
        [Description("The colleague."), Record(Kinds.User)] string member,
        CancellationToken ct = default)
    {
        var (found, problem) = await QueueNamed.FindAsync(context, queue, ct);
        if (problem is not null) return problem;
        var person = await context.Resolve.UserAsync("member", member, ct);
        if (person.Problem is { } noUser) return noUser;
        var changed = await context.Session.RunAsync(new RemoveQueueMember { QueueId = found!.Id, UserId = person.Id }, ct);
        return changed.Ok ? new Done([QueueLines.Changed(context.Words, found, changed.Value)], [person.Record!]) : new Refused(changed.Failure);
    }
}
