using BotCrm.Core.Primitives;

namespace BotCrm.Core.Transfer.Reading;

/// <summary>Why a file cannot be read as a table, and what to do about it.</summary>
internal static class TableFailures
{
    public static Failure Empty() => Failure.Invalid("file_empty", "The file is empty; send one with a header row and at least one row of data.", "file");

    public static Failure TooLarge() => Failure.Invalid("file_too_large", $"The file is larger than {TableLimits.FileBytes / 1024 / 1024} MB; split it.", "file") with
    {
        Data = new Dictionary<string, string> { ["max"] = $"{TableLimits.FileBytes / 1024 / 1024} MB" },
    };

    public static Failure NotATable() => Failure.Invalid("not_a_table", "This is neither an Excel workbook (.xlsx, .xls) nor a text table (.csv, .tsv); save it as one of these and send it again.", "file");

    public static Failure Encrypted() => Failure.Invalid("file_encrypted", "The workbook is protected by a password; save it without one and send it again.", "file");

    public static Failure UnpacksTooLarge() => Failure.Invalid("file_unpacks_too_large", "The workbook unpacks to far more than a table needs; copy the rows into a new workbook and send that.", "file");

    public static Failure Broken() => Failure.Invalid("file_broken", "The file cannot be read to its end; open it, save it again and send the new one.", "file");

    public static Failure TooManyRows() => Failure.Invalid("too_many_rows", $"The file has more than {TableLimits.Rows} rows; split it.", "file") with
    {
        Data = new Dictionary<string, string> { ["max"] = TableLimits.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture) },
    };

    public static Failure UnknownSheet(string sheet, IReadOnlyList<string> sheets) => Failure.Invalid("unknown_sheet", $"There is no sheet '{sheet}'; the file has: {string.Join(", ", sheets)}.", "sheet") with
    {
        Data = new Dictionary<string, string> { ["name"] = sheet, ["sheets"] = string.Join(", ", sheets) },
    };

    public static Failure NoHeader() => Failure.Invalid("no_header", "No header row was found in the first rows; the columns need names.", "file");
}
