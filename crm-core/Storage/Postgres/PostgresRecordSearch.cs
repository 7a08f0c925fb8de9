using System.Text;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>A tsvector with a GIN index, its words made by the program: weight A is the name, B its forms for typing errors, C the rest.</summary>
internal sealed class PostgresRecordSearch : IRecordSearch
{
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
                ? "DELETE FROM record_search WHERE id = $1"
                : "INSERT INTO record_search (id, kind, words) VALUES ($1, $2, CAST($3 AS tsvector)) ON CONFLICT (id) DO UPDATE SET words = excluded.words");
            command.Parameters.Add(new NpgsqlParameter { Value = row.Row });
            if (row.Name is not null)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = (int)(row.Row % 16) });
                command.Parameters.Add(new NpgsqlParameter { Value = Vector(row) });
            }
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    public IQueryable<SearchMatch> Matches(CrmDbContext db, int kind, SearchExpression asked)
    {
        var expression = Write(asked);
        return db.Database.SqlQuery<SearchMatch>($"SELECT id AS \"Row\" FROM record_search WHERE kind = {kind} AND words @@ CAST({expression} AS tsquery)");
    }

    private static string Vector(SearchRow row)
    {
        var vector = new StringBuilder();
        var place = 0;
        foreach (var (text, weight) in new[] { (row.Name!, 'A'), (row.Near, 'B'), (row.Rest, 'C') })
        {
            // Each weight needs a position of its own, or the last one would be the word's only one.
            place++;
            foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Take(MostWords))
                vector.Append('\'').Append(word).Append("':").Append(place).Append(weight).Append(' ');
        }
        return vector.ToString();
    }

    /// <summary>Words are letters and digits only, and stand in quotes: nothing typed can be an operator.</summary>
    private static string Write(SearchExpression asked) => asked switch
    {
        SearchWord word => $"'{word.Word}':{(word.Prefix ? "*" : "")}{(word.Column switch { SearchColumn.Name => "A", SearchColumn.Near => "B", _ => "AC" })}",
        SearchAll all => $"({string.Join(" & ", all.Parts.Select(Write))})",
        SearchAny any => $"({string.Join(" | ", any.Parts.Select(Write))})",
        _ => throw new ArgumentException($"{asked.GetType().Name} is no search.", nameof(asked)),
    };
}
