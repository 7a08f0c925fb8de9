using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

/// <summary>Changes the given fields of a quote that was not sent yet; given lines replace all lines.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record UpdateQuote : Command<QuoteView>
{
    public required long Id { get; init; }

    public IReadOnlyList<QuoteItem>? Lines { get; init; }

    public decimal? DiscountPercent { get; init; }

    public decimal? TaxPercent { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public string? Note { get; init; }

    /// <summary>Names (camelCase) of optional fields to empty.</summary>
    public IReadOnlyList<string> Clear { get; init; } = [];

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await QuoteRules.ForEditAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        return await QuoteContent.ChangeAsync(session, found.Value, Lines, DiscountPercent, TaxPercent, ValidUntil, Note, Clear, ct);
    }
}
