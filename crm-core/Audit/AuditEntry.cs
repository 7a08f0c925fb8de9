namespace BotCrm.Core.Audit;

/// <summary>
/// One entry of the append-only change feed. Entries of one session share <see cref="ChangeSetId"/>. <see cref="Before"/> and
/// <see cref="After"/> are JSON objects of the record's fields (null: it did not exist before / does not exist any more).
/// <see cref="Hash"/> = SHA-256 over the previous entry's hash and this entry's fields, the payload entering by a salted digest, so that
/// a payload can later be erased while the chain still verifies.
/// </summary>
public sealed class AuditEntry
{
    public long Sequence { get; internal set; }

    public long ChangeSetId { get; internal set; }

    public DateTimeOffset At { get; internal set; }

    public long ActorId { get; internal set; }

    public string ActorLogin { get; internal set; } = "";

    public string Channel { get; internal set; } = "";

    public string? Conversation { get; internal set; }

    /// <summary>What the person said that caused it.</summary>
    public string? Sentence { get; internal set; }

    /// <summary>One of <see cref="Primitives.Kinds"/>.</summary>
    public string Entity { get; internal set; } = "";

    public long EntityId { get; internal set; }

    /// <summary>create, update, delete, or the same with <c>undo_</c> in front when an undo did it.</summary>
    public string Operation { get; internal set; } = "";

    public string? Before { get; internal set; }

    public string? After { get; internal set; }

    /// <summary>Not stored: it was read, and what it held about a person is no more.</summary>
    internal bool Erased { get; set; }

    /// <summary>For an undo: the change set it took back.</summary>
    public long? Undoes { get; internal set; }

    public byte[] Salt { get; internal set; } = [];

    public byte[] PayloadDigest { get; internal set; } = [];

    public byte[] PreviousHash { get; internal set; } = [];

    public byte[] Hash { get; internal set; } = [];
}
