using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill(Name, Effect.Write, Risk.High, "Starts an import that was looked at; it can be undone as one.")]
public static class StartImportSkill
{
    public const string Name = "start_import";

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var started = await context.Session.RunAsync(new StartImport { Id = now.Value.Id }, ct);
        if (!started.Ok) return new Refused(started.Failure);
        var title = context.Words.Say("line.import.start", ("file", now.Value.FileName), ("rows", context.Words.Number(now.Value.Counts.Rows)), ("kind", context.Words.Term("import.kind", now.Value.Plan.Kind)));
        return new Done([new ChangeLine("import", now.Value.Id, title, ImportLines.Expected(context.Words, now.Value)) { Operation = ChangeLine.Created }], []);
    }
}
