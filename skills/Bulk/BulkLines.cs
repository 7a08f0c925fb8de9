using System.Globalization;
using BotCrm.Core.Bulk;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Bulk;

/// <summary>How a bulk change is told: the counts, the first names, and each problem once with whom it concerns.</summary>
internal static class BulkLines
{
    private const int Shown = 10;

    /// <param name="changes">What becomes of each of them, in words.</param>
    public static IReadOnlyList<ChangeLine> Of(SkillContext context, BulkResult result, IReadOnlyList<Fact> changes)
    {
        var words = context.Words;
        var kind = words.Term("kind", result.Kind);
        var changed = result.Rows.Where(row => row.Outcome == BulkOutcome.Changed).ToList();
        var facts = new FactList(words)
            .Add("changed_records", Number(result.Changed))
            .Add("examples", changed.Count == 0 ? null : words.Join([.. changed.Take(Shown).Select(row => row.Name)]) + (changed.Count > Shown ? " …" : ""))
            .Add("unchanged_records", result.Unchanged == 0 ? null : Number(result.Unchanged));
        foreach (var problem in result.Rows.Where(row => row.Problem is not null).GroupBy(row => Failures.Say(row.Problem!, words)).Take(Shown))
        {
            var names = words.Join([.. problem.Take(Shown).Select(row => row.Name)]) + (problem.Count() > Shown ? " …" : "");
            facts.Add("refused_records", words.Say("bulk.refused", ("count", Number(problem.Count())), ("names", names), ("reason", problem.Key)));
        }
        // What exactly a yes is given to: the same names and counts could be of other records.
        return [new ChangeLine(result.Kind, null, words.Say("line.bulk", ("kind", kind), ("count", Number(result.Changed))), [.. changes, .. facts.All, words.Fact("preview_code", result.Token[..12])])];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
