using BotCrm.Core.Storage.Backup;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Backups;

[Skill("backup_status", Effect.Read, Risk.None, "Tells when the last backup was taken, when the next one is due and which are kept.")]
public static class BackupStatusSkill
{
    public static async Task<SkillOutcome> RunAsync(SkillContext context, CancellationToken ct = default)
    {
        var found = await context.Session.AskAsync(new GetBackups(), ct);
        return found.Ok ? new Answered(new SaidReply(context.Words.Language, BackupLines.Status(context.Words, found.Value)), []) : new Refused(found.Failure);
    }
}
