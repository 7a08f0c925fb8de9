using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>FTS5, contentless. Matches come out in the order of their rows, so a limited search stops early however many fit.</summary>
internal sealed class SqliteRecordSearch : IRecordSearch
{
    public async Task KeepAsync(CrmDbContext db, IReadOnlyList<SearchRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var write = db.Database.GetDbConnection().CreateCommand();
        write.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var (row, name, near, rest) = (write.CreateParameter(), write.CreateParameter(), write.CreateParameter(), write.CreateParameter());
        (row.ParameterName, name.ParameterName, near.ParameterName, rest.ParameterName) = ("$row", "$name", "$near", "$rest");
        write.Parameters.AddRange(new[] { row, name, near, rest });
        foreach (var one in rows)
        {
            write.CommandText = one.Name is null
                ? "DELETE FROM record_search WHERE rowid = $row"
                : "INSERT OR REPLACE INTO record_search (rowid, name, near, rest) VALUES ($row, $name, $near, $rest)";
            (row.Value, name.Value, near.Value, rest.Value) = (one.Row, one.Name ?? "", one.Near, one.Rest);
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    public IQueryable<SearchMatch> Matches(CrmDbContext db, int kind, SearchExpression asked)
    {
        var expression = Write(asked);
        return db.Database.SqlQuery<SearchMatch>($"SELECT rowid AS \"Row\" FROM record_search WHERE record_search MATCH {expression} AND rowid % 16 = {kind}");
    }

    private static string Write(SearchExpression asked) => asked switch
    {
        SearchWord word => $"{(word.Column switch { SearchColumn.Name => "name : ", SearchColumn.Near => "near : ", _ => "{name rest} : " })}\"{word.Word}\"{(word.Prefix ? "*" : "")}",
        SearchAll all => $"({string.Join(" AND ", all.Parts.Select(Write))})",
        SearchAny any => $"({string.Join(" OR ", any.Parts.Select(Write))})",
        _ => throw new ArgumentException($"{asked.GetType().Name} is no search.", nameof(asked)),
    };
}
