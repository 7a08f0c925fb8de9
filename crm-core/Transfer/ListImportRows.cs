using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>What became of an import's rows, in the file's order. After a dry run only the rows with something to say, up to a thousand.</summary>
[Requires(Permissions.DataImport)]
public sealed record ListImportRows : Query<Page<ImportRowView>>
{
    public const int MaxLimit = 1000;

    public required long Id { get; init; }

    public RowOutcome? Outcome { get; init; }

    public int Limit { get; init; } = 100;

    /// <summary>Number of the row after which to go on.</summary>
    public string? After { get; init; }

    protected internal override async Task<Result<Page<ImportRowView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await ImportRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var after = int.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rows = session.Db.Set<ImportRow>().AsNoTracking().Where(row => row.ImportId == Id && row.Number > after);
        if (Outcome is { } outcome)
            rows = rows.Where(row => row.Outcome == outcome);
        var limit = Math.Clamp(Limit, 1, MaxLimit);
        var page = await rows.OrderBy(row => row.Number).Take(limit + 1).ToListAsync(ct);
        return new Page<ImportRowView>(
            [.. page.Take(limit).Select(row => new ImportRowView(row.Number, row.Outcome, row.RecordKind, row.RecordId, row.Code, row.Column, row.Value, row.Message))],
            page.Count > limit ? page[limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);
    }
}
