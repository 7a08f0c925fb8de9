using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Queues;

[Skill("update_queue", Effect.Write, Risk.Low, "Changes a queue: its name, categories, lead, calendar, how it gives out and takes back tickets.")]
public static class UpdateQueueSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which queue.")] string queue,
        [Description("The new name.")] string? name = null,
        [Description("Codes of all the ticket categories that come to it from now on.")] IReadOnlyList<string>? categories = null,
        [Description("Who leads it."), Record(Kinds.User)] string? lead = null,
        [Description("Code of the business calendar by which its promises are counted.")] string? calendar = null,
        [Description("True: a new ticket is given to a member at once.")] bool? autoAssign = null,
        [Description("Business hours of silence after which a ticket comes back from its assignee; 0: never.")] decimal? returnAfterHours = null,
        [Description("False: takes no new tickets.")] bool? active = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("queue")) return context.WhatToChange(queue);
        var (found, problem) = await QueueNamed.FindAsync(context, queue, ct);
        if (problem is not null) return problem;
        var leader = await context.Resolve.OptionalAsync(Kinds.User, "lead", lead, ct);
        if (leader?.Problem is { } noUser) return noUser;
        var changed = await context.Session.RunAsync(
            new UpdateQueue
            {
                Id = found!.Id,
                Name = name,
                Categories = categories,
                LeadId = leader?.Id,
                Calendar = calendar,
                AutoAssign = autoAssign,
                ReturnAfterMinutes = returnAfterHours == 0 ? null : QueueHours.Minutes(returnAfterHours),
                Active = active,
                Clear = returnAfterHours == 0 ? ["returnAfterMinutes"] : [],
            },
            ct);
        return changed.Ok ? new Done([QueueLines.Changed(context.Words, found, changed.Value)], []) : new Refused(changed.Failure);
    }
}
