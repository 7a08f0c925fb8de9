using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Opportunities;

namespace BotCrm.Bot.Api.Opportunities;

/// <summary>An opportunity. <c>amount</c> is null while nobody has named one, or when it is hidden from the caller (<c>amountHidden</c>).</summary>
internal sealed record OpportunityResource(
    string Id,
    string Customer,
    string CustomerName,
    string Name,
    Stage Stage,
    decimal? Amount,
    string Currency,
    bool AmountHidden,
    DateOnly? CloseDate,
    bool Overdue,
    string Owner,
    string OwnerName,
    string? Reason,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset StageSince,
    DateTimeOffset? ClosedAt,
    int Version) : IVersioned
{
    public static OpportunityResource From(OpportunityView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName, view.Name, view.Stage,
        view.Amount, view.Currency, view.AmountHidden, view.CloseDate, view.Overdue, view.OwnerLogin, view.OwnerName, view.LossReason, view.CreatedAt,
        view.UpdatedAt, view.StageSince, view.ClosedAt, view.Version);
}

internal sealed record NewOpportunity
{
    public Reference? Customer { get; init; }

    public string? Name { get; init; }

    public Stage? Stage { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    public DateOnly? CloseDate { get; init; }

    public Reference? Owner { get; init; }

    /// <summary>Why it was lost; needed for stage lost.</summary>
    public string? Reason { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was won or lost: a past time, by an administrator only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>Only the given fields change; null empties one. Stage won or lost closes it, an open stage reopens it.</summary>
internal sealed record OpportunityChange
{
    public Reference? Customer { get; init; }

    public string? Name { get; init; }

    public Stage? Stage { get; init; }

    public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    public DateOnly? CloseDate { get; init; }

    public Reference? Owner { get; init; }

    /// <summary>Why it was lost; goes with stage lost.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was won or lost: a past time, by an administrator only.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
