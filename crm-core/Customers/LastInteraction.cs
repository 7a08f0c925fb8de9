using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>Keeps <see cref="Customer.LastInteractionAt"/> in step with the interactions, whoever changed them: a command, an undo, a cascade.</summary>
internal static class LastInteraction
{
    public static async Task KeepAsync(CrmDbContext db, IReadOnlyCollection<long> customers, CancellationToken ct)
    {
        if (customers.Count == 0)
            return;
        // One statement for all of them: a cascade or a first filling touches many.
        var ids = customers.Order().ToArray();
        await db.Customers.Where(customer => ids.Contains(customer.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(
                customer => customer.LastInteractionAt,
                customer => db.Interactions.Where(interaction => interaction.CustomerId == customer.Id).Max(interaction => (DateTimeOffset?)interaction.When)),
            ct);

        var tracked = db.ChangeTracker.Entries<Customer>().Where(entry => customers.Contains(entry.Entity.Id)).ToList();
        if (tracked.Count == 0)
            return;
        var newest = await db.Customers.AsNoTracking().Where(customer => ids.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.LastInteractionAt, ct);
        foreach (var entry in tracked)
        {
            var derived = entry.Property(customer => customer.LastInteractionAt);
            derived.OriginalValue = derived.CurrentValue = newest.GetValueOrDefault(entry.Entity.Id);
        }
    }
}
