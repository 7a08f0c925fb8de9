using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Quotes;

/// <summary>The lines that a call gives, as texts or as one product in arguments of its own.</summary>
internal static class GivenLines
{
    /// <summary>Null without a problem: none were given.</summary>
    public static (IReadOnlyList<QuoteItem>? Items, SkillOutcome? Problem) Read(
        SkillContext context, IReadOnlyList<string>? lines, string? product = null, decimal? quantity = null, string? unit = null, decimal? unitPrice = null, decimal? lineDiscount = null)
    {
        var items = new List<QuoteItem>();
        foreach (var line in lines ?? [])
        {
            if (QuoteLineText.Read(line) is not { } item)
                return (null, new Ask("lines", AnswerKind.Text, context.Words.Say("ask.quote_line", ("value", line.Length > 80 ? line[..79] + "…" : line)), []));
            items.Add(item);
        }

        if (product is not null)
        {
            if (unitPrice is not { } price)
                return (null, new Ask("unit_price", AnswerKind.Amount, context.Words.Say("ask.unit_price"), []));
            items.Add(new QuoteItem { Text = product, Quantity = quantity ?? 1, Unit = unit, UnitPrice = price, DiscountPercent = lineDiscount ?? 0 });
        }

        return (items.Count == 0 ? null : items, null);
    }

    /// <summary>The line that is meant: by its number, by words of its product, or the only one.</summary>
    public static int? Find(QuoteView quote, int? line, string? product)
    {
        if (line is not null) return line;
        if (product is null) return quote.Lines.Count == 1 ? 1 : null;
        var exact = Enumerable.Range(0, quote.Lines.Count).Where(i => quote.Lines[i].Text.Equals(product.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        if (exact.Count == 0) exact = [.. Enumerable.Range(0, quote.Lines.Count).Where(i => quote.Lines[i].Text.Contains(product.Trim(), StringComparison.OrdinalIgnoreCase))];
        return exact is [var only] ? only + 1 : null;
    }

    public static SkillOutcome Which(SkillContext context, QuoteView quote) =>
        new Ask("line", AnswerKind.Choice, context.Words.Say("ask.line", ("number", quote.FullNumber)),
            [.. quote.Lines.Take(8).Select((line, i) => new Choice(line.Text, context.Words.Money(line.Total, quote.Currency), (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))]);
}
