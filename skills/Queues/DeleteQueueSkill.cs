using System.ComponentModel;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("delete_queue", Effect.Write, Risk.High, "Deletes a queue in which there never was a ticket.")]
public static class DeleteQueueSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which queue.")] string queue,
        CancellationToken ct = default)
    {
        var (found, problem) = await QueueNamed.FindAsync(context, queue, ct);
        if (problem is not null) return problem;
        var deleted = await context.Session.RunAsync(new DeleteQueue { Id = found!.Id }, ct);
        return deleted.Ok ? new Done([QueueLines.Deleted(context.Words, deleted.Value)], []) : new Refused(deleted.Failure);
    }
}
