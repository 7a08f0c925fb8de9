using System.Globalization;
using BotCrm.Skills.Understanding.Lexicon;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>Ranks by the rules of Lexicon/rules.txt.</summary>
internal sealed class RuleRanker : IIntentRanker
{
    private sealed record Rule(string Intent, string[][] Needs, string[] Forbids, int Score, bool IsCommand);

    public static readonly RuleRanker Default = new();

    private readonly List<Rule> rules = [];
    private readonly HashSet<string> writes = [];

    private RuleRanker()
    {
        foreach (var line in LexiconFile.Lines("rules.txt"))
        {
            if (line.StartsWith("@write", StringComparison.Ordinal))
                writes.UnionWith(line.Split(' ')[1..]);
            else
                rules.Add(Parse(line));
        }
    }

    public bool IsWrite(string intent) => writes.Contains(intent);

    /// <summary>All features any rule asks for; the lexicon test holds them against what the analysis can give.</summary>
    public IEnumerable<string> Mentioned => rules.SelectMany(r => r.Needs.SelectMany(n => n).Concat(r.Forbids)).Distinct();

    public IReadOnlyList<Candidate> Rank(FeatureSet features)
    {
        var best = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!Fires(rule, features))
                continue;
            if (!best.TryGetValue(rule.Intent, out var known) || known.Score < rule.Score)
                best[rule.Intent] = new Candidate(rule.Intent, rule.Score, rule.IsCommand || known?.IsCommand == true);
            else if (rule.IsCommand && !known.IsCommand)
                best[rule.Intent] = known with { IsCommand = true };
        }

        var list = best.Values.ToList();
        list.Sort(static (a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Intent, b.Intent));
        return list;
    }

    private static bool Fires(Rule rule, FeatureSet features)
    {
        foreach (var any in rule.Needs)
        {
            var met = false;
            foreach (var feature in any)
                met |= features.Has(feature);
            if (!met)
                return false;
        }

        foreach (var feature in rule.Forbids)
        {
            if (features.Has(feature))
                return false;
        }

        return true;
    }

    private static Rule Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var needs = new List<string[]>();
        var forbids = new List<string>();
        var bonus = 0;
        var command = false;
        foreach (var part in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "command")
                command = true;
            else if (part[0] is '+' or '-')
                bonus = int.Parse(part, CultureInfo.InvariantCulture);
            else if (part[0] == '!')
                forbids.Add(part[1..]);
            else
                needs.Add(part.Split('|'));
        }

        return new Rule(line[..colon].Trim(), [.. needs], [.. forbids], (10 * needs.Count) + bonus, command);
    }
}
