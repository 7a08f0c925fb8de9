using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill(Name, Effect.Read, Risk.None, "Says how far an import has come, with its mapping and figures.")]
public static class ImportStatusSkill
{
    public const string Name = "import_status";

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        return now.Ok ? await ImportLines.AnswerAsync(context, now.Value, ct) : new Refused(now.Failure);
    }
}
