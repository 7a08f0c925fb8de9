using BotCrm.Core.Storage.Backup;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Backups;

[Skill("make_backup", Effect.Write, Risk.Low, "Has a backup of everything taken now.")]
public static class MakeBackupSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var asked = await context.Session.RunAsync(new RequestBackup(), ct);
        if (!asked.Ok) return new Refused(asked.Failure);
        return new Done([new ChangeLine("backup", null, context.Words.Say("line.backup"), []) { Operation = ChangeLine.Created }], []) { Undoable = false };
    }
}
