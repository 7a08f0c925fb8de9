using System.Data.Common;
using System.Globalization;
using System.Text;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace BotCrm.Core.Storage.Postgres;

/// <summary>
/// Tables of <c>id</c> and <c>words</c> (a tsvector with a GIN index). The words are made here, not by a text search configuration of the
/// server, so that they are the same on every server and the same as SQLite's. Ranks are bm25's as well, made of what <c>ts_rank</c> says
/// about each term: a rare word counts for more than a common one, a word in a short text for more than in a long one.
/// </summary>
internal sealed class PostgresFullText : FullText
{
    // bm25's usual parameters: how soon repeating a word stops to count, and how much the length does.
    private const double Saturation = 1.2, LengthCounts = 0.75;

    // ts_rank divides what it sums up over a single word by this (the sum of 1/n²).
    private const double OverOneWord = 1.64493406685;

    // The rank of a word that is everywhere is near zero anyway: no need to count it to the end.
    private const int CountTo = 10_000;

    // So many texts tell how long one is.
    private const int LengthsOf = 200;

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
        var (weights, length) = await StatisticsAsync(db, index, terms, ct);
        var parameters = new List<object> { string.Join(question.Every ? " & " : " | ", terms), Saturation * LengthCounts / length };
        var rank = new StringBuilder("0");
        for (var i = 0; i < terms.Length; i++)
        {
            var scale = HeadWeight * (question.Terms[i].Words.Count == 1 ? OverOneWord : 1);
            var often = string.Create(CultureInfo.InvariantCulture, $"{scale} * ts_rank(CAST(ARRAY[0, 0, {BodyWeight / HeadWeight}, 1] AS real[]), words, CAST({{{parameters.Count}}} AS tsquery))");
            rank.Append(CultureInfo.InvariantCulture, $" - {{{parameters.Count + 1}}} * {often} / ({often} + {Saturation * (1 - LengthCounts)} + {{1}} * length(words))");
            parameters.Add(terms[i]);
            parameters.Add(weights[i]);
        }
#pragma warning disable EF1002 // The index is named by the program, the rank made of numbers and places; the values are parameters.
        return db.Database.SqlQueryRaw<TextHit>($"SELECT id AS \"Row\", CAST({rank} AS double precision) AS \"Rank\" FROM {index} WHERE words @@ CAST({{0}} AS tsquery)", [.. parameters]);
#pragma warning restore EF1002
    }

    /// <summary>How much each term says, by how rare it is; and how many words a text has on average.</summary>
    private static async Task<(double[] Weights, double Length)> StatisticsAsync(CrmDbContext db, string index, string[] terms, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var sql = new StringBuilder($"SELECT ARRAY[(SELECT avg(length(words)) FROM (SELECT words FROM {index} LIMIT {LengthsOf}) few)");
        // A single term says all there is to say.
        if (terms.Length > 1)
        {
            sql.Append(", ").Append(Count(""));
            for (var i = 0; i < terms.Length; i++)
            {
                sql.Append(", ").Append(Count($" WHERE words @@ CAST(${i + 1} AS tsquery)"));
                command.Parameters.Add(new NpgsqlParameter { Value = terms[i] });
            }
        }
#pragma warning disable CA2100 // The index is named by the program, the terms are parameters.
        command.CommandText = sql.Append("]::double precision[]").ToString();
#pragma warning restore CA2100
        var found = await FirstAsync(command, ct);
        return ([.. terms.Select((_, i) => terms.Length == 1 ? 1 : Rarity(found[1] ?? 0, found[i + 2] ?? 0))], Math.Max(1, found[0] ?? 1));

        string Count(string where) => $"(SELECT count(*) FROM (SELECT 1 FROM {index}{where} LIMIT {CountTo}) found)";
    }

    private static async Task<double?[]> FirstAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return await reader.GetFieldValueAsync<double?[]>(0, ct);
    }

    private static double Rarity(double all, double having) => Math.Max(1e-6, Math.Log(1 + ((all - having + 0.5) / (having + 0.5))));

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
