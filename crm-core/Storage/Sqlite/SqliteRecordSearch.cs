using BotCrm.Core.Search;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>
/// FTS5, contentless; each word begins with a letter for the kind, so that the words of one kind are a part of the index. Matches come out in the order
/// of their rows, so a limited search for whole words stops early however many fit.
/// </summary>
internal sealed class SqliteRecordSearch : IRecordSearch
{
    private const int Many = 20_000;

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
            var kind = Kind((int)(one.Row % RecordIndex.Kindly));
            (row.Value, name.Value, near.Value, rest.Value) = (one.Row, Words(kind, one.Name), Words(kind, one.Near), Words(kind, one.Rest));
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    public IQueryable<SearchMatch> Matches(CrmDbContext db, int kind, SearchExpression asked)
    {
        var expression = Write(Kind(kind), asked);
        return db.Database.SqlQuery<SearchMatch>($"SELECT rowid / 16 AS \"Id\", rowid AS \"Row\" FROM record_search WHERE record_search MATCH {expression}");
    }

    public bool AsksByRecord => false;

    public async Task<long[]?> FewAsync(CrmDbContext db, int kind, SearchExpression asked, int most, CancellationToken ct)
    {
        var found = await Matches(db, kind, asked).Select(match => match.Id).Take(most + 1).ToArrayAsync(ct);
        return found.Length <= most ? found : null;
    }

    public Task<bool> AreManyAsync(CrmDbContext db, int kind, SearchExpression asked, CancellationToken ct) =>
        Matches(db, kind, asked).OrderBy(match => match.Row).Skip(Many).AnyAsync(ct);

    private static char Kind(int code) => (char)('a' + code);

    private static string Words(char kind, string? words) => string.Concat((words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $" {kind}{word}"));

    private static string Write(char kind, SearchExpression asked) => asked switch
    {
        SearchWord word => $"{(word.Column switch { SearchColumn.Name => "name : ", SearchColumn.Near => "near : ", _ => "{name rest} : " })}\"{kind}{word.Word}\"{(word.Prefix ? "*" : "")}",
        SearchAll all => $"({string.Join(" AND ", all.Parts.Select(part => Write(kind, part)))})",
        SearchAny any => $"({string.Join(" OR ", any.Parts.Select(part => Write(kind, part)))})",
        _ => throw new ArgumentException($"{asked.GetType().Name} is no search.", nameof(asked)),
    };
}
