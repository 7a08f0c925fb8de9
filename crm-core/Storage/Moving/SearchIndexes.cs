using BotCrm.Core.Interactions;
using BotCrm.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Storage.Moving;

/// <summary>The indexes of words, and how each is made anew from the records. They hold no texts, so they cannot be copied from one database to the other.</summary>
internal static class SearchIndexes
{
    public static readonly IReadOnlyDictionary<string, Func<CrmDbContext, CancellationToken, Task>> Fill = new Dictionary<string, Func<CrmDbContext, CancellationToken, Task>>
    {
        [HistoryIndex.Table] = HistoryIndex.FillAsync,
        [RecordIndex.Table] = RecordIndex.FillAsync,
    };

    /// <summary>Fills the indexes that a migration has just made in a store that has records already.</summary>
    public static async Task FillEmptyAsync(CrmDbContext db, CancellationToken ct)
    {
        foreach (var (index, fill) in Fill)
        {
            // The one column that both databases have in all of them.
            var row = db.Dialect.Name == "Postgres" ? "id" : "rowid";
#pragma warning disable EF1002 // Named by the program.
            if (!await db.Database.SqlQueryRaw<long>($"SELECT {row} AS \"Value\" FROM {index}").AnyAsync(ct))
                await fill(db, ct);
#pragma warning restore EF1002
        }
    }
}
