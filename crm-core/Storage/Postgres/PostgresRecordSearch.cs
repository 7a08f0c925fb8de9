using System.Text;
using BotCrm.Core.Search;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// A tsvector with a GIN index, for each kind one of its own, its words made by the program. A letter in front says what a word is of: n the name, e its forms
/// for typing errors, r the rest; a weight would have to be read from each row that fits.
/// </summary>
internal sealed class PostgresRecordSearch : IRecordSearch
{
    private const int Many = 20_000;

    // A tsvector holds a megabyte at most; whatever stands behind so many different words is not searched.
    private const int MostWords = 20_000;

    public async Task KeepAsync(CrmDbContext db, IReadOnlyList<SearchRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(row.Name is null
                ? "DELETE FROM record_search WHERE id = $1 AND kind = $2"
                : "INSERT INTO record_search (id, kind, words) VALUES ($1, $2, CAST($3 AS tsvector)) ON CONFLICT (id, kind) DO UPDATE SET words = excluded.words");
            command.Parameters.Add(new NpgsqlParameter { Value = row.Row / RecordIndex.Kindly });
            command.Parameters.Add(new NpgsqlParameter { Value = (int)(row.Row % RecordIndex.Kindly) });
            if (row.Name is not null)
                command.Parameters.Add(new NpgsqlParameter { Value = Vector(row) });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    public IQueryable<SearchMatch> Matches(CrmDbContext db, int kind, SearchExpression asked)
    {
        var expression = Write(asked);
#pragma warning disable EF1002 // A number of the program's, so that the planner knows the part even of a plan that it keeps.
        return db.Database.SqlQueryRaw<SearchMatch>($"SELECT id AS \"Id\", id AS \"Row\" FROM record_search WHERE kind = {kind} AND words @@ CAST({{0}} AS tsquery)", expression);
#pragma warning restore EF1002
    }

    public bool AsksByRecord => true;

    public async Task<long[]?> FewAsync(CrmDbContext db, int kind, SearchExpression asked, int most, CancellationToken ct)
    {
        var found = await PostgresPlans.ByIndexAsync(db, $"SELECT id FROM record_search WHERE kind = {kind} AND words @@ CAST($1 AS tsquery) LIMIT {most + 1}", Write(asked), ct);
        return found.Count <= most ? [.. found] : null;
    }

    /// <summary>As the server's statistics have it, which a plan tells without running.</summary>
    public async Task<bool> AreManyAsync(CrmDbContext db, int kind, SearchExpression asked, CancellationToken ct) =>
        await PostgresPlans.RowsAsync(db, $"SELECT id FROM record_search WHERE kind = {kind} AND words @@ $1::tsquery", Write(asked), ct) > Many;

    private static string Vector(SearchRow row)
    {
        var vector = new StringBuilder();
        foreach (var (text, part) in new[] { (row.Name!, 'n'), (row.Near, 'e'), (row.Rest, 'r') })
        {
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords))
                vector.Append('\'').Append(part).Append(word).Append("' ");
        }
        return vector.ToString();
    }

    /// <summary>Words are letters and digits only, and stand in quotes: nothing typed can be an operator.</summary>
    private static string Write(SearchExpression asked) => asked switch
    {
        SearchWord { Column: SearchColumn.Anywhere } word => $"({One('n', word)} | {One('r', word)})",
        SearchWord word => One(word.Column == SearchColumn.Name ? 'n' : 'e', word),
        SearchAll all => $"({string.Join(" & ", all.Parts.Select(Write))})",
        SearchAny any => $"({string.Join(" | ", any.Parts.Select(Write))})",
        _ => throw new ArgumentException($"{asked.GetType().Name} is no search.", nameof(asked)),
    };

    private static string One(char part, SearchWord word) => $"'{part}{word.Word}'{(word.Prefix ? ":*" : "")}";
}
