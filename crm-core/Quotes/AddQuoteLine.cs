using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Adds a line at the end of a quote that was not sent yet.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record AddQuoteLine : Command<QuoteView>
{
    public required long Id { get; init; }

    public required QuoteItem Line { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForEditAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        var check = new Checks();
        var item = QuoteRules.Item(check, Line, quote.Currency);
        if (quote.Lines.Count >= QuoteRules.MaxLines)
            check.Fail("too_many", $"A quote may have at most {QuoteRules.MaxLines} lines.", "lines", ("max", "200"));
        if (check.Failure is { } failure)
            return failure;
        if (QuoteRules.Price(session, quote, [.. quote.Lines, QuoteMath.Line(item, quote.Currency)]) is { } tooMuch)
            return tooMuch;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
