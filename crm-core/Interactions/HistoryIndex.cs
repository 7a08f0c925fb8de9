using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Interactions;

/// <summary>Keeps the full-text index in step with interactions and tickets, in the transaction that changes them, whoever does: a command, an undo, a cascade.</summary>
internal static class HistoryIndex
{
    public const string Table = "history_fts";

    private const int Piece = 500;

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

    /// <summary>Fills an empty index from the records.</summary>
    public static async Task FillAsync(CrmDbContext db, CancellationToken ct)
    {
        var interactions = db.Interactions.AsNoTracking().Select(one => new { one.Id, one.Summary, one.Outcome, one.NextStep });
        for (var after = long.MinValue; ;)
        {
            var from = after;
            var piece = await interactions.Where(one => one.Id > from).OrderBy(one => one.Id).Take(Piece).ToListAsync(ct);
            await KeepAsync(db, [.. piece.Select(one => (one.Id * 2, (string?)HistoryWords.ForIndex(one.Summary), (string?)HistoryWords.ForIndex(one.Outcome, one.NextStep)))], ct);
            if (piece.Count < Piece)
                break;
            after = piece[^1].Id;
        }
        var tickets = db.Tickets.AsNoTracking().Select(one => new { one.Id, one.Subject, one.Description, one.Resolution });
        for (var after = long.MinValue; ;)
        {
            var from = after;
            var piece = await tickets.Where(one => one.Id > from).OrderBy(one => one.Id).Take(Piece).ToListAsync(ct);
            await KeepAsync(db, [.. piece.Select(one => ((one.Id * 2) + 1, (string?)HistoryWords.ForIndex(one.Subject), (string?)HistoryWords.ForIndex(one.Description, one.Resolution)))], ct);
            if (piece.Count < Piece)
                break;
            after = piece[^1].Id;
        }
    }

    public static Task KeepAsync(CrmDbContext db, IReadOnlyList<(long Row, string? Head, string? Body)> changes, CancellationToken ct) =>
        db.Dialect.FullText.KeepAsync(db, Table, changes, ct);
}
