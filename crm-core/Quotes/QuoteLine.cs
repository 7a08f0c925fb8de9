using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Core.Audit;

namespace BotCrm.Core.Quotes;

/// <summary>One line of a quote. <paramref name="Total"/>: quantity × unit price less the discount, rounded to the currency's smallest amount.</summary>
public sealed record QuoteLine(string Text, decimal Quantity, string? Unit, decimal UnitPrice, decimal DiscountPercent, decimal Total)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = RecordImage.Json.Encoder,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <summary>A line as it is asked for.</summary>
public sealed record QuoteItem
{
    /// <summary>The product or service in words.</summary>
    public required string Text { get; init; }

    /// <summary>More than 0, at most four decimals.</summary>
    public decimal Quantity { get; init; } = 1;

    public string? Unit { get; init; }

    /// <summary>0 or more, at most four decimals.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>0 to 100.</summary>
    public decimal DiscountPercent { get; init; }
}
