using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tools;

/// <summary>The questions asked for a missing argument.</summary>
internal static class Questions
{
    /// <summary>Asks for the argument: in the skill's own words where it has some, else in the argument's, else by its label.</summary>
    public static Ask For(ArgumentSpec spec, string skill, Words words, IReadOnlyList<Choice>? choices = null)
    {
        var own = $"ask.{skill}.{spec.Name}";
        var common = $"ask.{spec.Name}";
        var question = words.Has(own) ? words.Say(own) : words.Has(common) ? words.Say(common) : words.Say("ask.anything", ("what", Label(spec, words)));
        return new Ask(spec.Name, spec.AnswerKind, question, choices ?? Options(spec, words));
    }

    public static IReadOnlyList<Choice> Options(ArgumentSpec spec, Words words) =>
        [.. spec.OneOf.Select(o => new Choice(spec.ChoiceNames.TryGetValue(o, out var name) ? name.In(words.Language) : words.Term(SetOf(spec.Name), o), null, o))];

    public static string Label(ArgumentSpec spec, Words words) => spec.Label?.In(words.Language) ?? words.Label(spec.Name);

    private static string SetOf(string argument) => argument == "kind" ? "interaction" : argument.StartsWith("new_", StringComparison.Ordinal) ? argument["new_".Length..] : argument;
}
