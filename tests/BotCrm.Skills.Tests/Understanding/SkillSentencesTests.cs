using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>
/// skill-sentences.txt and sales-sentences.txt together: what people say for every skill of the catalogue, in both languages, and the calls it must come to.
/// </summary>
public sealed class SkillSentencesTests
{
    private const int Enough = 3;

    /// <summary>Skills nobody asks for in words, with the reason.</summary>
    private static readonly Dictionary<string, string> Unspoken = new(StringComparer.Ordinal);

    public static TheoryData<string, string> Sentences()
    {
        var data = new TheoryData<string, string>();
        foreach (var (text, expected, _) in Read("skill-sentences.txt").Where(s => !s.Open)) data.Add(text, expected);
        return data;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task Reads(string text, string expected)
    {
        var calls = await CallsAsync(text);
        // A whole line of both is told: Assert.Equal cuts them.
        Assert.True(expected == calls, $"{text}\n  wanted: {expected}\n  read:   {calls}");
    }

    /// <summary>A sentence that is understood by now is no longer open.</summary>
    [Fact]
    public async Task Open_ones_are_still_open()
    {
        var done = new List<string>();
        foreach (var (text, expected, _) in Read("skill-sentences.txt").Where(s => s.Open))
        {
            if (await CallsAsync(text) == expected) done.Add(text);
        }

        Assert.Empty(done);
    }

    /// <summary>Counted are the sentences that are understood (the other tests hold them to it), by the skill they come to.</summary>
    [Fact]
    public void Every_skill_has_golden_sentences_in_both_languages()
    {
        var counted = new Dictionary<(string Skill, bool Chinese), int>();
        foreach (var (text, expected, open) in Read("skill-sentences.txt").Concat(Read("sales-sentences.txt")))
        {
            if (open) continue;
            foreach (var skill in expected.Split(" | ").Select(call => call.Split(' ')[0]).Distinct())
            {
                var key = (skill, text.Any(Tokenizer.IsCjk));
                counted[key] = counted.GetValueOrDefault(key) + 1;
            }
        }

        var catalogue = SkillCatalogue.All.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(counted.Keys.Select(k => k.Skill), s => s.Length > 0 && !catalogue.Contains(s));
        Assert.Empty(Unspoken.Keys.Except(catalogue));
        var missing = catalogue.Except(Unspoken.Keys)
            .SelectMany(skill => new[] { (skill, Chinese: false), (skill, Chinese: true) })
            .Where(key => counted.GetValueOrDefault(key) < Enough)
            .Select(key => $"{key.skill} {(key.Chinese ? "zh" : "en")}: {counted.GetValueOrDefault(key)}");
        Assert.Empty(missing);
    }

    [Fact]
    public void No_sentence_is_written_twice() =>
        Assert.Empty(Read("skill-sentences.txt").Concat(Read("sales-sentences.txt")).GroupBy(s => s.Text).Where(g => g.Select(s => s.Expected).Distinct().Count() > 1).Select(g => g.Key));

    private static async Task<string> CallsAsync(string text) => string.Join(" | ", (await Understand.CallsAsync(text)).Select(Understand.Line));

    private static IEnumerable<(string Text, string Expected, bool Open)> Read(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", file)).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var open = line.StartsWith("open:", StringComparison.Ordinal);
            var at = line.IndexOf("=>", StringComparison.Ordinal);
            yield return (line[(open ? "open:".Length : 0)..at].Trim(), line[(at + 2)..].Trim(), open);
        }
    }
}
