using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BotCrm.Core.Storage;

/// <summary>
/// Hands out ids, one sequence for all records. Blocks are taken from the table <c>id_block</c> inside the writer's own transaction (a second
/// connection would wait for that very transaction), and count only once it commits. Guarded by the write lock.
/// </summary>
internal sealed class IdBlocks
{
    /// <summary>A restart skips at most this many ids.</summary>
    public const int Size = 32;

    private long next;
    private long end;
    private bool uncommitted;

    public async ValueTask<long> TakeAsync(CrmDbContext db, CancellationToken ct)
    {
        if (next == end)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"UPDATE id_block SET next = next + {Size} WHERE name = 'records' RETURNING next");
            end = (long)(await command.ExecuteScalarAsync(ct))!;
            next = end - Size;
            uncommitted = true;
        }
        return next++;
    }

    public void Committed() => uncommitted = false;

    /// <summary>A block whose taking was rolled back will be handed out by the table again.</summary>
    public void RolledBack()
    {
        if (uncommitted)
            next = end = 0;
        uncommitted = false;
    }
}
