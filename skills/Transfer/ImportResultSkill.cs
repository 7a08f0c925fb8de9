using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("import_result", Effect.Write, Risk.Low, "Gives a link to a file that says of each row what became of it.")]
public static class ImportResultSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        [Description("Excel or CSV; default Excel."), OneOf("xlsx", "csv")] string? format = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var link = await context.Session.RunAsync(new PrepareImportDownload { Id = now.Value.Id, Format = format == "csv" ? ExportFormat.Csv : ExportFormat.Xlsx, Language = context.Words.Language }, ct);
        if (!link.Ok) return new Refused(link.Failure);
        return new Answered(DownloadLines.Reply(context, context.Words.Say("download.import", ("file", now.Value.FileName)), link.Value), []);
    }
}
