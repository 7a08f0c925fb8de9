using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Storage.Sqlite;

/// <summary>FTS5: contentless tables of <c>head</c> and <c>body</c>, ranked by bm25.</summary>
internal sealed class SqliteFullText : FullText
{
    private const int MergePages = 500;

    private const int Usual = 20_000;

    public override async Task KeepAsync(CrmDbContext db, string index, IReadOnlyList<(long Row, string? Head, string? Body)> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await using var write = db.Database.GetDbConnection().CreateCommand();
        write.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var (row, head, body) = (write.CreateParameter(), write.CreateParameter(), write.CreateParameter());
        (row.ParameterName, head.ParameterName, body.ParameterName) = ("$row", "$head", "$body");
        write.Parameters.AddRange(new[] { row, head, body });
        foreach (var change in rows)
        {
            write.CommandText = change.Head is null
                ? $"DELETE FROM {index} WHERE rowid = $row"
                : $"INSERT OR REPLACE INTO {index} (rowid, head, body) VALUES ($row, $head, $body)";
            (row.Value, head.Value, body.Value) = (change.Row, change.Head ?? "", change.Body ?? "");
            await write.ExecuteNonQueryAsync(ct);
        }
    }

    public override async Task<bool> ScrubAsync(CrmDbContext db, string index, bool start, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = "SELECT total_changes()";
        var before = (long)(await command.ExecuteScalarAsync(ct))!;
        // Deletions only bury their words until the segments are merged; a negative number begins the merging of all of them.
        command.CommandText = $"INSERT INTO {index} ({index}, rank) VALUES ('merge', {(start ? -MergePages : MergePages)})";
        await command.ExecuteNonQueryAsync(ct);
        command.CommandText = "SELECT total_changes()";
        return (long)(await command.ExecuteScalarAsync(ct))! - before >= 2;
    }

#pragma warning disable EF1002 // The index is named by the program, the values are parameters.
    public override IQueryable<TextRow> Rows(CrmDbContext db, string index, TextQuestion question) =>
        db.Database.SqlQueryRaw<TextRow>($"SELECT rowid AS \"Row\" FROM {index} WHERE {index} MATCH {{0}}", Expression(question));

    public override async Task<long[]?> FewAsync(CrmDbContext db, string index, TextQuestion question, int most, CancellationToken ct)
    {
        var found = await Rows(db, index, question).Select(row => row.Row).Take(most + 1).ToArrayAsync(ct);
        return found.Length <= most ? found : null;
    }

    /// <summary>By the terms that few texts have: bm25 counts each term through all texts, and for one that very many have it says next to nothing.</summary>
    public override async Task<Dictionary<long, double>> RanksAsync(CrmDbContext db, string index, TextQuestion question, long[] rows, CancellationToken ct)
    {
        var ranks = rows.Distinct().ToDictionary(row => row, _ => 0.0);
        if (rows.Length == 0)
            return ranks;
        var rare = new List<TextTerm>();
        foreach (var term in question.Terms)
        {
            if (await FewAsync(db, index, new TextQuestion([term], true), Usual, ct) is not null)
                rare.Add(term);
        }
        if (rare.Count == 0)
            return rows.Distinct().ToDictionary(row => row, _ => -1.0);
        var (first, last) = (rows.Min(), rows.Max());
        var hits = db.Database.SqlQueryRaw<TextHit>(
            $"SELECT rowid AS \"Row\", bm25({index}, {{0}}, {{1}}) AS \"Rank\" FROM {index} WHERE {index} MATCH {{2}} AND rowid >= {{3}} AND rowid <= {{4}}",
            HeadWeight, BodyWeight, Expression(question with { Terms = rare }), first, last);
        foreach (var hit in await hits.ToListAsync(ct))
        {
            if (ranks.ContainsKey(hit.Row))
                ranks[hit.Row] = hit.Rank;
        }
        return ranks;
    }
#pragma warning restore EF1002

    private static string Expression(TextQuestion question) =>
        string.Join(question.Every ? " AND " : " OR ", question.Terms.Select(term => $"\"{string.Join(' ', term.Words)}\"{(term.Prefix ? "*" : "")}"));
}
