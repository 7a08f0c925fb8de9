using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

/// <summary>How an import is told: what was recognised, the figures, the problems, and what can be done next.</summary>
internal static class ImportLines
{
    private const int ShownProblems = 5;
    private const int ShownColumns = 30;

    public static async Task<SkillOutcome> AnswerAsync(SkillContext context, ImportView import, CancellationToken ct)
    {
        var words = context.Words;
        var problems = new List<string>();
        if (import.Counts.Failed + import.Counts.Skipped > 0 && await context.Session.AskAsync(new ListImportRows { Id = import.Id, Limit = 200 }, ct) is { Ok: true } rows)
            problems.AddRange(rows.Value.Items.Where(r => r.Outcome is RowOutcome.Failed or RowOutcome.Skipped && r.Code is not null).OrderByDescending(r => r.Outcome).Take(ShownProblems).Select(r => Problem(words, r)));
        return new Answered(Reply(words, import, problems), []);
    }

    private static ImportReply Reply(Words words, ImportView import, List<string> problems)
    {
        var plan = import.Plan;
        var title = words.Say("import.title", ("file", import.FileName), ("rows", words.Number(import.Counts.Rows)), ("kind", words.Term("import.kind", plan.Kind)));
        var figures = Figures(words, import);
        var columns = plan.Columns.Where(c => c.Column.Length > 0 || c.Field.Length > 0).Take(ShownColumns).ToList();
        var table = columns.Select(c => new ListRow(null, [c.Column, FieldName(words, plan.Kind, c), c.Samples.Count > 0 ? c.Samples[0] : ""])).ToList();
        var question = plan.Questions.Count > 0 && import.Waits ? Question(words, plan.Questions[0]) : null;
        var state = question ?? words.Say("import.state." + import.State.ToString().ToLowerInvariant(), ("done", words.Number(import.Counts.Done)), ("rows", words.Number(import.Counts.Rows)));
        var showsMapping = import.State is ImportState.Mapping or ImportState.Checking or ImportState.Checked;
        var lines = new List<string> { title };
        if (showsMapping) lines.Add(words.Join([.. columns.Where(c => c.Field.Length > 0 && c.Confidence > 0).Select(c => $"{c.Column} → {FieldName(words, plan.Kind, c)}")]));
        if (showsMapping && columns.Where(c => c.Field == ImportFields.Notes && c.Confidence == 0).Select(c => c.Column).ToList() is { Count: > 0 } kept) lines.Add(words.Say("import.kept_in_notes", ("columns", words.Join(kept))));
        if (showsMapping && columns.Where(c => c.Field.Length == 0 && c.Column.Length > 0).Select(c => c.Column).ToList() is { Count: > 0 } left) lines.Add(words.Say("import.left_out", ("columns", words.Join(left))));
        if (figures.Count > 0) lines.Add(words.Join([.. figures.Select(f => $"{f.Label}: {f.Value}")]));
        lines.AddRange(problems);
        lines.Add(state);
        return new ImportReply(
            words.Language, string.Join('\n', lines), title, import.Id, [.. figures, words.Fact("status", state)],
            showsMapping ? [words.Label("column"), words.Label("field"), words.Label("example")] : [], showsMapping ? table : [], Buttons(words, import), !import.Waits)
        {
            Problems = problems,
        };
    }

    /// <summary>What the dry run said would come of it; nothing when there was none.</summary>
    public static IReadOnlyList<Fact> Expected(Words words, ImportView import) => import.State == ImportState.Checked ? Figures(words, import) : [];

    private static List<Fact> Figures(Words words, ImportView import)
    {
        var (counts, tried) = (import.Counts, import.State == ImportState.Checked);
        if (import.State is ImportState.Mapping or ImportState.Checking) return [];
        var facts = new List<Fact>();
        void Add(string outcome, int count)
        {
            if (count > 0) facts.Add(new Fact(words.Say($"import.{(tried ? "would" : "did")}.{outcome}"), words.Number(count)));
        }

        Add("created", counts.Created);
        Add("updated", counts.Updated);
        Add("unchanged", counts.Unchanged);
        Add("skipped", counts.Skipped);
        Add("failed", counts.Failed);
        if (import.LeftChanged > 0) facts.Add(new Fact(words.Say("import.left_changed"), words.Number(import.LeftChanged)));
        return facts;
    }

    private static List<ImportButton> Buttons(Words words, ImportView import)
    {
        ImportButton Of(string operation) => new(operation, words.Say("import.button." + operation));
        if (import.State is ImportState.Mapping or ImportState.Checked)
        {
            if (import.Plan.Questions.Count > 0) return [.. import.Plan.Questions[0].Options.Select(o => new ImportButton(o, words.Say("import.button." + o))), Of("cancel")];
            return import.State == ImportState.Checked ? [Of("start"), Of(import.Plan.Policy == DuplicatePolicy.Update ? "skip" : "update"), Of("cancel")] : [Of("check"), Of("cancel")];
        }

        return import.State switch
        {
            ImportState.Checking or ImportState.Running => [Of("status"), Of("cancel")],
            ImportState.Undoing => [Of("status")],
            ImportState.Done or ImportState.Failed when import.ChangeSetId is not null => [Of("result"), Of("undo")],
            _ => [],
        };
    }

    private static string Question(Words words, ImportQuestion question) =>
        words.Say("import.question." + question.Code, ("column", question.Column), ("value", question.Sample));

    private static string Problem(Words words, ImportRowView row)
    {
        var what = words.Has("import.problem." + row.Code) ? words.Say("import.problem." + row.Code, ("value", row.Value)) : Failures.Say(new Failure(row.Code!, FailureKind.Invalid, row.Message ?? ""), words);
        return words.Say("import.problem", ("row", row.Row.ToString(CultureInfo.InvariantCulture)), ("column", row.Column ?? "–"), ("value", row.Value ?? ""), ("what", what));
    }

    private static string FieldName(Words words, string kind, ColumnPlan column) => column.Field switch
    {
        "" => words.Say("import.field.ignored"),
        ImportFields.Notes => words.Label(kind == Kinds.Ticket ? "description" : "notes"),
        var field => words.Term("import.field", string.Concat(field.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()))),
    };
}
