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
    /// <summary>Code of its pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>What the stage is called in English; the code when configuration does not know it any more.</summary>
    public required string StageName { get; init; }

    /// <summary>How likely it is won, in percent.</summary>
    public required int Probability { get; init; }

    /// <summary>In the company's currency by the rate of the day; null when no rate is known.</summary>
    public required decimal? CompanyAmount { get; init; }

    /// <summary>Longer in its stage than the pipeline finds healthy.</summary>
    public required bool Rotting { get; init; }

    /// <summary>The company's own fields by code; GET /api/v1/fields says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    public static OpportunityResource From(OpportunityView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName, view.Name, view.Stage,
        view.Amount, view.Currency, view.AmountHidden, view.CloseDate, view.Overdue, view.OwnerLogin, view.OwnerName, view.LossReason, view.CreatedAt,
        view.UpdatedAt, view.StageSince, view.ClosedAt, view.Version)
    {
        Pipeline = view.Pipeline,
        StageName = view.StageName?.En ?? view.Stage.Code,
        Probability = view.Probability,
        CompanyAmount = view.CompanyAmount,
        Rotting = view.Rotting,
        Custom = view.Custom,
    };
}

internal sealed record NewOpportunity
{
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public Reference? Customer { get; init; }

    public string? Name { get; init; }

    /// <summary>Code of its pipeline; the first that has the stage when not given.</summary>
    public string? Pipeline { get; init; }

    public Stage? Stage { get; init; }

    /// <summary>How likely it is won, in percent, when that is not the stage's.</summary>
    public int? Probability { get; init; }

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
    /// <summary>The company's own fields by code; null empties one, those not named stay.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public Reference? Customer { get; init; }

    public string? Name { get; init; }

    /// <summary>Code of its pipeline; the first that has the stage when not given.</summary>
    public string? Pipeline { get; init; }

    public Stage? Stage { get; init; }

    /// <summary>How likely it is won, in percent, when that is not the stage's.</summary>
    public int? Probability { get; init; }

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
