using System.Globalization;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;

namespace BotCrm.Bot.Api.Transfer;

/// <summary>A column and the field it is read as: <c>notes</c> keeps it as a line of the notes, an empty field leaves it out.</summary>
internal sealed record ImportColumnResource(string Column, string Field, double Confidence, IReadOnlyList<string> Samples);

/// <summary>Something to be answered before the import can start.</summary>
internal sealed record ImportQuestionResource(string Code, string Column, string Sample, IReadOnlyList<string> Options);

internal sealed record ImportCountsResource(int Rows, int Done, int Created, int Updated, int Unchanged, int Skipped, int Failed);

/// <summary>An import. In state <c>checked</c> the counts say what would happen, from <c>running</c> on what did.</summary>
internal sealed record ImportResource(
    string Id,
    string FileName,
    ImportState State,
    string Kind,
    string? Sheet,
    IReadOnlyList<string> Sheets,
    IReadOnlyList<ImportColumnResource> Columns,
    IReadOnlyList<string> Fields,
    IReadOnlyList<ImportQuestionResource> Questions,
    DuplicatePolicy Duplicates,
    bool CreateCustomers,
    DateOrder? DateOrder,
    DecimalMark? DecimalMark,
    string Source,
    ImportCountsResource Counts,
    string? ChangeSet,
    string? Problem,
    int LeftChanged,
    string Maker,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public static ImportResource From(ImportView view)
    {
        var (plan, counts) = (view.Plan, view.Counts);
        return new ImportResource(
            view.Id.ToString(CultureInfo.InvariantCulture), view.FileName, view.State, plan.Kind, plan.Sheet.Length == 0 ? null : plan.Sheet, view.Sheets,
            [.. plan.Columns.Select(column => new ImportColumnResource(column.Column, column.Field, column.Confidence, column.Samples))],
            [.. ImportFields.Of(plan.Kind).Select(field => field.Name)],
            [.. plan.Questions.Select(question => new ImportQuestionResource(question.Code, question.Column, question.Sample, question.Options))],
            plan.Policy, plan.CreateCustomers, plan.DateOrder, plan.DecimalMark, plan.Source,
            new ImportCountsResource(counts.Rows, counts.Done, counts.Created, counts.Updated, counts.Unchanged, counts.Skipped, counts.Failed),
            view.ChangeSetId?.ToString(CultureInfo.InvariantCulture), view.Problem, view.LeftChanged, view.MakerLogin, view.CreatedAt, view.StartedAt, view.FinishedAt);
    }
}

/// <summary>Only the given fields change.</summary>
internal sealed record ImportChange
{
    public string? Kind { get; init; }

    public string? Sheet { get; init; }

    /// <summary>Column name to field name; an empty one leaves the column out.</summary>
    public Dictionary<string, string>? Columns { get; init; }

    public DuplicatePolicy? Duplicates { get; init; }

    /// <summary>Creates customers that rows of other kinds name and the CRM does not know.</summary>
    public bool? CreateCustomers { get; init; }

    public DateOrder? DateOrder { get; init; }

    public DecimalMark? DecimalMark { get; init; }

    /// <summary>Names the system the file comes from, so that its ids are told from another's.</summary>
    public string? Source { get; init; }
}

internal sealed record UndoOfImport
{
    /// <summary>Records that somebody changed since stay; the rest is taken back.</summary>
    public bool? LeaveChanged { get; init; }
}

internal sealed record NewImportTemplate
{
    public string? Name { get; init; }
}

internal sealed record ImportRowResource(int Row, RowOutcome Outcome, string? RecordKind, string? Record, string? Code, string? Column, string? Value, string? Message)
{
    public static ImportRowResource From(ImportRowView view) =>
        new(view.Row, view.Outcome, view.RecordKind, view.RecordId?.ToString(CultureInfo.InvariantCulture), view.Code, view.Column, view.Value, view.Message);
}

internal sealed record ImportTemplateResource(string Id, string Name, string Kind, IReadOnlyList<ImportColumnResource> Columns, DateTimeOffset CreatedAt)
{
    public static ImportTemplateResource From(ImportTemplateView view) =>
        new(view.Id.ToString(CultureInfo.InvariantCulture), view.Name, view.Kind, [.. view.Plan.Columns.Select(column => new ImportColumnResource(column.Column, column.Field, column.Confidence, column.Samples))], view.CreatedAt);
}
