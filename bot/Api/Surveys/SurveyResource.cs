using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Surveys;

namespace BotCrm.Bot.Api.Surveys;

/// <summary>A question put to a customer and its answer. <c>link</c>: where the customer answers, once; null when that is over.</summary>
internal sealed record SurveyResource(
    string Id,
    SurveyKind Kind,
    string Customer,
    string CustomerName,
    string? Contact,
    string? Ticket,
    string? Opportunity,
    DateTimeOffset AskedAt,
    string? AskedBy,
    DateTimeOffset ExpiresAt,
    int? Score,
    string? Comment,
    DateTimeOffset? AnsweredAt,
    string? AnsweredBy,
    string? Link,
    int Version) : IVersioned
{
    public static SurveyResource From(SurveyView view) => new(
        Text(view.Id)!, view.Kind, Text(view.CustomerId)!, view.CustomerName, Text(view.ContactId), Text(view.TicketId), Text(view.OpportunityId),
        view.AskedAt, view.AskedByLogin, view.ExpiresAt, view.Score, view.Comment, view.AnsweredAt, view.AnsweredByLogin, view.Link, view.Version);

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);
}

internal sealed record NewSurvey
{
    public Reference? Customer { get; init; }

    public SurveyKind? Kind { get; init; }

    public Reference? Contact { get; init; }

    /// <summary>The ticket it is about.</summary>
    public Reference? Ticket { get; init; }

    /// <summary>The won opportunity it is about.</summary>
    public Reference? Opportunity { get; init; }
}

internal sealed record SurveyAnswer
{
    /// <summary>1 to 5 for satisfaction, 0 to 10 for nps.</summary>
    public int? Score { get; init; }

    public string? Comment { get; init; }
}

/// <summary>See docs/metrics.md. <c>counts</c>: answers per score, from the least to the greatest.</summary>
internal sealed record SatisfactionResource(SurveyKind Kind, int Asked, int AskedAnswered, int Answers, IReadOnlyList<int> Counts, decimal? Average, decimal? Csat, decimal? Nps, decimal? ResponseRate)
{
    public static IReadOnlyList<SatisfactionResource> From(IReadOnlyList<SurveyFigures> figures) =>
        [.. figures.Select(one => new SatisfactionResource(one.Kind, one.Asked, one.AskedAnswered, one.Answers, one.Counts, Round(one.Average), Round(one.Csat), Round(one.Nps), Round(one.ResponseRate)))];

    private static decimal? Round(decimal? value) => value is { } number ? decimal.Round(number, 4) : null;
}
