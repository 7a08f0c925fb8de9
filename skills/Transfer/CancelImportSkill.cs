using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("cancel_import", Effect.Write, Risk.Low, "Stops an import; what it imported before stays and can be undone.")]
public static class CancelImportSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var cancelled = await context.Session.RunAsync(new CancelImport { Id = now.Value.Id }, ct);
        return cancelled.Ok ? await ImportLines.AnswerAsync(context, cancelled.Value, ct) : new Refused(cancelled.Failure);
    }
}
