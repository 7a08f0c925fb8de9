using BotCrm.Core.Access;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Opportunities;

/// <summary>An opportunity with the name of its customer.</summary>
internal sealed class OpportunityRow
{
    public required Opportunity Opportunity { get; init; }

    public required string CustomerName { get; init; }
}

internal static class OpportunityRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<OpportunityRow> Of(CrmSession session, ScopeUse use = ScopeUse.Lead) =>
        from opportunity in session.Db.Opportunities.AsNoTracking().VisibleTo(session.Actor, session.Db, use)
        // A left join, though each has its customer: the store may then leave the names for after it has sorted and cut.
        join customer in session.Db.Customers on opportunity.CustomerId equals customer.Id into customers
        from customer in customers.DefaultIfEmpty()
        select new OpportunityRow { Opportunity = opportunity, CustomerName = customer!.Name };

    /// <summary>Open and past the close date, on the actor's calendar.</summary>
    public static IQueryable<OpportunityRow> Overdue(this IQueryable<OpportunityRow> rows, CrmSession session)
    {
        var today = session.Today;
        return rows.Where(row => row.Opportunity.ClosedAt == null && row.Opportunity.CloseDate < today);
    }

    public static async Task<Result<OpportunityView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Opportunity.Id == id).ToListAsync(ct) is { Count: 1 } rows
            ? (await ViewsAsync(session, rows, ct))[0]
            : Failure.NotFound(Kinds.Opportunity, id);

    public static async Task<IReadOnlyList<OpportunityView>> ViewsAsync(CrmSession session, IReadOnlyList<OpportunityRow> rows, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var converter = new Converter(session);
        var views = new List<OpportunityView>(rows.Count);
        foreach (var row in rows)
        {
            var view = View(row, session, directory);
            var day = view.ClosedAt is { } closed ? TaskTimes.DayOf(closed, TaskTimes.Zone(session.Options.TimeZone)) : session.CompanyToday;
            views.Add(view.Amount is { } amount ? view with { CompanyAmount = await converter.TryAsync(amount, view.Currency, day, ct) } : view);
        }
        return views;
    }

    private static OpportunityView View(OpportunityRow row, CrmSession session, UserDirectory directory)
    {
        var (one, owner) = (row.Opportunity, directory[row.Opportunity.OwnerId]);
        var shown = Policies.SeesAmounts(session.Actor);
        var stage = session.Pipelines.Find(one.Pipeline, one.Stage);
        return new OpportunityView(
            one.Id,
            one.CustomerId,
            row.CustomerName,
            one.Name,
            one.Stage,
            shown && one.AmountMinor is { } minor ? Money.FromMinor(minor, one.Currency).Amount : null,
            one.Currency,
            !shown,
            one.CloseDate,
            !one.Closed && one.CloseDate < session.Today,
            one.OwnerId,
            owner.Login,
            owner.Name,
            one.LossReason,
            one.CreatedAt,
            one.UpdatedAt,
            one.StageSince,
            one.ClosedAt,
            one.Version)
        {
            Pipeline = one.Pipeline,
            StageName = stage?.Name,
            Probability = one.Closed ? (one.Won ? 100 : 0) : session.Pipelines.Probability(one.Pipeline, one.Stage, one.Probability),
            OwnProbability = one.Probability,
            Custom = CustomChange.Shown(one, session, Kinds.Opportunity, one.CustomerOwnerId),
            Rotting = !one.Closed && stage?.RotDays is { } days && one.StageSince.AddDays(days) < session.Now,
        };
    }
}
