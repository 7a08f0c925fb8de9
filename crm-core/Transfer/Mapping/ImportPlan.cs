namespace BotCrm.Core.Transfer.Mapping;

/// <summary>What is done with a row whose record is in the CRM already.</summary>
public enum DuplicatePolicy
{
    /// <summary>The row is left out.</summary>
    Skip,

    /// <summary>The record gets the row's values.</summary>
    Update,

    /// <summary>Another record is made.</summary>
    Create,
}

/// <summary>A column and what it is read as: a field's name, <c>notes</c> to keep it as a line of the notes, or empty to leave it out.</summary>
/// <param name="Confidence">From 0 to 1; 1 when a person said so.</param>
public sealed record ColumnPlan(string Column, string Field, double Confidence, IReadOnlyList<string> Samples);

/// <summary>Something that the file leaves open and that must be answered before the import: <c>date_order</c> (dayfirst, monthfirst) or <c>decimal_mark</c> (point, comma).</summary>
public sealed record ImportQuestion(string Code, string Column, string Sample, IReadOnlyList<string> Options);

/// <summary>How a file is read and what is done with its rows. Kept with the import and with named templates.</summary>
public sealed record ImportPlan
{
    public required string Kind { get; init; }

    public string Sheet { get; init; } = "";

    public IReadOnlyList<ColumnPlan> Columns { get; init; } = [];

    public DuplicatePolicy Policy { get; init; } = DuplicatePolicy.Skip;

    /// <summary>Makes customers that rows of other kinds name and the CRM does not know.</summary>
    public bool CreateCustomers { get; init; }

    public DateOrder? DateOrder { get; init; }

    public DecimalMark? DecimalMark { get; init; }

    /// <summary>Names the system the file comes from: rows are known again by their key within it. Empty: by the file's own headers.</summary>
    public string Source { get; init; } = "";

    public IReadOnlyList<ImportQuestion> Questions { get; init; } = [];
}
