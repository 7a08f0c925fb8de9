using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace BotCrm.Skills.Tests.Conversations;

/// <summary>Every golden conversation, one case each; and the table of how they went.</summary>
public sealed class ConversationTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<Conversation> All = ConversationFile.ReadAll();

    public static TheoryData<string> Titles() => new(All.Select(conversation => conversation.ToString()));

    [Theory]
    [MemberData(nameof(Titles))]
    public async Task Goes_as_written(string title)
    {
        var conversation = All.Single(one => one.ToString() == title);

        var outcome = await ConversationRunner.PlayOnceAsync(conversation);

        if (conversation.Open is not null)
        {
            Assert.False(outcome.Exact, $"{conversation.File}:{conversation.Line} goes as written now: remove its \"open: {conversation.Open}\".");
            output.WriteLine(outcome.Report());
            return;
        }

        Assert.True(outcome.Exact, outcome.Report());
    }

    /// <summary>
    /// Prints exact outcomes and faults by skill and language, and writes them with every failure to the file in BOTCRM_GOLDEN_REPORT. BOTCRM_GOLDEN_PART
    /// names another part than build; of blind only the figures are written.
    /// </summary>
    [Fact]
    public async Task Summary()
    {
        var part = Environment.GetEnvironmentVariable("BOTCRM_GOLDEN_PART") is { Length: > 0 } named ? named : ConversationFile.Build;
        var conversations = part == ConversationFile.Build ? All : ConversationFile.ReadAll(part);
        if (Environment.GetEnvironmentVariable("BOTCRM_GOLDEN_SKILL") is { Length: > 0 } skill)
            conversations = [.. conversations.Where(one => skill.Split(',').Any(begin => one.Skill.StartsWith(begin, StringComparison.Ordinal)))];
        var outcomes = new ConversationOutcome[conversations.Count];
        await Parallel.ForAsync(0, conversations.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (i, _) => outcomes[i] = await ConversationRunner.PlayOnceAsync(conversations[i]));
        var report = Report(outcomes);
        output.WriteLine(report);
        if (Environment.GetEnvironmentVariable("BOTCRM_GOLDEN_REPORT") is { Length: > 0 } path)
        {
            var failures = outcomes.Where(outcome => !outcome.Exact && part != "blind").Select(outcome => "## " + outcome.Report());
            await File.WriteAllTextAsync(path, report + "\n" + string.Join("\n", failures));
        }

        Assert.True(outcomes.Length > 0, "tests/conversations was not found beside the test.");
    }

    private static string Report(IReadOnlyList<ConversationOutcome> outcomes)
    {
        var text = new StringBuilder();
        void Table(string by, Func<ConversationOutcome, string> key)
        {
            text.AppendLine().Append("| ").Append(by).AppendLine(" | conversations | exact | unwanted writes | wrong or missing writes | wrong record | unnecessary questions | missing questions | wrong replies | exceptions |");
            text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
            foreach (var group in outcomes.GroupBy(key).OrderBy(group => group.Key, StringComparer.Ordinal)) Row(group.Key, [.. group]);
            Row("all", outcomes);
        }

        void Row(string name, IReadOnlyList<ConversationOutcome> group)
        {
            text.Append("| ").Append(name).Append(" | ").Append(group.Count).Append(" | ").Append(group.Count(outcome => outcome.Exact));
            foreach (var fault in Enum.GetValues<Fault>()) text.Append(" | ").Append(group.Sum(outcome => outcome.Faults.Count(one => one.Fault == fault)));
            text.AppendLine(" |");
        }

        var turns = outcomes.Sum(outcome => outcome.Conversation.Turns.Count);
        text.AppendLine("# Golden conversations");
        text.AppendLine(CultureInfo.InvariantCulture, $"{turns} turns; unwanted writes in {Share(Fault.UnwantedWrite)}, a wrong record written in {Share(Fault.WrongRecord)} of them.");

        string Share(Fault fault) =>
            string.Create(CultureInfo.InvariantCulture, $"{100.0 * outcomes.SelectMany(outcome => outcome.Faults).Where(one => one.Fault == fault).DistinctBy(one => one.Turn).Count() / Math.Max(1, turns):0.00} %");

        Table("language", outcome => outcome.Conversation.Language);
        Table("skill", outcome => outcome.Conversation.Skill);
        return text.ToString();
    }
}
