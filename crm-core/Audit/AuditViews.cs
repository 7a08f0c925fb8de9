using System.Text.Json;

namespace BotCrm.Core.Audit;

/// <summary>One entry of the change feed. <paramref name="Cursor"/> is what to pass as After for what comes next.</summary>
public sealed record AuditView(string Cursor, long Sequence, long ChangeSetId, DateTimeOffset At, string Actor, string Channel, string? Conversation, string? Sentence, string Entity, long EntityId, string Operation, JsonElement? Before, JsonElement? After, long? Undoes, string Hash, bool Erased = false);

/// <summary>Result of checking the hash chain and its anchors; <paramref name="FirstBroken"/> is the sequence number of the first entry that does not verify, null when all do. <paramref name="Signed"/>: the record of the newest entry bears a code that needs a key from outside the store.</summary>
public sealed record AuditVerification(long Entries, long? FirstBroken, string? Problem, int Anchors = 0, bool Signed = false);

/// <summary>A change set as undo speaks of it.</summary>
public sealed record ChangeSetView(long Id, DateTimeOffset At, string Actor, string? Conversation, string? Sentence, bool Undone, IReadOnlyList<ChangedRecord> Changes);

public sealed record ChangedRecord(string Entity, long Id, string Name, string Operation);
