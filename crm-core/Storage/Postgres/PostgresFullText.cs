using System.Globalization;
using System.Text;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// Tables of <c>id</c> and <c>words</c> (a tsvector with a GIN index). The words are made here, not by a text search configuration of the
/// server, so that they are the same on every server and the same as SQLite's. A rare word counts for more than a common one, as in bm25.
/// </summary>
internal sealed class PostgresFullText : FullText
{
    // The rank of a word that is everywhere is near zero anyway: no need to count it to the end.
    private const int CountTo = 10_000;

    // tsvector keeps no positions beyond.
    private const int LastPosition = 16_383;

    public override async Task KeepAsync(CrmDbContext db, string index, IReadOnlyList<(long Row, string? Head, string? Body)> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var (row, head, body) in rows)
        {
            var command = new NpgsqlBatchCommand(head is null
                ? $"DELETE FROM {index} WHERE id = $1"
                : $"INSERT INTO {index} (id, words) VALUES ($1, CAST($2 AS tsvector)) ON CONFLICT (id) DO UPDATE SET words = excluded.words");
            command.Parameters.Add(new NpgsqlParameter { Value = row });
            if (head is not null)
                command.Parameters.Add(new NpgsqlParameter { Value = Vector(head, body ?? "") });
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    public override async Task<IQueryable<TextHit>> HitsAsync(CrmDbContext db, string index, TextQuestion question, CancellationToken ct)
    {
        var terms = question.Terms.Select(Expression).ToArray();
        var weights = terms.Length == 1 ? [1.0] : await WeightsAsync(db, index, terms, ct);
        var parameters = new List<object> { string.Join(question.Every ? " & " : " | ", terms) };
        var rank = new StringBuilder();
        for (var i = 0; i < terms.Length; i++)
        {
            rank.Append(CultureInfo.InvariantCulture, $" - {{{parameters.Count}}} * ts_rank(CAST(ARRAY[0, 0, {BodyWeight / HeadWeight}, 1] AS real[]), words, CAST({{{parameters.Count + 1}}} AS tsquery), 1)");
            parameters.Add(weights[i]);
            parameters.Add(terms[i]);
        }
        return db.Database.SqlQueryRaw<TextHit>($"SELECT id AS \"Row\", CAST(0{rank} AS double precision) AS \"Rank\" FROM {index} WHERE words @@ CAST({{0}} AS tsquery)", [.. parameters]);
    }

    private static async Task<double[]> WeightsAsync(CrmDbContext db, string index, string[] terms, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var sql = new StringBuilder("SELECT ARRAY[").Append(Count(""));
        for (var i = 0; i < terms.Length; i++)
        {
            sql.Append(", ").Append(Count($" WHERE words @@ CAST(${i + 1} AS tsquery)"));
            command.Parameters.Add(new NpgsqlParameter { Value = terms[i] });
        }
        command.CommandText = sql.Append(']').ToString();
        var counts = (long[])(await command.ExecuteScalarAsync(ct))!;
        return [.. counts.Skip(1).Select(found => Math.Max(1e-6, Math.Log(1 + ((counts[0] - found + 0.5) / (found + 0.5)))))];

        string Count(string where) => $"(SELECT count(*) FROM (SELECT 1 FROM {index}{where} LIMIT {CountTo}) found)";
    }

    /// <summary><c>'a' &lt;-&gt; 'b':*</c>. In quotes and made of letters and digits only: nothing typed can be an operator.</summary>
    private static string Expression(TextTerm term)
    {
        var words = term.Words.SelectMany(TextWords.Of).ToList();
        if (words.Count == 0)
            return "''";
        return "(" + string.Join(" <-> ", words.Select((word, i) => $"'{word}'{(term.Prefix && i == words.Count - 1 ? ":*" : "")}")) + ")";
    }

    private static string Vector(string head, string body)
    {
        var vector = new StringBuilder();
        // A gap, so that no phrase begins in the head and ends in the body.
        var position = Append(vector, head, 'A', 0) + 8;
        Append(vector, body, 'B', position);
        return vector.ToString();
    }

    private static int Append(StringBuilder vector, string text, char weight, int position)
    {
        foreach (var word in TextWords.Of(text))
        {
            position++;
            vector.Append(CultureInfo.InvariantCulture, $"'{word}':{Math.Min(position, LastPosition)}{weight} ");
        }
        return position;
    }
}
