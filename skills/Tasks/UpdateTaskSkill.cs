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
        CancellationToken ct = default)
    {
        if (context.NamesOnly("task", "customer")) return context.WhatToChange(task ?? customer ?? "");
        var to = await context.Resolve.OptionalAsync(Kinds.User, "assignee", assignee, ct);
        if (to?.Problem is { } problem) return problem;
        return await TaskChange.RunAsync(context, task, customer, before => new UpdateTask { Id = before.Id, Title = title, AssigneeId = to?.Id }, ct);
    }
}
