using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Changes one line of a quote that was not sent yet, or takes it out.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record ChangeQuoteLine : Command<QuoteView>
{
    public required long Id { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Line { get; init; }

    public bool Remove { get; init; }

    public string? Text { get; init; }

    public decimal? Quantity { get; init; }

    public string? Unit { get; init; }

    public decimal? UnitPrice { get; init; }

    public decimal? DiscountPercent { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForEditAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        if (Line < 1 || Line > quote.Lines.Count)
            return QuoteFailures.NoSuchLine(quote, Line);

        var lines = quote.Lines.ToList();
        if (Remove)
        {
            lines.RemoveAt(Line - 1);
        }
        else
        {
            var old = lines[Line - 1];
            var check = new Checks();
            var item = QuoteRules.Item(
                check,
                new QuoteItem
                {
                    Text = Text ?? old.Text,
                    Quantity = Quantity ?? old.Quantity,
                    Unit = Unit ?? old.Unit,
                    UnitPrice = UnitPrice ?? old.UnitPrice,
                    DiscountPercent = DiscountPercent ?? old.DiscountPercent,
                },
                quote.Currency);
            if (check.Failure is { } failure)
                return failure;
            lines[Line - 1] = QuoteMath.Line(item, quote.Currency);
        }
        if (QuoteRules.Price(session, quote, lines) is { } tooMuch)
            return tooMuch;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
