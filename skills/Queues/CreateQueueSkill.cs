using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("create_queue", Effect.Write, Risk.Low, "Makes a queue in which tickets of some categories wait to be given out.")]
public static class CreateQueueSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("What the queue is called.")] string name,
        [Description("Codes of the ticket categories that come to it.")] IReadOnlyList<string>? categories = null,
        [Description("Who leads it."), Record(Kinds.User)] string? lead = null,
        [Description("Code of the business calendar by which its promises are counted.")] string? calendar = null,
        [Description("True: a new ticket is given to a member at once.")] bool? autoAssign = null,
        [Description("Business hours of silence after which a ticket comes back from its assignee.")] decimal? returnAfterHours = null,
        CancellationToken ct = default)
    {
        var leader = await context.Resolve.OptionalAsync(Kinds.User, "lead", lead, ct);
        if (leader?.Problem is { } noUser) return noUser;
        var made = await context.Session.RunAsync(
            new CreateQueue
            {
                Name = name,
                Categories = categories ?? [],
                LeadId = leader?.Id,
                Calendar = calendar,
                AutoAssign = autoAssign ?? false,
                ReturnAfterMinutes = QueueHours.Minutes(returnAfterHours),
            },
            ct);
        return made.Ok ? new Done([QueueLines.Created(context.Words, made.Value)], []) : new Refused(made.Failure);
    }
}
