using BotCrm.Core.Fields;

namespace BotCrm.Core.Opportunities;

/// <summary>A possible sale, from lead to won or lost.</summary>
public sealed class Opportunity : CustomRecord
{
    public long CustomerId { get; internal set; }

    /// <summary>Owner of the customer, kept by the store: what row scope goes by. Known to queries only.</summary>
    public long CustomerOwnerId { get; private set; }

    public string Name { get; internal set; } = "";

    /// <summary>Code of the pipeline it goes through.</summary>
    public string Pipeline { get; internal set; } = Pipelines.DefaultCode;

    public Stage Stage { get; internal set; }

    /// <summary>How likely it is won, in percent, when somebody knows better than the stage does.</summary>
    public int? Probability { get; internal set; }

    /// <summary>Amount in hundredths of <see cref="Currency"/>; null while nobody has named one.</summary>
    public long? AmountMinor { get; internal set; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; internal set; } = "";

    /// <summary>Expected close; after the end, the day it was won or lost.</summary>
    public DateOnly? CloseDate { get; internal set; }

    public long OwnerId { get; internal set; }

    public string? LossReason { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public DateTimeOffset StageSince { get; internal set; }

    /// <summary>When it was won or lost.</summary>
    public DateTimeOffset? ClosedAt { get; internal set; }

    public int Version { get; internal set; }

    public bool Closed => ClosedAt is not null;

    /// <summary>Closed without a reason for losing it.</summary>
    public bool Won => ClosedAt is not null && LossReason is null;

    /// <summary>To an open stage; a closed one is reopened by that.</summary>
    internal void MoveTo(Stage open, DateTimeOffset now)
    {
        Stage = open;
        StageSince = now;
        ClosedAt = null;
        LossReason = null;
    }

    internal void Win(Stage won, DateTimeOffset at, DateOnly day) => Close(won, at, day, null);

    internal void Lose(Stage lost, DateTimeOffset at, DateOnly day, string reason) => Close(lost, at, day, reason);

    private void Close(Stage stage, DateTimeOffset at, DateOnly day, string? reason)
    {
        Stage = stage;
        StageSince = at;
        ClosedAt = at;
        CloseDate = day;
        LossReason = reason;
    }
}
