using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace BotCrm.Core.Opportunities;

/// <summary>Writes down every stage an opportunity comes to, by whichever command.</summary>
internal static class StageHistory
{
    /// <summary>What a saved record adds to the history; null when its stage stays.</summary>
    /// <param name="deed">False while something is taken back: then it happens now, whatever the record says of its stage.</param>
    public static StageChange? Of(EntityEntry entry, bool deed, DateTimeOffset now, long by)
    {
        if (entry is not { Entity: Opportunity opportunity, State: EntityState.Added or EntityState.Modified })
            return null;
        var stage = entry.Property(nameof(Opportunity.Stage));
        var from = entry.State == EntityState.Added ? null : Code(stage.OriginalValue);
        var to = Code(stage.CurrentValue)!;
        if (from == to)
            return null;
        return new StageChange
        {
            OpportunityId = opportunity.Id,
            FromStage = from,
            ToStage = to,
            At = deed ? opportunity.StageSince : now,
            ById = by,
            AmountMinor = opportunity.AmountMinor,
            Currency = opportunity.Currency,
            Undone = !deed,
        };
    }

    public static async Task KeepAsync(CrmDbContext db, IReadOnlyList<StageChange> changes, CancellationToken ct)
    {
        foreach (var change in changes)
        {
            if (change is { FromStage: null, Undone: false })
            {
                change.Number = 1;
            }
            else
            {
                var last = await db.StageChanges.AsNoTracking().Where(one => one.OpportunityId == change.OpportunityId).OrderByDescending(one => one.Number).FirstOrDefaultAsync(ct);
                // A deleted opportunity that is put back is where it was.
                if (change.FromStage is null && last?.ToStage == change.ToStage)
                    continue;
                change.Number = (last?.Number ?? 0) + 1;
            }
            db.StageChanges.Add(change);
        }
    }

    private static string? Code(object? stage) => stage?.ToString()?.ToLowerInvariant();
}
