using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Interactions;

namespace BotCrm.Bot.Api.Interactions;

/// <summary>A contact who took part.</summary>
internal sealed record ParticipantResource(string Id, string Name);

/// <summary>An interaction. <c>when</c> is when it took place, <c>author</c> a login.</summary>
internal sealed record InteractionResource(
    string Id,
    string Customer,
    string CustomerName,
    InteractionKind Kind,
    DateTimeOffset When,
    int? DurationMinutes,
    IReadOnlyList<ParticipantResource> Participants,
    string Summary,
    string? Outcome,
    bool? Resolved,
    string? NextStep,
    string? Opportunity,
    string Author,
    string AuthorName,
    DateTimeOffset CreatedAt,
    int Version) : IVersioned
{
    public static InteractionResource From(InteractionView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerId.ToString(CultureInfo.InvariantCulture), view.CustomerName, view.Kind, view.When,
        view.DurationMinutes, [.. view.Participants.Select(static person => new ParticipantResource(person.Id.ToString(CultureInfo.InvariantCulture), person.Name))],
        view.Summary, view.Outcome, view.Resolved, view.NextStep, view.OpportunityId?.ToString(CultureInfo.InvariantCulture), view.AuthorLogin,
        view.AuthorName, view.CreatedAt, view.Version);
}

internal sealed record NewInteraction
{
    public Reference? Customer { get; init; }

    public InteractionKind? Kind { get; init; }

    public string? Summary { get; init; }

    /// <summary>When it took place; now when not given.</summary>
    public DateTimeOffset? When { get; init; }

    public int? DurationMinutes { get; init; }

    /// <summary>Contacts of the customer, by id or name.</summary>
    public IReadOnlyList<Reference>? Participants { get; init; }

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    public Reference? Opportunity { get; init; }

    /// <summary>Another author, by an administrator only.</summary>
    public Reference? Author { get; init; }

    /// <summary>A past time, by an administrator only.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>Only the given fields change; null empties one.</summary>
internal sealed record InteractionChange
{
    public Reference? Customer { get; init; }

    public InteractionKind? Kind { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? When { get; init; }

    public int? DurationMinutes { get; init; }

    public IReadOnlyList<Reference>? Participants { get; init; }

    public string? Outcome { get; init; }

    public bool? Resolved { get; init; }

    public string? NextStep { get; init; }

    public Reference? Opportunity { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}
