using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Skills.Files;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill(Name, Effect.Write, Risk.Low, "Reads an Excel or CSV file the speaker sent, guesses what its columns are and tries an import; nothing is imported before start_import.")]
public static class ImportFileSkill
{
    public const string Name = "import_file";

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which file, by name or file:id; default: the one just sent.")] string? file = null,
        [Description("What the rows are; default: guessed."), OneOf("customer", "contact", "opportunity", "interaction", "ticket", "task", "user")] string? rows = null,
        [Description("Which sheet of the workbook; default: the first with rows.")] string? sheet = null,
        [Description("Name of a saved mapping.")] string? template = null,
        [Description("What is done with rows that are in the CRM already; default skip."), OneOf("skip", "update", "create")] string? duplicates = null,
        CancellationToken ct = default)
    {
        var (found, none) = await FileChoice.FindAsync(context, file, null, ct);
        if (found is null) return none!;
        var made = await context.Session.RunAsync(
            new CreateImport { FileId = found.Id, Kind = rows, Sheet = sheet, Template = template, Policy = duplicates is null ? null : Enum.Parse<DuplicatePolicy>(duplicates, ignoreCase: true) }, ct);
        if (!made.Ok) return new Refused(made.Failure);
        // What is clear is tried at once; an open question or a missing column is shown first.
        if (!ImportReady.IsReady(made.Value)) return await ImportLines.AnswerAsync(context, made.Value, ct);
        var checking = await context.Session.RunAsync(new CheckImport { Id = made.Value.Id }, ct);
        return checking.Ok ? await ImportLines.AnswerAsync(context, checking.Value, ct) : new Refused(checking.Failure);
    }
}
