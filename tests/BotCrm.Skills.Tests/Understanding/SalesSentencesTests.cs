namespace BotCrm.Skills.Tests.Understanding;

/// <summary>What salespeople and managers say about quotes, contracts, payments, reports, files, segments: sales-sentences.txt, each line a case.</summary>
public sealed class SalesSentencesTests
{
    public static TheoryData<string, string> Sentences()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in Lines().Where(l => !l.StartsWith("open:", StringComparison.Ordinal)))
            data.Add(Text(line), Expected(line));
        return data;
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task Reads(string text, string expected) => Assert.Equal(expected, await CallsAsync(text));

    /// <summary>A sentence that is understood by now is no longer open.</summary>
    [Fact]
    public async Task Open_ones_are_still_open()
    {
        var done = new List<string>();
        foreach (var line in Lines().Where(l => l.StartsWith("open:", StringComparison.Ordinal)))
        {
            if (await CallsAsync(Text(line["open:".Length..])) == Expected(line))
                done.Add(line);
        }

        Assert.Empty(done);
    }

    private static async Task<string> CallsAsync(string text) =>
        string.Join(" | ", (await Understand.CallsAsync(text)).Select(Understand.Line));

    private static string Text(string line) => line[..line.IndexOf("=>", StringComparison.Ordinal)].Trim();

    private static string Expected(string line) => line[(line.IndexOf("=>", StringComparison.Ordinal) + 2)..].Trim();

    private static IEnumerable<string> Lines() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "sales-sentences.txt")).Where(l => l.Length > 0 && l[0] != '#');
}
