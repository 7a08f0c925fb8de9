using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("save_import_template", Effect.Write, Risk.Low, "Keeps an import's mapping under a name for the next file of its make.")]
public static class SaveImportTemplateSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The name.")] string name,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var saved = await context.Session.RunAsync(new SaveImportTemplate { ImportId = now.Value.Id, Name = name }, ct);
        if (!saved.Ok) return new Refused(saved.Failure);
        return new Answered(new SaidReply(context.Words.Language, context.Words.Say("import.template_saved", ("name", saved.Value.Name))), []);
    }
}
