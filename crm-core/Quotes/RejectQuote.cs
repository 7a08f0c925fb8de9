using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Refuses the discount of a waiting quote: it is a draft again, with the reason; it can be sent when the discount is lower.</summary>
[Requires(Permissions.QuotesApprove)]
public sealed record RejectQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    public required string Reason { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        var check = new Checks();
        var reason = check.Required(Reason, Limits.Text, "reason");
        if (check.Failure is { } failure)
            return failure;
        if (quote.Status != QuoteStatus.Waiting)
            return QuoteFailures.NotWaiting(quote);

        quote.Status = QuoteStatus.Draft;
        quote.DecisionNote = reason;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
