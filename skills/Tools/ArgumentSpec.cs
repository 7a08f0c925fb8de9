using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Tools;

public enum ArgumentType
{
    Text,
    Whole,
    Number,
    YesNo,
    Day,
    Time,
    List,
}

/// <summary>One argument of a skill, as declared on its parameter.</summary>
/// <param name="RecordKind">One of <see cref="Core.Primitives.Kinds"/> when it names a record.</param>
/// <param name="OneOf">The words it may be; empty: any.</param>
public sealed record ArgumentSpec(string Name, ArgumentType Type, bool Required, string Description, string? RecordKind, IReadOnlyList<string> OneOf)
{
    /// <summary>What configuration calls it, for a field of the company's own; null: phrases say it.</summary>
    public LocalName? Label { get; init; }

    /// <summary>What configuration calls its choices, by code.</summary>
    public IReadOnlyDictionary<string, LocalName> ChoiceNames { get; init; } = new Dictionary<string, LocalName>();

    public AnswerKind AnswerKind => this switch
    {
        { RecordKind: not null } => AnswerKind.Record,
        { OneOf.Count: > 0 } => AnswerKind.Choice,
        { Type: ArgumentType.Day or ArgumentType.Time } => AnswerKind.Date,
        { Type: ArgumentType.Number } => AnswerKind.Amount,
        _ => AnswerKind.Text,
    };
}
