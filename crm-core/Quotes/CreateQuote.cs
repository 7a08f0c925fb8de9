using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Quotes;

/// <summary>Makes a quote for an open opportunity. Currency: the opportunity's unless given.</summary>
[Requires(Permissions.QuotesWrite)]
public sealed record CreateQuote : Command<QuoteView>
{
    public required long OpportunityId { get; init; }

    public IReadOnlyList<QuoteItem> Lines { get; init; } = [];

    /// <summary>On the whole, 0 to 100.</summary>
    public decimal DiscountPercent { get; init; }

    public decimal? TaxPercent { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public DateOnly? ValidUntil { get; init; }

    public string? Currency { get; init; }

    public string? Note { get; init; }

    protected internal override async Task<Result<QuoteView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (await session.Db.Opportunities.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == OpportunityId, ct) is not { } opportunity)
            return Failure.NotFound(Kinds.Opportunity, OpportunityId);
        var check = new Checks();
        var currency = check.Currency(Currency, "currency") ?? opportunity.Currency;
        var items = QuoteRules.Items(check, Lines, currency);
        check.Percent(DiscountPercent, "discount");
        check.Percent(TaxPercent, "tax");
        check.Day(ValidUntil, "validUntil");
        var note = check.Optional(Note, Limits.LongText, "note");
        if (ValidUntil < session.CompanyToday)
            check.Fail("day_passed", "validUntil must not lie in the past.", "validUntil");
        if (check.Failure is { } failure)
            return failure;
        if (opportunity.Closed)
            return QuoteFailures.OpportunityClosed(opportunity);

        var year = session.CompanyToday.Year;
        var number = await NumberSequences.NextAsync(session.Db, string.Create(CultureInfo.InvariantCulture, $"quotes {year}"), ct);
        var quote = new Quote
        {
            Id = await session.NewIdAsync(ct),
            OpportunityId = OpportunityId,
            Number = string.Create(CultureInfo.InvariantCulture, $"Q-{year}-{number:0000}"),
            Revision = 1,
            ValidUntil = ValidUntil,
            Currency = currency,
            DiscountPercent = Numbers.Plain(DiscountPercent),
            TaxPercent = Numbers.Plain(TaxPercent),
            Note = note,
            CreatedAt = session.Now,
            UpdatedAt = session.Now,
        };
        if (QuoteRules.Price(session, quote, [.. items.Select(item => QuoteMath.Line(item, currency))]) is { } tooMuch)
            return tooMuch;
        session.Db.Quotes.Add(quote);
        await session.SaveAsync(ct);
        return await QuoteRows.ViewAsync(session, quote.Id, ct);
    }
}
