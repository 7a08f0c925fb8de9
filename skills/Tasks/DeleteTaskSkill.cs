using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

[Skill("delete_task", Effect.Write, Risk.High, "Deletes a task.")]
public static class DeleteTaskSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which task."), Record(Kinds.Task)] string? task = null,
        [Description("Its customer."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Task, task, customer, null, ct);
        if (which.Problem is { } unclear) return unclear;
        var deleted = await context.Session.RunAsync(new DeleteTask { Id = which.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        var view = deleted.Value;
        return new Done([TaskLines.Deleted(context.Words, view)], view.CustomerId is { } id ? [SkillContext.CustomerRef(id, view.CustomerName ?? "")] : []);
    }
}
