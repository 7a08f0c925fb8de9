using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Interactions;

/// <summary>Keeps the full-text index in step with interactions and tickets, in the transaction that changes them, whoever does: a command, an undo, a cascade.</summary>
internal static class HistoryIndex
{
    public static bool Covers(object record) => record is Interaction or Ticket;

    public static long RowOf(Interaction interaction) => interaction.Id * 2;

    public static long RowOf(Ticket ticket) => (ticket.Id * 2) + 1;

    /// <summary>What to do for an entry; taken before it is saved, as a deleted one is no entry any more afterwards.</summary>
    public static (long Row, string? Head, string? Body) Take(EntityEntry entry)
    {
        var gone = entry.State == EntityState.Deleted;
        return entry.Entity switch
        {
            Interaction one => (RowOf(one), gone ? null : HistoryWords.ForIndex(one.Summary), HistoryWords.ForIndex(one.Outcome, one.NextStep)),
            Ticket one => (RowOf(one), gone ? null : HistoryWords.ForIndex(one.Subject), HistoryWords.ForIndex(one.Description, one.Resolution)),
            _ => throw new ArgumentException($"{entry.Entity.GetType().Name} is not part of the history.", nameof(entry)),
        };
    }

    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<(long Row, string? Head, string? Body)> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
            return;
        await using var write = db.Database.GetDbConnection().CreateCommand();
        write.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var (row, head, body) = (write.CreateParameter(), write.CreateParameter(), write.CreateParameter());
        (row.ParameterName, head.ParameterName, body.ParameterName) = ("$row", "$head", "$body");
        write.Parameters.AddRange(new[] { row, head, body });
        foreach (var change in changes)
        {
            write.CommandText = change.Head is null
                ? "DELETE FROM history_fts WHERE rowid = $row"
                : "INSERT OR REPLACE INTO history_fts (rowid, head, body) VALUES ($row, $head, $body)";
            (row.Value, head.Value, body.Value) = (change.Row, change.Head ?? "", change.Body ?? "");
            await write.ExecuteNonQueryAsync(ct);
        }
    }
}
