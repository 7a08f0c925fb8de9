namespace BotCrm.Core.Surveys;

public enum SurveyKind
{
    /// <summary>How content with what we did: 1 to 5.</summary>
    Satisfaction,

    /// <summary>How likely to recommend us: 0 to 10.</summary>
    Nps,
}

/// <summary>One question put to a customer, and the answer once it is there.</summary>
public sealed class Survey
{
    public long Id { get; internal set; }

    public SurveyKind Kind { get; internal set; }

    public long CustomerId { get; internal set; }

    /// <summary>Whose the customer is; kept by the store.</summary>
    public long CustomerOwnerId { get; private set; }

    public long? ContactId { get; internal set; }

    /// <summary>What it is about: a resolved ticket …</summary>
    public long? TicketId { get; internal set; }

    /// <summary>… or a won opportunity.</summary>
    public long? OpportunityId { get; internal set; }

    public DateTimeOffset AskedAt { get; internal set; }

    /// <summary>Who asked; null: the program.</summary>
    public long? AskedById { get; internal set; }

    /// <summary>The link is good until then.</summary>
    public DateTimeOffset ExpiresAt { get; internal set; }

    public int? Score { get; internal set; }

    public string? Comment { get; internal set; }

    public DateTimeOffset? AnsweredAt { get; internal set; }

    /// <summary>Who wrote the answer down; null: the customer, by the link.</summary>
    public long? AnsweredById { get; internal set; }

    public int Version { get; internal set; }
}
