using System.Globalization;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tools;

/// <summary>The facts of a change line; what has no value is left out.</summary>
internal sealed class FactList(Words words)
{
    private const int LongestShown = 600;
    private readonly List<Fact> facts = [];

    public IReadOnlyList<Fact> All => facts;

    public FactList Add(string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) facts.Add(words.Fact(field, Shorten(value)));
        return this;
    }

    public FactList Add(string field, int? value) => Add(field, value?.ToString(CultureInfo.InvariantCulture));

    public FactList Add(string field, IReadOnlyList<string> values) => Add(field, values.Count == 0 ? null : words.Join(values));

    /// <summary>Only when it changed, as "before → after".</summary>
    public FactList Changed(string field, string? before, string? after)
    {
        if (string.Equals(before, after, StringComparison.Ordinal)) return this;
        var shown = string.IsNullOrWhiteSpace(after) ? words.Say("nothing") : Shorten(after);
        return Add(field, string.IsNullOrWhiteSpace(before) ? shown : $"{Shorten(before)} → {shown}");
    }

    private static string Shorten(string text) => text.Length <= LongestShown ? text : text[..(LongestShown - 1)] + "…";
}
