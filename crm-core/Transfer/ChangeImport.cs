using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Users;

namespace BotCrm.Core.Transfer;

/// <summary>Changes what an import will do, before it is started. What is not given stays.</summary>
[Requires(Permissions.DataImport)]
public sealed record ChangeImport : Command<ImportView>
{
    public required long Id { get; init; }

    /// <summary>Another kind or sheet is guessed anew.</summary>
    public string? Kind { get; init; }

    public string? Sheet { get; init; }

    /// <summary>Column name → field name, <c>notes</c>, or empty to leave the column out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    public DuplicatePolicy? Policy { get; init; }

    public bool? CreateCustomers { get; init; }

    public DateOrder? DateOrder { get; init; }

    public DecimalMark? DecimalMark { get; init; }

    /// <summary>Names the system the file comes from, so that its ids are told from another's.</summary>
    public string? Source { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.ForChangeAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        if (Kind is not null && !ImportFields.KindNames.Contains(Kind))
            return ImportFailures.UnknownKind(Kind);
        if (Kind == Kinds.User && UserRules.AdminOnly(session.Actor) is { } refused)
            return refused;
        var check = new Checks();
        check.Known(Policy, "policy");
        check.Known(DateOrder, "dateOrder");
        check.Known(DecimalMark, "decimalMark");
        var source = check.Optional(Source, Limits.Word, "source");
        if (check.Failure is { } wrong)
            return wrong;
        var content = await ImportRules.ContentAsync(session, found.Value.FileId, ct);
        if (!content.Ok)
            return content.Failure;
        var plan = ImportRules.Read(found.Value.Plan);
        var looked = await ImportRules.LookAsideAsync(session, content.Value, Sheet ?? (plan.Sheet.Length == 0 ? null : plan.Sheet), ct);
        if (!looked.Ok)
            return looked.Failure;
        // Somebody else may have changed or started it meanwhile.
        found = await ImportRules.ForChangeAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var import = found.Value;
        if (ImportRules.Read(import.Plan).Sheet != plan.Sheet)
            return Failure.Conflict("import_changed", "The import was changed meanwhile; look at it and try again.");
        plan = ImportRules.Read(import.Plan);
        var (facts, sheets) = looked.Value;
        if ((Kind is not null && Kind != plan.Kind) || (Sheet is not null && facts.Sheet != plan.Sheet))
        {
            plan = plan with
            {
                Kind = Kind ?? plan.Kind,
                Sheet = facts.Sheet,
                Source = facts.Signature,
                Columns = MappingGuess.Columns(Kind ?? plan.Kind, facts.Columns, facts.Facts, session.Actor.May(Permissions.DataLoad), session.Fields),
            };
        }
        var columns = plan.Columns.ToList();
        foreach (var (column, field) in Columns)
        {
            var at = columns.FindIndex(one => one.Column.Equals(column.Trim(), StringComparison.OrdinalIgnoreCase));
            if (at < 0)
                return ImportFailures.UnknownColumn(column, columns.Select(one => one.Column));
            var name = field.Trim();
            if (name.Length > 0 && ImportFields.Find(plan.Kind, name, session.Fields) is not { } known)
                return ImportFailures.UnknownField(name, plan.Kind);
            columns[at] = columns[at] with { Field = name.Length == 0 ? "" : ImportFields.Find(plan.Kind, name, session.Fields)!.Name, Confidence = 1 };
            // What a person says takes the field from a column that only was guessed.
            for (var i = 0; i < columns.Count; i++)
            {
                if (i != at && columns[i].Field == columns[at].Field && columns[at].Field is not ("" or ImportFields.Notes) && columns[i].Confidence < 1)
                    columns[i] = columns[i] with { Field = ImportFields.HasNotes(plan.Kind) ? ImportFields.Notes : ImportFields.Ignore, Confidence = 0 };
            }
        }
        if (columns.Where(one => one.Field is not ("" or ImportFields.Notes)).GroupBy(one => one.Field).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return ImportFailures.FieldTwice(twice.Key);
        plan = MappingGuess.WithQuestions(
            plan with
            {
                Columns = columns,
                Policy = Policy ?? plan.Policy,
                CreateCustomers = CreateCustomers ?? plan.CreateCustomers,
                DateOrder = DateOrder ?? plan.DateOrder,
                DecimalMark = DecimalMark ?? plan.DecimalMark,
                Source = source ?? plan.Source,
            },
            facts.Facts);
        import.Plan = ImportRules.Write(plan);
        import.Kind = plan.Kind;
        import.Rows = facts.Rows;
        import.State = ImportState.Mapping;
        (import.Done, import.Created, import.Updated, import.Unchanged, import.Skipped, import.Failed) = (0, 0, 0, 0, 0, 0);
        await session.SaveAsync(ct);
        return ImportRules.View(import, await session.DirectoryAsync(ct)) with { Sheets = sheets };
    }
}
