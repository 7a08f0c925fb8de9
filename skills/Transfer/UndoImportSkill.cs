using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("undo_import", Effect.Write, Risk.High, "Takes a whole import back.")]
public static class UndoImportSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        [Description("True: records that somebody changed since stay as they are, the rest is taken back.")] bool? leaveChanged = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var undone = await context.Session.RunAsync(new UndoImport { Id = now.Value.Id, LeaveChanged = leaveChanged ?? false }, ct);
        if (!undone.Ok) return new Refused(undone.Failure);
        var words = context.Words;
        var facts = new FactList(words).Add("rows", now.Value.Counts.Created + now.Value.Counts.Updated);
        return new Done([new ChangeLine("import", undone.Value.Id, words.Say("line.import.undo", ("file", now.Value.FileName)), facts.All)], []);
    }
}
