using System.Text.Json;
using System.Text.Json.Serialization;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Assistant;

/// <summary>What is remembered of a conversation with one person, between turns and across restarts.</summary>
internal sealed record ConversationState
{
    public const int MaxFocus = 10;
    public const int MaxResults = 50;
    private const int MaxAnswered = 8;

    public static readonly ConversationState Empty = new();

    public IReadOnlyList<RecordRef> Focus { get; init; } = [];

    public IReadOnlyList<RecordRef> LastResults { get; init; } = [];

    public PendingPlan? Pending { get; init; }

    public IReadOnlyList<PlannedCall> LastPlan { get; init; } = [];

    /// <summary>What the last plan changed, as long as it is the newest thing done here.</summary>
    public long? LastChangeSet { get; init; }

    public string? LastSentence { get; init; }

    public string? LastLanguage { get; init; }

    /// <summary>Where "more" goes on.</summary>
    public string? More { get; init; }

    /// <summary>The newest turns that changed something, with what was answered, so that a repeated delivery gets the same answer.</summary>
    public IReadOnlyList<AnsweredTurn> Answered { get; init; } = [];

    public Dialogue ToDialogue(DateTimeOffset now) => new(
        Focus,
        LastResults,
        Pending is { } pending && pending.ExpiresAt > now
            ? new PendingQuestion(pending.Id, pending.IsConfirmation, pending.CallIndex, pending.Argument, pending.Kind, pending.Choices, pending.Calls)
            : null,
        LastPlan,
        LastLanguage);

    public ConversationState Talking(IReadOnlyList<RecordRef> about) => about.Count == 0
        ? this
        : this with { Focus = [.. about.Concat(Focus).DistinctBy(r => (r.Kind, r.Id)).Take(MaxFocus)] };

    public ConversationState Answering(string turnId, IReadOnlyList<Reply> replies) =>
        this with { Answered = [.. Answered.Append(new AnsweredTurn(turnId, replies)).TakeLast(MaxAnswered)] };
}

/// <summary>A plan that waits: for an argument, or for a yes.</summary>
/// <param name="Sentence">What the person said that began it.</param>
/// <param name="Language">The language it was asked in.</param>
/// <param name="Fingerprint">Of the preview shown, for a confirmation.</param>
internal sealed record PendingPlan(
    string Id,
    bool IsConfirmation,
    int CallIndex,
    string? Argument,
    AnswerKind Kind,
    IReadOnlyList<Choice> Choices,
    IReadOnlyList<PlannedCall> Calls,
    string? Sentence,
    string Language,
    string? Fingerprint,
    DateTimeOffset ExpiresAt);

internal sealed record AnsweredTurn(string TurnId, IReadOnlyList<Reply> Replies);
