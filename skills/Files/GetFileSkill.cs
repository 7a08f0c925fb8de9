using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Files;

[Skill("get_file", Effect.Write, Risk.Low, "Gives a link to fetch an attached file.")]
public static class GetFileSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which file, by name or file:id.")] string? file = null,
        [Description("The customer it is attached to."), Record(Kinds.Customer)] string? customer = null,
        CancellationToken ct = default)
    {
        var (record, unclear) = await FileOwner.FindAsync(context, customer, null, null, null, ct);
        if (unclear is not null) return unclear;
        var (found, none) = await FileChoice.FindAsync(context, file, record, ct);
        if (found is null) return none!;
        var link = await context.Session.RunAsync(new PrepareFileDownload { Id = found.Id }, ct);
        if (!link.Ok) return new Refused(link.Failure);
        return new Answered(Transfer.DownloadLines.Reply(context, context.Words.Say("download.file", ("name", found.Name)), link.Value), [FileChoice.Ref(found)]);
    }
}
