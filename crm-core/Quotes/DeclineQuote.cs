using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>The customer said no, or took back the yes while no contract stands on it.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record DeclineQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    public string? Reason { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var quote = found.Value;
        var check = new Checks();
        var reason = check.Optional(Reason, Limits.Text, "reason");
        if (check.Failure is { } failure)
            return failure;
        if (quote.Status == QuoteStatus.Replaced)
            return QuoteFailures.Replaced(quote);
        if (quote.Status is not (QuoteStatus.Sent or QuoteStatus.Accepted))
            return QuoteFailures.NotSent(quote);
        if (await SalesConsistency.ContractOfAsync(session, quote.Id, ct) is { } contract)
            return QuoteFailures.HasContract(quote, contract);

        quote.Status = QuoteStatus.Declined;
        quote.DeclineReason = reason;
        quote.DecidedAt = session.Now;
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, Id, ct);
    }
}
