namespace BotCrm.Core.Opportunities;

/// <summary>
/// An opportunity came to a stage: when it was made, moved, won, lost or reopened, and when one of these was undone. Kept by the change
/// recorder in the transaction of the change itself; never changed, and kept when the opportunity is deleted, for the deletion may be undone.
/// </summary>
public sealed class StageChange
{
    public long OpportunityId { get; internal set; }

    /// <summary>1, 2, 3 … per opportunity, in the order in which they happened.</summary>
    public int Number { get; internal set; }

    /// <summary>Null for the first stage.</summary>
    public string? FromStage { get; internal set; }

    public string ToStage { get; internal set; } = "";

    public DateTimeOffset At { get; internal set; }

    /// <summary>The user; 0 for the program itself.</summary>
    public long ById { get; internal set; }

    /// <summary>The amount then, in hundredths.</summary>
    public long? AmountMinor { get; internal set; }

    public string Currency { get; internal set; } = "";

    /// <summary>It took an earlier change back.</summary>
    public bool Undone { get; internal set; }

    /// <summary>Since when it is in the stage: <see cref="At"/>, or from before when this took back what had interrupted it. Kept by the store.</summary>
    public DateTimeOffset EnteredAt { get; private set; }

    /// <summary>When it left the stage; null while it is there. Kept by the store.</summary>
    public DateTimeOffset? LeftAt { get; private set; }

    /// <summary>Where it went; empty when the stay does not count because it was taken back. Kept by the store.</summary>
    public string? LeftTo { get; private set; }

    /// <summary>The opportunity was deleted. Kept by the store.</summary>
    public bool Gone { get; private set; }

    /// <summary>The opportunity's owner, now. Kept by the store, as the next two.</summary>
    public long OwnerId { get; private set; }

    public long CustomerOwnerId { get; private set; }

    public string Pipeline { get; private set; } = "";
}
