using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tools;

/// <summary>What running one skill came to. Anything but <see cref="Done"/> and <see cref="Answered"/> rolls the whole plan back.</summary>
public abstract record SkillOutcome;

/// <summary>A write that worked, as lines for the done card. <paramref name="Focus"/>: the records now being talked about, most relevant first.</summary>
public sealed record Done(IReadOnlyList<ChangeLine> Changes, IReadOnlyList<RecordRef> Focus) : SkillOutcome
{
    /// <summary>It took something back, rather than doing something new.</summary>
    public bool TookBack { get; init; }

    /// <summary>False: it changed no record that undo could put back.</summary>
    public bool Undoable { get; init; } = true;

    /// <summary>It cannot be taken back, and nothing of it may be remembered: no undo is offered, and the conversation is forgotten.</summary>
    public bool Final { get; init; }
}

/// <summary>A read that worked.</summary>
public sealed record Answered(Reply Reply, IReadOnlyList<RecordRef> Focus) : SkillOutcome;

/// <summary>The kind of answer a question wants; decides how the next message is read.</summary>
public enum AnswerKind
{
    Record,
    Text,
    Date,
    Amount,
    Choice,
}

/// <summary>Needs an answer for argument <paramref name="Argument"/> of this call before anything is written.</summary>
public sealed record Ask(string Argument, AnswerKind Kind, string Question, IReadOnlyList<Choice> Choices) : SkillOutcome;

/// <summary>Would do exactly <paramref name="Changes"/>, but wants a yes first.</summary>
public sealed record NeedsConfirmation(string Title, IReadOnlyList<ChangeLine> Changes) : SkillOutcome;

/// <summary>An expected failure: not there, not allowed, changed meanwhile, impossible value.</summary>
public sealed record Refused(Failure Failure) : SkillOutcome
{
    /// <summary>Sentences that would do what was probably wanted.</summary>
    public IReadOnlyList<string> Suggestions { get; init; } = [];
}
