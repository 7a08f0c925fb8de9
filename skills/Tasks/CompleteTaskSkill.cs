using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("complete_task", Effect.Write, Risk.Low, "Marks a task as done, or two of them.")]
public static class CompleteTaskSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("A second task that is done as well."), Record(Kinds.Task)] string? also = null,
        CancellationToken ct = default)
    {
        if (also is null || task is null) return await DoneAsync(context, task ?? also, customer, ct);
        // "call Erik and Hans" may be one task.
        foreach (var whole in new[] { $"{task} and {also}", $"{task}和{also}" })
        {
            if ((await context.Resolve.OfCustomerAsync(Kinds.Task, whole, customer, true, ct)).Problem is null)
                return await DoneAsync(context, whole, customer, ct);
        }

        var first = await DoneAsync(context, task, customer, ct);
        if (first is not Done one) return first;
        var second = await DoneAsync(context, also, null, ct);
        return second switch
        {
            Done other => new Done([.. one.Changes, .. other.Changes], [.. other.Focus, .. one.Focus]),
            Ask ask => ask with { Argument = "also" },
            _ => second,
        };
    }

    private static Task<SkillOutcome> DoneAsync(SkillContext context, string? task, string? customer, CancellationToken ct) =>
        TaskChange.RunAsync(context, task, customer, before => new CompleteTask { Id = before.Id }, ct);
}
