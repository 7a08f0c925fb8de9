using System.ComponentModel;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Files;

[Skill("delete_file", Effect.Write, Risk.High, "Deletes an attached file.")]
public static class DeleteFileSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which file, by name or file:id.")] string file,
        [Description("The customer it is attached to."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var (record, unclear) = await FileOwner.FindAsync(context, customer, null, null, null, ct);
        if (unclear is not null) return unclear;
        var (found, none) = await FileChoice.FindAsync(context, file, record, ct);
        if (found is null) return none!;
        var deleted = await context.Session.RunAsync(new DeleteFile { Id = found.Id }, ct);
        if (!deleted.Ok) return new Refused(deleted.Failure);
        var title = context.Words.Say("line.file", ("name", found.Name));
        return new Done([new ChangeLine(Kinds.File, found.Id, title, []) { Operation = ChangeLine.Deleted }], record is null ? [] : [record]);
    }
}
