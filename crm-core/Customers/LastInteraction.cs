using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>Keeps <see cref="Customer.LastInteractionAt"/> in step with the interactions, whoever changed them: a command, an undo, a cascade.</summary>
internal static class LastInteraction
{
    public static async Task KeepAsync(CrmDbContext db, IReadOnlyCollection<long> customers, CancellationToken ct)
    {
        foreach (var id in customers)
        {
            var newest = await db.Interactions.Where(interaction => interaction.CustomerId == id).MaxAsync(interaction => (DateTimeOffset?)interaction.When, ct);
            await db.Customers.Where(customer => customer.Id == id).ExecuteUpdateAsync(set => set.SetProperty(customer => customer.LastInteractionAt, newest), ct);
            foreach (var entry in db.ChangeTracker.Entries<Customer>())
            {
                if (entry.Entity.Id != id)
                    continue;
                var derived = entry.Property(customer => customer.LastInteractionAt);
                derived.OriginalValue = newest;
                derived.CurrentValue = newest;
            }
        }
    }
}
