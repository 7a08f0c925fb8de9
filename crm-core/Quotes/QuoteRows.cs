using BotCrm.Core.Access;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>A quote with the names of what it is for.</summary>
internal sealed class QuoteRow
{
    public required Quote Quote { get; init; }

    public required string OpportunityName { get; init; }

    public required long OwnerId { get; init; }

    public required long CustomerId { get; init; }

    public required string CustomerName { get; init; }
}

internal static class QuoteRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<QuoteRow> Of(CrmSession session) =>
        from quote in session.Db.Quotes.AsNoTracking().VisibleTo(session.Actor, session.Db)
        join opportunity in session.Db.Opportunities on quote.OpportunityId equals opportunity.Id
        join customer in session.Db.Customers on opportunity.CustomerId equals customer.Id
        select new QuoteRow { Quote = quote, OpportunityName = opportunity.Name, OwnerId = opportunity.OwnerId, CustomerId = customer.Id, CustomerName = customer.Name };

    public static async Task<Result<QuoteView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Quote.Id == id).ToListAsync(ct) is { Count: 1 } rows
            ? (await ViewsAsync(session, rows, ct))[0]
            : Failure.NotFound(Kinds.Quote, id);

    public static async Task<IReadOnlyList<QuoteView>> ViewsAsync(CrmSession session, IReadOnlyList<QuoteRow> rows, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var converter = new Converter(session);
        var views = new List<QuoteView>(rows.Count);
        foreach (var row in rows)
        {
            var view = View(row, session, directory);
            var day = TaskTimes.DayOf(view.CreatedAt, TaskTimes.Zone(session.Options.TimeZone));
            views.Add(view with { CompanyTotal = await converter.TryAsync(view.Totals.Total, view.Currency, day, ct) });
        }
        return views;
    }

    private static QuoteView View(QuoteRow row, CrmSession session, UserDirectory directory)
    {
        var one = row.Quote;
        var totals = new QuoteTotals(one.ListMinor / 100m, one.SubtotalMinor / 100m, one.NetMinor / 100m, one.TaxMinor / 100m, one.TotalMinor / 100m);
        return new QuoteView(
            one.Id,
            one.OpportunityId,
            row.OpportunityName,
            row.CustomerId,
            row.CustomerName,
            one.Number,
            one.Revision,
            one.FullNumber,
            one.StatusOn(session.CompanyToday),
            one.ValidUntil,
            one.Currency,
            one.Lines,
            one.DiscountPercent,
            one.TaxPercent,
            totals,
            totals.List == 0 ? 0 : Numbers.Plain(decimal.Round((totals.List - totals.Net) / totals.List * 100m, 2, MidpointRounding.AwayFromZero)),
            one.Editable && one.ApproverId is null && one.DiscountAbove(session.Options.Sales.DiscountApprovalAbove) && !QuoteRules.ApprovesOwn(session),
            one.Note,
            one.MakerId,
            directory[one.MakerId].Name,
            one.ApproverId is { } approver ? directory[approver].Name : null,
            one.DecisionNote,
            one.DeclineReason,
            one.SentAt,
            one.DecidedAt,
            one.CreatedAt,
            one.UpdatedAt,
            one.Version);
    }
}
