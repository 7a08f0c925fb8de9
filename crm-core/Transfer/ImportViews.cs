using BotCrm.Core.Transfer.Mapping;

namespace BotCrm.Core.Transfer;

/// <summary>How far rows came: in a dry run what would come of them, afterwards what did.</summary>
public sealed record ImportCounts(int Rows, int Done, int Created, int Updated, int Unchanged, int Skipped, int Failed);

/// <summary>An import with its mapping and figures. <paramref name="Sheets"/> is given after the upload only.</summary>
public sealed record ImportView(
    long Id,
    string FileName,
    ImportState State,
    ImportPlan Plan,
    ImportCounts Counts,
    long? ChangeSetId,
    string? Problem,
    int LeftChanged,
    long MakerId,
    string MakerLogin,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Neither the dry run nor the import itself is going on.</summary>
    public bool Waits => State is not (ImportState.Checking or ImportState.Running or ImportState.Undoing);
}

/// <summary>What became of one row, or would. <paramref name="Column"/> and <paramref name="Value"/> say where the problem is, <paramref name="Message"/> what to do.</summary>
public sealed record ImportRowView(int Row, RowOutcome Outcome, string? RecordKind, long? RecordId, string? Code, string? Column, string? Value, string? Message);

public sealed record ImportTemplateView(long Id, string Name, string Kind, ImportPlan Plan, DateTimeOffset CreatedAt);
