using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Understanding;

/// <summary>
/// What the model may know besides the words: put into <see cref="ChatOptions.AdditionalProperties"/> under <see cref="Key"/> by the
/// assistant. An LLM client gets the same facts as a system message.
/// </summary>
public sealed record TurnFacts(Actor Actor, DateTimeOffset Now, Dialogue Dialogue)
{
    public const string Key = "botcrm.turn";

    /// <summary>The turn's clock in the speaker's zone; all relative dates are read against it.</summary>
    public DateTimeOffset LocalNow => TimeZoneInfo.ConvertTime(Now, Actor.TimeZone);
}

/// <summary>The state of a dialogue as the model sees it.</summary>
/// <param name="Focus">Records talked about, the most recent first (at most ten).</param>
/// <param name="LastResults">Records of the list shown last, in its order ("the second one").</param>
/// <param name="Pending">The question or confirmation that is open.</param>
/// <param name="LastPlan">The calls of the last plan that was run, for "no, I meant …" and "same for …".</param>
/// <param name="LastLanguage">en or zh: language of the person's last message.</param>
public sealed record Dialogue(
    IReadOnlyList<RecordRef> Focus,
    IReadOnlyList<RecordRef> LastResults,
    PendingQuestion? Pending,
    IReadOnlyList<PlannedCall> LastPlan,
    string? LastLanguage)
{
    public static readonly Dialogue Empty = new([], [], null, [], null);
}

/// <summary>An open question (or, with <paramref name="IsConfirmation"/>, a plan waiting for a yes).</summary>
public sealed record PendingQuestion(string Id, bool IsConfirmation, int CallIndex, string? Argument, AnswerKind Kind, IReadOnlyList<Choice> Choices, IReadOnlyList<PlannedCall> Plan);

/// <summary>One tool call as data: tool name and JSON-like arguments (string, bool, long, decimal, list of strings).</summary>
public sealed record PlannedCall(string Tool, IReadOnlyDictionary<string, object?> Arguments);
