using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>The rules that the commands share.</summary>
internal static class QuoteRules
{
    public const int MaxLines = 200;

    /// <summary>The quote for a change: visible and unchanged since the caller looked; else why not.</summary>
    public static async Task<Result<Quote>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Quotes.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } quote)
            return Failure.NotFound(Kinds.Quote, id);
        return Versions.Changed(Kinds.Quote, id, ifVersion, quote.Version) is { } conflict ? conflict : quote;
    }

    /// <summary>The same, and its content may still be changed.</summary>
    public static async Task<Result<Quote>> ForEditAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        var found = await ForChangeAsync(session, id, ifVersion, ct);
        return found.Ok && !found.Value.Editable ? QuoteFailures.NotEditable(found.Value) : found;
    }

    public static Task<Opportunity> OpportunityAsync(CrmSession session, Quote quote, CancellationToken ct) =>
        session.Db.Opportunities.SingleAsync(one => one.Id == quote.OpportunityId, ct);

    /// <summary>Whether the actor needs nobody else for a discount of any size.</summary>
    public static bool ApprovesOwn(CrmSession session) => session.Actor.May(Permissions.QuotesApprove) && session.Options.Sales.ManagersApproveOwn;

    public static IReadOnlyList<QuoteItem> Items(Checks check, IReadOnlyList<QuoteItem> items, string currency)
    {
        if (items.Count > MaxLines)
            check.Fail("too_many", $"lines may have at most {MaxLines} entries; this has {items.Count}.", "lines", ("max", "200"));
        return [.. items.Take(MaxLines).Select(item => Item(check, item, currency))];
    }

    public static QuoteItem Item(Checks check, QuoteItem item, string currency)
    {
        var text = check.Required(item.Text, Limits.Subject, "text");
        var unit = check.Optional(item.Unit, Limits.Code, "unit");
        if (item.Quantity <= 0 || item.Quantity > 1_000_000_000m || decimal.Round(item.Quantity, 4) != item.Quantity)
            check.Fail("bad_quantity", "quantity must be more than 0, at most 1000000000, with at most four decimal places.", "quantity");
        if (item.UnitPrice < 0 || item.UnitPrice > Money.Max || decimal.Round(item.UnitPrice, 4) != item.UnitPrice)
            check.Fail("bad_unit_price", "unitPrice must be between 0 and 1000000000000, with at most four decimal places.", "unitPrice");
        check.Percent(item.DiscountPercent, "discount");
        if (check.Failure is null && QuoteMath.Line(item with { DiscountPercent = 0 }, currency).Total > Money.Max)
            check.Amount(Money.Max + 1, "total");
        return item with { Text = text, Unit = unit };
    }

    /// <summary>
    /// Reckons the quote anew after its content changed. An approval was for what it was before; a discount above the threshold by somebody who
    /// may not decide that alone waits for one.
    /// </summary>
    public static Failure? Price(CrmSession session, Quote quote, IReadOnlyList<QuoteLine> lines)
    {
        var totals = QuoteMath.Totals(lines, quote.DiscountPercent, quote.TaxPercent, quote.Currency);
        if (totals.List > Money.Max || totals.Total > Money.Max)
        {
            var check = new Checks();
            check.Amount(Money.Max + 1, "total");
            return check.Failure;
        }
        quote.Lines = lines;
        quote.ListMinor = new Money(totals.List, quote.Currency).Minor;
        quote.SubtotalMinor = new Money(totals.Subtotal, quote.Currency).Minor;
        quote.NetMinor = new Money(totals.Net, quote.Currency).Minor;
        quote.TaxMinor = new Money(totals.Tax, quote.Currency).Minor;
        quote.TotalMinor = new Money(totals.Total, quote.Currency).Minor;
        quote.MakerId = session.Actor.UserId;
        quote.ApproverId = null;
        quote.DecisionNote = null;
        var waits = quote.DiscountAbove(session.Options.Sales.DiscountApprovalAbove) && !ApprovesOwn(session);
        quote.Status = waits ? QuoteStatus.Waiting : QuoteStatus.Draft;
        return null;
    }
}
