using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>One quote.</summary>
[Requires(Permissions.QuotesRead)]
public sealed record GetQuote : Query<QuoteView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct) => QuoteRows.ViewAsync(session, Id, ct);
}
