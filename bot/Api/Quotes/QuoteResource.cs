using System.Globalization;
using System.Text.Json.Serialization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Quotes;

namespace BotCrm.Bot.Api.Quotes;

/// <summary>
/// A quote. <c>status</c> is that of today; <c>discount</c> is that on the whole, <c>totalDiscount</c> all discounts together, both in percent.
/// <c>needsApproval</c>: it cannot be sent before somebody approved its discount.
/// </summary>
internal sealed record QuoteResource(
    string Id,
    string Opportunity,
    string OpportunityName,
    string Customer,
    string CustomerName,
    string Number,
    int Revision,
    QuoteStatus Status,
    DateOnly? ValidUntil,
    string Currency,
    IReadOnlyList<QuoteLineResource> Lines,
    decimal Discount,
    decimal TotalDiscount,
    decimal? Tax,
    decimal List,
    decimal Subtotal,
    decimal Net,
    decimal TaxAmount,
    decimal Total,
    decimal? CompanyTotal,
    bool NeedsApproval,
    string? Note,
    string Maker,
    string? Approver,
    string? DecisionNote,
    string? Reason,
    DateTimeOffset? SentAt,
    DateTimeOffset? DecidedAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    public static QuoteResource From(QuoteView view) => new(
        Text(view.Id), Text(view.OpportunityId), view.OpportunityName, Text(view.CustomerId), view.CustomerName, view.FullNumber, view.Revision, view.Status, view.ValidUntil, view.Currency,
        [.. view.Lines.Select(static line => new QuoteLineResource(line.Text, line.Quantity, line.Unit, line.UnitPrice, line.DiscountPercent, line.Total))],
        view.DiscountPercent, view.Discount, view.TaxPercent, view.Totals.List, view.Totals.Subtotal, view.Totals.Net, view.Totals.Tax, view.Totals.Total, view.CompanyTotal,
        view.NeedsApproval, view.Note, view.MakerName, view.ApproverName, view.DecisionNote, view.DeclineReason, view.SentAt, view.DecidedAt, view.CreatedAt, view.UpdatedAt, view.Version);

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}

internal sealed record QuoteLineResource(string Text, decimal Quantity, string? Unit, decimal UnitPrice, decimal Discount, decimal Total);

/// <summary>A line as it is asked for.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record QuoteLineBody
{
    public required string Text { get; init; }

    /// <summary>1 when not given; at most four decimals.</summary>
    public decimal Quantity { get; init; } = 1;

    public string? Unit { get; init; }

    /// <summary>At most four decimals.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>In percent.</summary>
    public decimal Discount { get; init; }

    public QuoteItem Item => new() { Text = Text, Quantity = Quantity, Unit = Unit, UnitPrice = UnitPrice, DiscountPercent = Discount };
}

internal sealed record NewQuote
{
    public Reference? Opportunity { get; init; }

    public IReadOnlyList<QuoteLineBody>? Lines { get; init; }

    /// <summary>On the whole, in percent.</summary>
    public decimal? Discount { get; init; }

    /// <summary>In percent.</summary>
    public decimal? Tax { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>ISO 4217 code; the opportunity's when not given.</summary>
    public string? Currency { get; init; }

    public string? Note { get; init; }
}

/// <summary>Only the given fields change; null empties one. Given lines replace all lines.</summary>
internal sealed record QuoteChange
{
    public IReadOnlyList<QuoteLineBody>? Lines { get; init; }

    /// <summary>On the whole, in percent.</summary>
    public decimal? Discount { get; init; }

    /// <summary>In percent.</summary>
    public decimal? Tax { get; init; }

    public DateOnly? ValidUntil { get; init; }

    public string? Note { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

/// <summary>Why it was declined or rejected, or what the approver has to say.</summary>
internal sealed record QuoteDecision
{
    public string? Reason { get; init; }

    /// <summary>The version that the decision is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
