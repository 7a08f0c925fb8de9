using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Allows a discount above the threshold. Not by who made the quote, unless the company lets managers decide alone.</summary>
[Requires(Permissions.QuotesApprove)]
public sealed record ApproveQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    public string? Note { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        var check = new Checks();
        var note = check.Optional(Note, Limits.Text, "note");
        if (check.Failure is { } failure)
            return failure;
        if (quote.Status != QuoteStatus.Waiting)
            return QuoteFailures.NotWaiting(quote);
        if (quote.MakerId == session.Actor.UserId && !QuoteRules.ApprovesOwn(session))
            return QuoteFailures.OwnApproval();

        quote.Status = QuoteStatus.Approved;
        quote.ApproverId = session.Actor.UserId;
        quote.DecisionNote = note;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
