using System.Globalization;
using System.Net;
using System.Text;
using BotCrm.Core.Quotes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Api.Quotes;

/// <summary>A quote as one HTML page to print: no script, nothing loaded from elsewhere, every text escaped.</summary>
internal static class QuoteDocument
{
    private const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;color:#222;max-width:50rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin:0}" +
        "table{width:100%;border-collapse:collapse;margin:1.5rem 0}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}" +
        ".n{text-align:right;white-space:nowrap}tfoot td{border:0}tfoot tr:last-child td{font-weight:700;border-top:2px solid #222}" +
        "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#666}dd{margin:0}@media print{body{margin:0}}";

    public static string Write(QuoteView quote, string language)
    {
        var words = new Words(language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh" : "en", TimeZoneInfo.Utc);
        var title = words.Say("title.quote", ("number", quote.FullNumber));
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{words.Language}\"><head><meta charset=\"utf-8\"><title>{Safe(title)}</title><style>{Style}</style></head><body>");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(title)}</h1><dl>");
        Term(page, words.Label("customer"), quote.CustomerName);
        Term(page, words.Label("opportunity"), quote.OpportunityName);
        Term(page, words.Label("created"), words.DayOf(quote.CreatedAt));
        if (quote.ValidUntil is { } day)
            Term(page, words.Label("valid_until"), words.Day(day));
        Term(page, words.Label("status"), words.Term("status", quote.Status.ToString()));
        page.Append("</dl><table><thead><tr>");
        foreach (var (column, number) in new[] { ("product", false), ("quantity", true), ("unit_price", true), ("line_discount", true), ("total", true) })
            page.Append(CultureInfo.InvariantCulture, $"<th{(number ? " class=\"n\"" : "")}>{Safe(words.Label(column))}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var line in quote.Lines)
        {
            var quantity = words.Number(line.Quantity) + (line.Unit is null ? "" : " " + line.Unit);
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Safe(line.Text)}</td>{Cell(quantity)}{Cell(Price(line.UnitPrice, quote.Currency))}{Cell(Percent(line.DiscountPercent))}{Cell(words.Money(line.Total, quote.Currency))}</tr>");
        }

        page.Append("</tbody><tfoot>");
        if (quote.DiscountPercent != 0 || quote.TaxPercent is not null)
            Sum(page, words.Label("subtotal"), words.Money(quote.Totals.Subtotal, quote.Currency));
        if (quote.DiscountPercent != 0)
            Sum(page, $"{words.Label("discount")} {Percent(quote.DiscountPercent)}", words.Money(quote.Totals.Net - quote.Totals.Subtotal, quote.Currency));
        if (quote.TaxPercent is { } tax)
        {
            Sum(page, words.Label("net"), words.Money(quote.Totals.Net, quote.Currency));
            Sum(page, $"{words.Label("tax")} {Percent(tax)}", words.Money(quote.Totals.Tax, quote.Currency));
        }

        Sum(page, words.Label("total"), words.Money(quote.Totals.Total, quote.Currency));
        page.Append("</tfoot></table>");
        if (quote.Note is { } note)
            page.Append(CultureInfo.InvariantCulture, $"<p style=\"white-space:pre-line\">{Safe(note)}</p>");
        return page.Append("</body></html>").ToString();
    }

    private static void Term(StringBuilder page, string label, string value) => page.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(label)}</dt><dd>{Safe(value)}</dd>");

    private static void Sum(StringBuilder page, string label, string value) => page.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"4\" class=\"n\">{Safe(label)}</td>{Cell(value)}</tr>");

    private static string Cell(string value) => $"<td class=\"n\">{Safe(value)}</td>";

    // Unit prices may be finer than the currency.
    private static string Price(decimal price, string currency) => price.ToString("#,##0.00##", CultureInfo.InvariantCulture) + " " + currency;

    private static string Percent(decimal percent) => percent == 0 ? "" : percent.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
