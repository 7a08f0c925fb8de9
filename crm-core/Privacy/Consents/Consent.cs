namespace BotCrm.Core.Privacy.Consents;

/// <summary>
/// That a person agreed to something, or took it back, and what proves it. Never changed afterwards: what holds now is said by the newest one
/// of a purpose and channel.
/// </summary>
public sealed class Consent
{
    public long Id { get; internal set; }

    public long ContactId { get; internal set; }

    /// <summary>What for: <c>newsletter</c>, <c>calls</c>, <c>profiling</c>; any short word.</summary>
    public string Purpose { get; internal set; } = "";

    /// <summary>By which way: <c>email</c>, <c>sms</c>, <c>phone</c>, <c>wechat</c>; null: by any.</summary>
    public string? Channel { get; internal set; }

    /// <summary>False: withdrawn.</summary>
    public bool Given { get; internal set; }

    /// <summary>When the person said so.</summary>
    public DateTimeOffset At { get; internal set; }

    public long RecordedById { get; internal set; }

    /// <summary>What proves it, in words: where it was signed, what was said.</summary>
    public string? Proof { get; internal set; }

    /// <summary>An attached file that proves it.</summary>
    public long? ProofFileId { get; internal set; }

    public DateTimeOffset CreatedAt { get; internal set; }

    public DateTimeOffset UpdatedAt { get; internal set; }

    public int Version { get; internal set; }
}
