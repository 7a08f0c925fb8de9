using System.Collections.Concurrent;
using System.Globalization;
using BotCrm.Testing;
using Xunit.Abstractions;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// Random people call random use cases with random arguments, a third of them ids and words of records that are none of their business. Whatever
/// comes back is searched for marks, ids and amounts that the person may not know, whatever is written is held against what may be written, and a
/// second company with more records out of sight must answer the same to the last letter.
/// <c>BOTCRM_RIGHTS_CALLS</c> and <c>BOTCRM_RIGHTS_SEED</c> set how many calls and which.
/// </summary>
public sealed class NobodyReadsOrWritesOutside(ITestOutputHelper output)
{
    private const int Usual = 100_000;

    /// <summary>On PostgreSQL, where only what the database does itself can differ.</summary>
    private const int UsualOnPostgres = 4_000;

    /// <summary>From so many calls on, every use case must have been answered.</summary>
    private const int Complete = 100_000;

    /// <summary>Which nothing here can bring to an answer, and why.</summary>
    private static readonly string[] NeverAnswered =
    [
        // Their token is in a link that only the customer has; made from a key, not from what a caller could know.
        "AnswerSurveyLink", "OpenSurveyLink",
        // The planted company takes no backups: they would be files that nobody here looks at.
        "RequestBackup",
    ];

    [Fact]
    public async Task Through_the_core()
    {
        var calls = Setting("BOTCRM_RIGHTS_CALLS", TestDatabase.IsPostgres ? UsualOnPostgres : Usual);
        var seed = Setting("BOTCRM_RIGHTS_SEED", 20261122);
        await using var company = await PlantedCompany.StartAsync();
        await using var twin = await company.TwinAsync();
        await RowWatch.PrepareAsync(company.Engine);
        await RowWatch.PrepareAsync(twin.Engine);
        // A company for each stream of calls: writes of one do not wait for the other's.
        await using var second = await company.CopyAsync();
        await using var secondTwin = await twin.CopyAsync();
        Assert.True(company.Records.Count > 400, $"only {company.Records.Count} records planted");

        var found = new Findings();
        var shapes = (seed, Math.Max(1, calls / 100_000));
        RandomCalls[] runs = [new(company, twin, found, shapes, seed), new(second, secondTwin, found, shapes, seed + 1)];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(runs.Select(run => Task.Run(() => run.CallAsync(calls / 2))));

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Calls} calls with seed {seed} in {watch.Elapsed.TotalSeconds:0} s ({(Environment.CpuUsage.TotalTime - before).TotalSeconds:0} s of work): {found.Answered} answered, {found.Compared} compared with the twin, {found.Writes} writes; {company.Records.Count} records"));
        foreach (var (refusal, times) in found.Refusals.OrderByDescending(pair => pair.Value).Take(25))
            output.WriteLine($"{times} {refusal}");
        var silent = PlantedCalls.All.Select(type => type.Name).Except(found.Exercised.Keys).Except(NeverAnswered).ToList();
        output.WriteLine("never answered: " + string.Join(", ", silent));
        Assert.True(found.Problems.IsEmpty, string.Join('\n', found.Problems.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "  e.g. " + pair.Value).Take(60)));
        if (calls >= Complete)
            Assert.True(silent.Count == 0, "never answered: " + string.Join(", ", silent));
        Assert.True(found.Answered > found.Calls / 2, $"only {found.Answered} of {found.Calls} calls were answered");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

/// <summary>What the calls came to. Problems by kind, with one example each.</summary>
internal sealed class Findings
{
    public int Calls;
    public int Answered;
    public int Compared;
    public int Writes;

    public ConcurrentDictionary<string, string> Problems { get; } = [];

    public ConcurrentDictionary<string, bool> Exercised { get; } = [];

    public ConcurrentDictionary<string, int> Refusals { get; } = [];
}
