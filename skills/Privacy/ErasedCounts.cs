using System.Globalization;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Privacy;

/// <summary>How much of what an erasure reached: records by their kind, and whatever else by its own word.</summary>
internal static class ErasedCounts
{
    public static List<Fact> Of(Words words, IEnumerable<KeyValuePair<string, int>> counts, bool isRecord) =>
        [.. counts.Where(count => words.Has("kind." + count.Key) == isRecord)
            .Select(count => new Fact(isRecord ? words.Term("kind", count.Key) : words.Say("erased.other", ("what", count.Key)), count.Value.ToString(CultureInfo.InvariantCulture)))];
}
