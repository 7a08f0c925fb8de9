using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("update_task", Effect.Write, Risk.Low, "Changes a task's title or gives it to a colleague.")]
public static class UpdateTaskSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("The new title.")] string? title = null,
        [Description("Who is to do it."), Record(Kinds.User)] string? assignee = null,
        [Description("How many minutes before the due time to remind as well.")] int? remindBefore = null,
        [Description("How it comes again; completing one makes the next."), OneOf("none", "daily", "weekly", "monthly", "workdays")] string? repeat = null,
        [Description("Every how many days, weeks or months.")] int? repeatEvery = null,
        [Description("The last day on which it may come again.")] DateOnly? repeatUntil = null,
        [Description("How many times in all.")] int? repeatCount = null,
        CancellationToken ct = default)
    {
        if (context.NamesOnly("task", "customer")) return context.WhatToChange(task ?? customer ?? "");
        var to = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (to?.Problem is { } problem) return problem;
        return await TaskChange.RunAsync(context, task, customer, before => new UpdateTask
        {
            Id = before.Id,
            Title = title,
            AssigneeId = to?.Id,
            RemindBefore = remindBefore,
            Recurrence = Repeats.Read(repeat, repeatEvery, repeatUntil, repeatCount),
            Clear = repeat == "none" ? ["recurrence"] : [],
        }, ct);
    }
}
