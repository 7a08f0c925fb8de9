namespace BotCrm.Core.Surveys;

/// <param name="Link">Where the customer answers: an address, or a path when none is configured; null when it is answered or no link can be made.</param>
public sealed record SurveyView(
    long Id,
    SurveyKind Kind,
    long CustomerId,
    string CustomerName,
    long? ContactId,
    string? ContactName,
    long? TicketId,
    long? OpportunityId,
    DateTimeOffset AskedAt,
    string? AskedByLogin,
    DateTimeOffset ExpiresAt,
    int? Score,
    string? Comment,
    DateTimeOffset? AnsweredAt,
    string? AnsweredByLogin,
    string? Link,
    int Version);

/// <summary>What the page behind a link shows: nothing that would tell a stranger whom it is about.</summary>
public sealed record SurveyPage(SurveyKind Kind, SurveyPageState State);

public enum SurveyPageState
{
    Open,
    Answered,
    Expired,
}
