using System.Globalization;
using System.Text.Json;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Audit;

namespace BotCrm.Bot.Api.Audit;

/// <summary>
/// One change. <c>before</c> is null for what was created, <c>after</c> for what was deleted. Changes of one transaction share
/// <c>changeSet</c>; an undo names in <c>undoes</c> the one that it took back. <c>erased</c>: it told of a person who was erased since.
/// </summary>
internal sealed record AuditResource(
    long Sequence,
    DateTimeOffset At,
    string Entity,
    string Operation,
    string Id,
    JsonElement? Before,
    JsonElement? After,
    string Actor,
    string Channel,
    string? Conversation,
    string? Sentence,
    string ChangeSet,
    string? Undoes,
    string Hash,
    bool Erased)
{
    public static AuditResource From(AuditView view, AuditImages images) => new(
        view.Sequence, view.At, view.Entity, view.Operation, view.EntityId.ToString(CultureInfo.InvariantCulture), images.Show(view.Before), images.Show(view.After), view.Actor,
        view.Channel, view.Conversation, view.Sentence, view.ChangeSetId.ToString(CultureInfo.InvariantCulture),
        view.Undoes?.ToString(CultureInfo.InvariantCulture), view.Hash, view.Erased);
}

/// <summary><c>firstBroken</c> is the sequence number of the first entry that does not verify, null when all do.</summary>
internal sealed record VerificationResource(bool Whole, long Entries, long? FirstBroken, string? Problem, int Anchors, bool Signed)
{
    public static VerificationResource From(AuditVerification view) => new(view.FirstBroken is null, view.Entries, view.FirstBroken, view.Problem, view.Anchors, view.Signed);
}

internal sealed record UndoBody
{
    /// <summary>Id of the change set: from the audit, or the header Change-Set of the answer to the change.</summary>
    public Reference? ChangeSet { get; init; }
}

internal sealed record ChangedRecordResource(string Entity, string Id, string Name, string Operation);

internal sealed record ChangeSetResource(string Id, DateTimeOffset At, string Actor, string? Conversation, string? Sentence, bool Undone, IReadOnlyList<ChangedRecordResource> Changes)
{
    public static ChangeSetResource From(ChangeSetView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.At, view.Actor, view.Conversation, view.Sentence, view.Undone,
        [.. view.Changes.Select(static change => new ChangedRecordResource(change.Entity, change.Id.ToString(CultureInfo.InvariantCulture), change.Name, change.Operation))]);
}
