using System.Globalization;
using BotCrm.Core.Customers.Merging;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Customers;

/// <summary>How a merge is told: before the yes and after it alike.</summary>
internal static class MergeLines
{
    /// <summary>Arguments are written in snake case, the core names fields as records do.</summary>
    public static IReadOnlyList<string> Fields(IReadOnlyList<string>? keep) => [.. (keep ?? []).Select(Camel)];

    public static ChangeLine Of(Words words, string kind, long id, string source, string target, IReadOnlyDictionary<string, int> moved, IReadOnlyList<MergeConflict> conflicts)
    {
        var facts = new FactList(words);
        if (moved.Count > 0)
            facts.Add("moved", words.Join([.. moved.Select(one => words.Say("merge.moved", ("kind", words.Term("kind", one.Key)), ("count", one.Value.ToString(CultureInfo.InvariantCulture))))]));
        foreach (var conflict in conflicts)
        {
            var (kept, dropped) = conflict.Kept == "source" ? (conflict.Source, conflict.Target) : (conflict.Target, conflict.Source);
            facts.Add(Snake(conflict.Field), words.Say("merge.kept", ("kept", kept ?? ""), ("dropped", dropped ?? "")));
        }
        return new ChangeLine(kind, id, words.Say("line.merge", ("source", source), ("target", target)), facts.All);
    }

    private static string Camel(string field)
    {
        var parts = field.Trim().Split('_', ' ');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part.Length == 0 ? "" : char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private static string Snake(string field) => string.Concat(field.Select(c => char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
