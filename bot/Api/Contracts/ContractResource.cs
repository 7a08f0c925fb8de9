using System.Globalization;
using BotCrm.Bot.Api.Payments;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Contracts;

namespace BotCrm.Bot.Api.Contracts;

/// <summary>A contract. <c>status</c> is that of today; <c>planned</c> and <c>received</c> are the sums of its payments.</summary>
internal sealed record ContractResource(
    string Id,
    string Number,
    string Title,
    string Customer,
    string CustomerName,
    string? Opportunity,
    string? Quote,
    string? QuoteNumber,
    string? Renews,
    string? RenewedBy,
    string Owner,
    string OwnerName,
    DateOnly Start,
    DateOnly? End,
    DateOnly? NoticeBy,
    decimal Value,
    string Currency,
    decimal? CompanyValue,
    string? ValueReason,
    Renewal Renewal,
    int? NoticeDays,
    ContractStatus Status,
    string? CancelReason,
    DateTimeOffset? CancelledAt,
    decimal Planned,
    decimal Received,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version) : IVersioned
{
    public static ContractResource From(ContractView view) => new(
        Text(view.Id)!, view.Number, view.Title, Text(view.CustomerId)!, view.CustomerName, Text(view.OpportunityId), Text(view.QuoteId), view.QuoteNumber, Text(view.RenewsId), Text(view.RenewedById),
        view.OwnerLogin, view.OwnerName, view.StartsOn, view.EndsOn, view.NoticeBy, view.Value, view.Currency, view.CompanyValue, view.ValueReason, view.Renewal, view.NoticeDays, view.Status,
        view.CancelReason, view.CancelledAt, view.Planned, view.Received, view.CreatedAt, view.UpdatedAt, view.Version);

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}

internal sealed record NewContract
{
    public Reference? Customer { get; init; }

    public Reference? Opportunity { get; init; }

    public Reference? Quote { get; init; }

    public string? Title { get; init; }

    /// <summary>Today when not given.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>The last day; without one it runs until cancelled.</summary>
    public DateOnly? End { get; init; }

    /// <summary>That of the quote or the opportunity when not given.</summary>
    public decimal? Value { get; init; }

    public string? Currency { get; init; }

    /// <summary>Needed when the value is not the quote's.</summary>
    public string? ValueReason { get; init; }

    public Renewal? Renewal { get; init; }

    public int? NoticeDays { get; init; }

    /// <summary>False: still a draft.</summary>
    public bool? Active { get; init; }

    public PlanBody? Plan { get; init; }
}

/// <summary>Only the given fields change; null empties one. Another value needs a new plan with it when payments are planned.</summary>
internal sealed record ContractChange
{
    public string? Title { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? End { get; init; }

    public decimal? Value { get; init; }

    public string? ValueReason { get; init; }

    public Renewal? Renewal { get; init; }

    public int? NoticeDays { get; init; }

    public bool? Active { get; init; }

    public PlanBody? Plan { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

internal sealed record Cancellation
{
    public string? Reason { get; init; }

    /// <summary>The version that it is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

internal sealed record Renewing
{
    public DateOnly? End { get; init; }

    public decimal? Value { get; init; }
}
