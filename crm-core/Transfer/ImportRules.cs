using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core.Access;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Core.Transfer.Reading;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>What the import use cases share.</summary>
internal static class ImportRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(ImportPlan plan) => JsonSerializer.Serialize(plan, Json);

    public static ImportPlan Read(string plan) => JsonSerializer.Deserialize<ImportPlan>(plan, Json)!;

    public static ImportView View(Import import, UserDirectory directory) => new(
        import.Id,
        import.FileName,
        import.State,
        Read(import.Plan),
        new ImportCounts(import.Rows, import.Done, import.Created, import.Updated, import.Unchanged, import.Skipped, import.Failed),
        import.State is ImportState.Running or ImportState.Done or ImportState.Failed or ImportState.Undoing or ImportState.Undone ? import.ChangeSetId : null,
        import.Problem,
        import.LeftChanged,
        import.MakerId,
        directory[import.MakerId].Login,
        import.CreatedAt,
        import.StartedAt,
        import.FinishedAt);

    /// <summary>One's own imports; an administrator sees everybody's.</summary>
    public static IQueryable<Import> Visible(CrmSession session)
    {
        var self = session.Actor.UserId;
        var imports = session.Db.Set<Import>();
        return session.Actor.May(Permissions.AuditAll) ? imports : imports.Where(import => import.MakerId == self);
    }

    public static async Task<Result<Import>> FindAsync(CrmSession session, long id, CancellationToken ct) =>
        await Visible(session).FirstOrDefaultAsync(import => import.Id == id, ct) is { } found ? found : ImportFailures.NotFound(id);

    /// <summary>The import, if a person may still change what it will do.</summary>
    public static async Task<Result<Import>> ForChangeAsync(CrmSession session, long id, CancellationToken ct)
    {
        var found = await FindAsync(session, id, ct);
        if (!found.Ok)
            return found;
        return found.Value.State switch
        {
            ImportState.Mapping or ImportState.Checked => found,
            ImportState.Checking or ImportState.Running or ImportState.Undoing => ImportFailures.Busy(),
            _ => ImportFailures.Over(),
        };
    }

    /// <summary>The same while others may write: a stranger's file may take long. What the session read before is out of date afterwards.</summary>
    public static Task<Result<(SourceFacts Facts, IReadOnlyList<string> Sheets)>> LookAsideAsync(CrmSession session, byte[] content, string? sheet, CancellationToken ct) =>
        session.MayStepAside ? session.AsideAsync(_ => Task.Run(() => Look(content, sheet), ct), ct) : Task.FromResult(Look(content, sheet));

    /// <summary>Reads the whole file once: counts its rows and what its columns hold.</summary>
    public static Result<(SourceFacts Facts, IReadOnlyList<string> Sheets)> Look(byte[] content, string? sheet)
    {
        var opened = SourceTable.Open(content, sheet);
        if (!opened.Ok)
            return opened.Failure;
        using var table = opened.Value;
        var facts = table.Columns.Select(_ => new ColumnFacts()).ToList();
        var rows = 0;
        try
        {
            while (table.Next() is { } row)
            {
                if (++rows > TableLimits.Rows)
                    return TableFailures.TooManyRows();
                for (var i = 0; i < row.Cells.Length && i < facts.Count; i++)
                    facts[i].Add(row.Cells[i]);
            }
        }
        catch (Exception broken) when (TableFile.IsBroken(broken))
        {
            return TableFailures.Broken();
        }
        return rows == 0 ? ImportFailures.NoRows() : (new SourceFacts(table.Columns, facts, rows, table.Sheet), table.Sheets);
    }

    public static async Task<Result<byte[]>> ContentAsync(CrmSession session, long fileId, CancellationToken ct) =>
        await FileContents.ReadAsync(session, fileId, ct) is { } content ? content : FileFailures.Gone();

    /// <summary>What still stands in the way of a dry run.</summary>
    public static Failure? NotReady(ImportPlan plan)
    {
        var mapped = plan.Columns.Select(column => column.Field).ToHashSet();
        foreach (var field in ImportFields.Of(plan.Kind).Where(field => field.Required && !mapped.Contains(field.Name)))
        {
            // A person's name may stand in two columns.
            if (!(plan.Kind == Kinds.Contact && field.Name == "name" && (mapped.Contains("firstName") || mapped.Contains("lastName"))))
                return ImportFailures.NotMapped(field.Name);
        }
        return plan.Questions.Count > 0 ? ImportFailures.Open(plan.Questions[0]) : null;
    }
}

/// <summary>A file's columns and what they hold.</summary>
internal sealed record SourceFacts(IReadOnlyList<string> Columns, IReadOnlyList<ColumnFacts> Facts, int Rows, string Sheet)
{
    /// <summary>Names the make of a file: the same export next month has the same headers.</summary>
    public string Signature => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001F', Columns))))[..16];
}
