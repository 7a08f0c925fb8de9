using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Tasks;

/// <summary>What every change of one task has in common: find it, remember how it was, change it, say what changed.</summary>
internal static class TaskChange
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context, string? task, string? customer, Func<TaskView, Command<TaskView>> change, CancellationToken ct)
    {
        var which = await context.Resolve.OfCustomerAsync(Kinds.Task, task, customer, true, ct);
        if (which.Problem is { } unclear) return unclear;
        var before = await context.Session.AskAsync(new GetTask { Id = which.Id }, ct);
        if (!before.Ok) return new Refused(before.Failure);
        var after = await context.Session.RunAsync(change(before.Value), ct);
        if (!after.Ok) return new Refused(after.Failure);
        return new Done([TaskLines.Changed(context.Words, before.Value, after.Value)], TaskLines.Focus(after.Value));
    }
}
