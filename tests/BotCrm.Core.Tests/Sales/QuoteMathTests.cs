using BotCrm.Core.Quotes;
using FsCheck;
using FsCheck.Fluent;

namespace BotCrm.Core.Tests.Sales;

public sealed class QuoteMathTests
{
    private static QuoteLine Line(decimal quantity, decimal price, decimal discount, string currency = "EUR") =>
        QuoteMath.Line(new QuoteItem { Text = "x", Quantity = quantity, UnitPrice = price, DiscountPercent = discount }, currency);

    [Theory]
    // By hand: 3 × 33.335 = 100.005 → 100.01; 0.5 × 0.01 = 0.005 → 0.01; 7 × 19.99 = 139.93 less 12.5 % = 122.43875 → 122.44.
    [InlineData(3, 33.335, 0, "EUR", 100.01)]
    [InlineData(0.5, 0.01, 0, "EUR", 0.01)]
    [InlineData(7, 19.99, 12.5, "EUR", 122.44)]
    [InlineData(1, 250, 100, "EUR", 0)]
    // Without decimals: 3 × 33.5 = 100.5 → 101; 2 × 0.2 → 0. Three decimals are kept as two: 1 × 1.005 → 1.01.
    [InlineData(3, 33.5, 0, "JPY", 101)]
    [InlineData(2, 0.2, 0, "JPY", 0)]
    [InlineData(1, 1.005, 0, "KWD", 1.01)]
    public void A_line_is_rounded_once_halves_away_from_zero(decimal quantity, decimal price, decimal discount, string currency, decimal total) =>
        Assert.Equal(total, Line(quantity, price, discount, currency).Total);

    [Fact]
    public void Sums_by_hand()
    {
        // 10 × 250 − 5 % = 2375.00; 1 × 1200.00; subtotal 3575.00; − 35 % = 2323.75; 19 % of it = 441.5125 → 441.51.
        var totals = QuoteMath.Totals([Line(10, 250, 5), Line(1, 1200, 0)], 35, 19, "EUR");
        Assert.Equal(new QuoteTotals(3700m, 3575m, 2323.75m, 441.51m, 2765.26m), totals);

        // Yen: 3 × 333 = 999; − 10 % = 899.1 → 899; 10 % tax = 89.9 → 90.
        Assert.Equal(new QuoteTotals(999m, 999m, 899m, 90m, 989m), QuoteMath.Totals([Line(3, 333, 0, "JPY")], 10, 10, "JPY"));
        Assert.Equal(new QuoteTotals(0, 0, 0, 0, 0), QuoteMath.Totals([], 10, 19, "EUR"));
    }

    [Fact]
    public void Whatever_the_lines_the_sums_add_up_and_no_rounding_is_off_by_more_than_half_a_cent()
    {
        var line = Gen.Choose(1, 5_000_000).SelectMany(q => Gen.Choose(0, 900_000_000).SelectMany(p => Gen.Choose(0, 10_000).Select(d => (Quantity: q / 10_000m, Price: p / 10_000m, Discount: d / 100m))));
        var quote = Gen.ListOf(line).SelectMany(lines => Gen.Choose(0, 10_000).SelectMany(d => Gen.Choose(0, 3000).Select(t => (Lines: lines.Take(30).ToList(), Discount: d / 100m, Tax: t / 100m))));
        Check.QuickThrowOnFailure(Prop.ForAll(quote.ToArbitrary(), one =>
        {
            var lines = one.Lines.Select(l => Line(l.Quantity, l.Price, l.Discount)).ToList();
            var totals = QuoteMath.Totals(lines, one.Discount, one.Tax, "EUR");
            var exact = one.Lines.Sum(l => l.Quantity * l.Price * (100 - l.Discount) / 100);
            return lines.Zip(one.Lines).All(pair => Math.Abs(pair.First.Total - (pair.Second.Quantity * pair.Second.Price * (100 - pair.Second.Discount) / 100)) <= 0.005m)
                && totals.Subtotal == lines.Sum(l => l.Total)
                && Math.Abs(totals.Subtotal - exact) <= 0.005m * lines.Count
                && Math.Abs(totals.Net - (totals.Subtotal * (100 - one.Discount) / 100)) <= 0.005m
                && Math.Abs(totals.Tax - (totals.Net * one.Tax / 100)) <= 0.005m
                && totals.Total == totals.Net + totals.Tax
                && new[] { totals.Subtotal, totals.Net, totals.Tax, totals.Total }.All(sum => decimal.Round(sum, 2) == sum);
        }));
    }
}
