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

    // From so many on a word is not gathered from its index any more.
    private const int Usual = 200_000;

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

#pragma warning disable EF1002 // The index is named by the program, the rank made of numbers and places; the values are parameters.
    public override IQueryable<TextRow> Rows(CrmDbContext db, string index, TextQuestion question) =>
        db.Database.SqlQueryRaw<TextRow>($"SELECT id AS \"Row\" FROM {index} WHERE words @@ CAST({{0}} AS tsquery)", Expression(question));

    public override async Task<long[]?> FewAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct)
    {
        var asked = Expression(question);
        if (await PostgresPlans.RowsAsync(db, $"SELECT id FROM {index} WHERE words @@ $1::tsquery", asked, ct) > Usual)
            return null;
        var found = await PostgresPlans.ByIndexAsync(db, $"SELECT id FROM {index} WHERE words @@ CAST($1 AS tsquery) LIMIT {most + 1}", asked, ct);
        return found.Count <= most ? [.. found] : null;
    }

    /// <summary>Of not very many the index is read; of very many the table is, backwards.</summary>
    public override async Task<long[]> NewestAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct)
    {
        var asked = Expression(question);
        return await PostgresPlans.RowsAsync(db, $"SELECT id FROM {index} WHERE words @@ $1::tsquery", asked, ct) > Usual
            ? await base.NewestAsync(db, index, question, most, ct)
            : [.. await PostgresPlans.ByIndexAsync(db, $"SELECT id FROM {index} WHERE words @@ CAST($1 AS tsquery) ORDER BY id DESC LIMIT {most}", asked, ct)];
    }

    public override async Task<Dictionary<long, double>> RanksAsync(CrmDbContext db, string index, TextQuestion question, long[] rows, CancellationToken ct)
    {
        if (rows.Length == 0)
            return [];
        var terms = question.Terms.Select(Expression).ToArray();
        var (weights, length) = await StatisticsAsync(db, index, terms, ct);
        var parameters = new List<object> { rows, Saturation * LengthCounts / length };
        var rank = new StringBuilder("0");
        for (var i = 0; i < terms.Length; i++)
        {
            var scale = HeadWeight * (question.Terms[i].Words.Count == 1 ? OverOneWord : 1);
            var often = string.Create(CultureInfo.InvariantCulture, $"{scale} * ts_rank(CAST(ARRAY[0, 0, {BodyWeight / HeadWeight}, 1] AS real[]), words, CAST({{{parameters.Count}}} AS tsquery))");
            rank.Append(CultureInfo.InvariantCulture, $" - {{{parameters.Count + 1}}} * {often} / ({often} + {Saturation * (1 - LengthCounts)} + {{1}} * length(words))");
            parameters.Add(terms[i]);
            parameters.Add(weights[i]);
        }
        return await db.Database.SqlQueryRaw<TextHit>($"SELECT id AS \"Row\", CAST({rank} AS double precision) AS \"Rank\" FROM {index} WHERE id = ANY({{0}})", [.. parameters])
            .ToDictionaryAsync(hit => hit.Row, hit => hit.Rank, ct);
    }
#pragma warning restore EF1002

    /// <summary>How much each term says, by how rare it is; and how many words a text has on average.</summary>
    private static async Task<(double[] Weights, double Length)> StatisticsAsync(CrmDbContext db, string index, string[] terms, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // The index is named by the program.
        command.CommandText = $"SELECT ARRAY[(SELECT avg(length(words)) FROM (SELECT words FROM {index} LIMIT {LengthsOf}) few), (SELECT count(*) FROM (SELECT 1 FROM {index} LIMIT {CountTo}) found)]::double precision[]";
#pragma warning restore CA2100
        var found = await FirstAsync(command, ct);
        var length = Math.Max(1, found[0] ?? 1);
        // A single term says all there is to say.
        if (terms.Length == 1)
            return ([1], length);
        var weights = new double[terms.Length];
        for (var i = 0; i < terms.Length; i++)
        {
            // Of a word that very many texts have, the server's statistics tell how many nearly enough.
            var often = await PostgresPlans.RowsAsync(db, $"SELECT id FROM {index} WHERE words @@ $1::tsquery", terms[i], ct);
            if (often <= Usual)
                often = (await PostgresPlans.ByIndexAsync(db, $"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE words @@ CAST($1 AS tsquery) LIMIT {CountTo}) found", terms[i], ct))[0];
            weights[i] = Rarity(found[1] ?? 0, Math.Min(often, CountTo));
        }
        return (weights, length);
    }

    private static async Task<double?[]> FirstAsync(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return await reader.GetFieldValueAsync<double?[]>(0, ct);
    }

    private static double Rarity(double all, double having) => Math.Max(1e-6, Math.Log(1 + ((all - having + 0.5) / (having + 0.5))));

    private static string Expression(TextQuestion question) => string.Join(question.Every ? " & " : " | ", question.Terms.Select(Expression));

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
