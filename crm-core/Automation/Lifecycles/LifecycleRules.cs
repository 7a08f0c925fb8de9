using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>
/// Which steps of the lifecycle are allowed: potential and interested both ways; won with a won opportunity; out of won only by leaving
/// (churned); back from churned, and to won again with a sale since. Whoever may override (<see cref="Permissions.LifecycleOverride"/>) sets
/// right what was recorded wrongly. A sale itself makes its customer won.
/// </summary>
internal static class LifecycleRules
{
    public static async Task<Failure?> CheckAsync(CrmSession session, Customer customer, Lifecycle to, bool force, CancellationToken ct)
    {
        if (to == customer.Lifecycle)
            return null;
        if (force)
            return session.Actor.May(Permissions.LifecycleOverride) ? null : Failure.Forbidden(Policies.LifecycleSteps, "Only managers and administrators may set a lifecycle against the rules.");
        return (customer.Lifecycle, to) switch
        {
            (_, Lifecycle.Won) => await HasSaleAsync(session, customer, ct) ? null : NotSold(customer),
            (Lifecycle.Won, Lifecycle.Potential or Lifecycle.Interested) => Sold(customer),
            _ => null,
        };
    }

    /// <summary>A customer who had left must have bought since.</summary>
    private static async Task<bool> HasSaleAsync(CrmSession session, Customer customer, CancellationToken ct)
    {
        var id = customer.Id;
        var left = customer.Lifecycle == Lifecycle.Churned
            ? await session.Db.LifecycleChanges.Where(one => one.CustomerId == id && one.ToLifecycle == Lifecycle.Churned).MaxAsync(one => (DateTimeOffset?)one.At, ct)
            : null;
        return await session.Db.Opportunities.AnyAsync(one => one.CustomerId == id && one.ClosedAt != null && one.LossReason == null && (left == null || one.ClosedAt >= left), ct);
    }

    private static Failure NotSold(Customer customer) =>
        Failure.Conflict("not_won_yet", $"{customer.Name} has bought nothing yet: win an opportunity, or let a manager set it by force.") with
        {
            Field = "lifecycle",
            Data = new Dictionary<string, string> { ["name"] = customer.Name },
        };

    private static Failure Sold(Customer customer) =>
        Failure.Conflict("won_stays", $"{customer.Name} is won; a won customer can only be marked as churned. To correct a mistake, a manager can set it by force.") with
        {
            Field = "lifecycle",
            Data = new Dictionary<string, string> { ["name"] = customer.Name },
        };
}
