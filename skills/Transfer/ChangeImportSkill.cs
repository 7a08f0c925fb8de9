using System.ComponentModel;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("change_import", Effect.Write, Risk.Low, "Changes how a waiting import reads its file, and tries it again.")]
public static class ChangeImportSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Number of the import; default: the speaker's newest.")] int? import = null,
        [Description("What the rows are."), OneOf("customer", "contact", "opportunity", "interaction", "ticket", "task", "user")] string? rows = null,
        [Description("Which sheet.")] string? sheet = null,
        [Description("Name of a column to be read as something else.")] string? column = null,
        [Description("What that column is: a field such as name, phone, email, amount, owner; notes; or ignore.")] string? field = null,
        [Description("What is done with rows that are in the CRM already."), OneOf("skip", "update", "create")] string? duplicates = null,
        [Description("True: customers that rows name and the CRM does not know are created.")] bool? createCustomers = null,
        [Description("How 03/04/2026 is read."), OneOf("dayfirst", "monthfirst")] string? dateOrder = null,
        [Description("Which sign parts hundredths in 1.234."), OneOf("point", "comma")] string? decimalMark = null,
        CancellationToken ct = default)
    {
        var now = await context.Session.AskAsync(new GetImport { Id = import }, ct);
        if (!now.Ok) return new Refused(now.Failure);
        var target = field is null ? "" : FieldNamed(rows ?? now.Value.Plan.Kind, field);
        var changed = await context.Session.RunAsync(
            new ChangeImport
            {
                Id = now.Value.Id,
                Kind = rows,
                Sheet = sheet,
                Columns = column is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [column] = target },
                Policy = duplicates is null ? null : Enum.Parse<DuplicatePolicy>(duplicates, ignoreCase: true),
                CreateCustomers = createCustomers,
                DateOrder = dateOrder is null ? null : Enum.Parse<DateOrder>(dateOrder, ignoreCase: true),
                DecimalMark = decimalMark is null ? null : Enum.Parse<DecimalMark>(decimalMark, ignoreCase: true),
            },
            ct);
        if (!changed.Ok) return new Refused(changed.Failure);
        if (!ImportReady.IsReady(changed.Value)) return await ImportLines.AnswerAsync(context, changed.Value, ct);
        var checking = await context.Session.RunAsync(new CheckImport { Id = changed.Value.Id }, ct);
        return checking.Ok ? await ImportLines.AnswerAsync(context, checking.Value, ct) : new Refused(checking.Failure);
    }

    /// <summary>A field by its own name, or by a header that would be taken for it.</summary>
    private static string FieldNamed(string kind, string said)
    {
        if (said.Trim().ToLowerInvariant() is "ignore" or "none" or "skip" or "忽略" or "不导入" or "跳过") return "";
        return ImportFields.Named(kind, said)?.Name ?? said;
    }
}
