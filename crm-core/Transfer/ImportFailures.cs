using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;

namespace BotCrm.Core.Transfer;

internal static class ImportFailures
{
    public static Failure NotFound(long id) => Failure.NotFound("import", id);

    public static Failure UnknownKind(string kind) => Named("unknown_value", $"kind must be one of: {string.Join(", ", ImportFields.KindNames)}.", "kind", ("value", kind), ("allowed", string.Join(", ", ImportFields.KindNames)));

    public static Failure UnknownColumn(string column, IEnumerable<string> columns) => Named("unknown_column", $"There is no column '{column}'; the file has: {string.Join(", ", columns)}.", "columns", ("name", column), ("allowed", string.Join(", ", columns)));

    public static Failure UnknownField(string field, string kind) => Named("unknown_import_field", $"A {kind} has no field '{field}'; there are: {string.Join(", ", ImportFields.Of(kind).Select(one => one.Name))}.", "columns", ("name", field), ("allowed", string.Join(", ", ImportFields.Of(kind).Select(one => one.Name))));

    public static Failure FieldTwice(string field) => Named("field_mapped_twice", $"Two columns are mapped to {field}; choose one.", "columns", ("name", field));

    public static Failure NotMapped(string field) => Named("field_not_mapped", $"No column is mapped to {field}, which is needed.", "columns", ("name", field));

    public static Failure Open(ImportQuestion question) => Named("import_question_open", $"Say first how '{question.Sample}' in column {question.Column} is to be read ({question.Code}: {string.Join(" or ", question.Options)}).", question.Code, ("name", question.Column), ("value", question.Sample));

    public static Failure Busy() => Failure.Conflict("import_busy", "This import is being worked on; wait until it is done or cancel it.");

    public static Failure Over() => Failure.Conflict("import_over", "This import is over; upload the file again to start another.");

    public static Failure NotStarted() => Failure.Conflict("import_not_run", "This import changed nothing that could be undone.");

    public static Failure AlreadyUndone() => Failure.Conflict("already_undone", "This import was undone already.");

    public static Failure ChangedSince(int count, IReadOnlyList<string> names) =>
        Failure.Conflict("import_changed_since", $"{count} of the imported records were changed since: {string.Join(", ", names)}{(count > names.Count ? " …" : "")}. Undo the rest with leaveChanged.") with
        {
            Data = new Dictionary<string, string> { ["count"] = count.ToString(CultureInfo.InvariantCulture), ["name"] = string.Join(", ", names) },
        };

    public static Failure NoRows() => Named("import_without_rows", "The file has a header but no rows.", "file");

    private static Failure Named(string code, string message, string field, params ReadOnlySpan<(string Key, string Value)> data)
    {
        var values = new Dictionary<string, string> { ["field"] = field };
        foreach (var (key, value) in data)
            values[key] = value;
        return Failure.Invalid(code, message, field) with { Data = values };
    }
}
