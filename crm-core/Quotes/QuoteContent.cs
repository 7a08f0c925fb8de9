using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Changes what a quote says; for the quote itself and for its next version.</summary>
internal static class QuoteContent
{
    public static async Task<Result<QuoteView>> ChangeAsync(
        CrmSession session, Quote quote, IReadOnlyList<QuoteItem>? lines, decimal? discount, decimal? tax, DateOnly? validUntil, string? note, IReadOnlyList<string> clear, CancellationToken ct)
    {
        var check = new Checks();
        check.Clearable(clear, "tax", "validUntil", "note");
        var items = lines is null ? null : QuoteRules.Items(check, lines, quote.Currency);
        check.Percent(discount, "discount");
        check.Percent(tax, "tax");
        check.Day(validUntil, "validUntil");
        var text = check.Changed(note, Limits.LongText, "note");
        if (validUntil < session.CompanyToday)
            check.Fail("day_passed", "validUntil must not lie in the past.", "validUntil");
        if (check.Failure is { } failure)
            return failure;

        quote.ValidUntil = clear.Contains("validUntil") ? null : validUntil ?? quote.ValidUntil;
        quote.Note = clear.Contains("note") ? null : text ?? quote.Note;
        // A later day or another note changes no price: an approval stays good.
        if (items is not null || discount is not null || tax is not null || clear.Contains("tax"))
        {
            quote.DiscountPercent = Numbers.Plain(discount) ?? quote.DiscountPercent;
            quote.TaxPercent = clear.Contains("tax") ? null : Numbers.Plain(tax) ?? quote.TaxPercent;
            if (QuoteRules.Price(session, quote, items is null ? quote.Lines : [.. items.Select(item => QuoteMath.Line(item, quote.Currency))]) is { } tooMuch)
                return tooMuch;
        }
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, quote.Id, ct);
    }
}
