using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("check_import", Effect.Write, Risk.Low, "Tries an import without importing: says for each row what would happen.")]
public static class CheckImportSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var checking = await context.Session.RunAsync(new CheckImport { Id = now.Value.Id }, ct);
        return checking.Ok ? await ImportLines.AnswerAsync(context, checking.Value, ct) : new Refused(checking.Failure);
    }
}
