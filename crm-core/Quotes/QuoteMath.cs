using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>What a quote comes to.</summary>
public sealed record QuoteTotals(decimal List, decimal Subtotal, decimal Net, decimal Tax, decimal Total);

/// <summary>
/// The sums of a quote. Each of these is rounded once to the currency's smallest amount, halves away from zero: a line, the net sum after the
/// overall discount, and the tax. Everything else is exact, so that what is printed adds up as it is printed.
/// </summary>
public static class QuoteMath
{
    public static QuoteLine Line(QuoteItem item, string currency) => new(
        item.Text,
        Numbers.Plain(item.Quantity),
        item.Unit,
        Numbers.Plain(item.UnitPrice),
        Numbers.Plain(item.DiscountPercent),
        Numbers.Plain(Currencies.Round(item.Quantity * item.UnitPrice * (100m - item.DiscountPercent) / 100m, currency)));

    public static QuoteTotals Totals(IReadOnlyList<QuoteLine> lines, decimal discountPercent, decimal? taxPercent, string currency)
    {
        var list = lines.Sum(line => Currencies.Round(line.Quantity * line.UnitPrice, currency));
        var subtotal = lines.Sum(line => line.Total);
        var net = Currencies.Round(subtotal * (100m - discountPercent) / 100m, currency);
        var tax = Currencies.Round(net * (taxPercent ?? 0m) / 100m, currency);
        return new QuoteTotals(list, subtotal, net, tax, net + tax);
    }
}
