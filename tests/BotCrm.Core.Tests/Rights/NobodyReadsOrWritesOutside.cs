using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Xunit.Abstractions;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// Random people call random use cases with random arguments, half of them ids and words of records that are none of their business. Whatever
/// comes back is searched for marks, ids, amounts and totals that the person may not know, and whatever is changed for records out of reach.
/// <c>BOTCRM_RIGHTS_CALLS</c> and <c>BOTCRM_RIGHTS_SEED</c> set how many calls and which.
/// </summary>
public sealed partial class NobodyReadsOrWritesOutside(ITestOutputHelper output)
{
    private const int PerSession = 40;

    [Fact]
    public async Task Through_the_core()
    {
        var calls = Setting("BOTCRM_RIGHTS_CALLS", 3_000);
        var seed = Setting("BOTCRM_RIGHTS_SEED", 20261122);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls} calls with seed {seed}"));
        await using var company = await PlantedCompany.StartAsync(seed);
        Assert.True(company.Records.Count > 60, $"only {company.Records.Count} records planted");
        var run = new Run(company, seed);
        await run.CallAsync(calls);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Done} calls, {run.Answered} answered, {run.Records} records planted, kinds: {string.Join(", ", company.Records.Values.Select(one => one.Kind).Distinct())}"));
        output.WriteLine("never answered: " + string.Join(", ", PlantedCompany.UseCases.Select(type => type.Name).Except(run.Exercised)));
        foreach (var crash in run.Crashes.Take(20))
            output.WriteLine(crash);
        Assert.True(run.Leaks.Count == 0, string.Join('\n', run.Leaks.Take(40)));
        Assert.True(run.Exercised.Count > 60, $"only {run.Exercised.Count} use cases ever answered");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    [GeneratedRegex(@"mk(\d+)_([A-Za-z]+)_([A-Za-z]+)_\d+_")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b7310\d{3}\b")]
    private static partial Regex Amounts();

    private sealed class Run(PlantedCompany company, int seed)
    {
        private readonly Random random = new(seed);
        private readonly List<string> words = [.. company.Sellers.Select(seller => string.Create(CultureInfo.InvariantCulture, $"mk{seller.UserId}"))];
        private readonly ILookup<string, long> byKind = company.Records.ToLookup(pair => pair.Value.Kind, pair => pair.Key);
        private readonly List<Actor> people = [.. company.Actors.Values];

        public int Done { get; private set; }

        public int Answered { get; private set; }

        public int Records => company.Records.Count;

        public HashSet<string> Exercised { get; } = [];

        public SortedSet<string> Leaks { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Crashes { get; } = new(StringComparer.Ordinal);

        public async Task CallAsync(int calls)
        {
            var queries = PlantedCompany.UseCases.Where(type => !PlantedCompany.IsCommand(type)).ToList();
            var commands = PlantedCompany.UseCases.Where(PlantedCompany.IsCommand).ToList();
            var now = new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
            while (Done < calls)
            {
                var actor = people[random.Next(people.Count)];
                var generator = new Generator(random, now)
                {
                    Id = kind => PickId(kind, actor),
                    Probe = () => words[random.Next(words.Count)],
                };
                var writing = random.Next(4) == 0;
                for (var i = 0; i < (writing ? 1 : PerSession) && Done < calls; i++)
                {
                    if (!writing)
                    {
                        var session = await company.Crm.OpenReadAsync(actor, new Origin("test"));
                        await using (session)
                        {
                            for (; i < PerSession && Done < calls; i++)
                                await OneAsync(session, actor, generator, queries[random.Next(queries.Count)]);
                        }
                        break;
                    }
                    // A write is looked at and thrown away, so that everybody always starts from the same company.
                    for (var one = 0; one < PerSession / 3 && Done < calls; one++)
                    {
                        await using var session = await company.Crm.OpenWriteAsync(actor, new Origin("test"));
                        await OneAsync(session, actor, generator, commands[random.Next(commands.Count)]);
                    }
                }
            }
        }

        private async Task OneAsync(CrmSession session, Actor actor, Generator generator, Type type)
        {
            Done++;
            var useCase = generator.Make(type);
            object? value;
            Failure? failure;
            try
            {
                (value, failure) = await Caller.Of(type).RunAsync(session, useCase);
            }
            catch (Exception crash) when (crash is not OperationCanceledException)
            {
                Crashes.Add($"{type.Name} as {actor.Role}: {crash.GetType().Name}: {crash.Message.Split('\n')[0]}");
                return;
            }
            var where = $"{type.Name} as {actor.Login} ({actor.Role})";
            var given = JsonSerializer.Serialize(useCase, type);
            if (failure is not null)
            {
                Search(where + " refused", actor, failure.Message + " " + string.Join(' ', failure.Data.Values), given);
                return;
            }
            Answered++;
            Exercised.Add(type.Name);
            foreach (var (kind, id) in session.Recorder.Changed)
            {
                if (company.Records.TryGetValue(id, out var record) && !company.SeesRowsOf(actor, record.Owner) && !Follows(kind))
                    Leaks.Add($"{where} changed {kind} of another");
            }
            if (value is null)
                return;
            var answer = JsonSerializer.Serialize(value);
            Search(where, actor, answer, given);
            if (answer.Length < 200_000)
                SearchIds(where, actor, JsonNode.Parse(answer), "", given);
        }

        // What hangs on a visible record that was moved or loosened goes with it.
        private static bool Follows(string kind) => kind is Kinds.NoticeSettings;

        private void Search(string where, Actor actor, string answer, string given)
        {
            foreach (Match mark in Marks().Matches(answer))
            {
                if (!company.SeesText(actor, long.Parse(mark.Groups[1].Value, CultureInfo.InvariantCulture), mark.Groups[2].Value, mark.Groups[3].Value))
                    Leaks.Add($"{where} shows {mark.Groups[2].Value}.{mark.Groups[3].Value}");
            }
            if (!PlantedCompany.SeesAmounts(actor) && actor.Role != Role.Finance && Amounts().Match(answer) is { Success: true } amount && !given.Contains(amount.Value, StringComparison.Ordinal))
                Leaks.Add($"{where} shows an amount: {answer[Math.Max(0, amount.Index - 60)..amount.Index]}");
        }

        private void SearchIds(string where, Actor actor, JsonNode? node, string name, string given)
        {
            switch (node)
            {
                case JsonObject fields:
                    foreach (var (field, child) in fields)
                        SearchIds(where, actor, child, field, given);
                    break;
                case JsonArray items:
                    foreach (var item in items)
                        SearchIds(where, actor, item, name, given);
                    break;
                case JsonValue one when name.EndsWith("Id", StringComparison.Ordinal) && one.TryGetValue<long>(out var id):
                    if (company.Records.TryGetValue(id, out var record) && !company.SeesRowsOf(actor, record.Owner) && !given.Contains(one.ToJsonString(), StringComparison.Ordinal))
                        Leaks.Add($"{where} shows the id of a {record.Kind} in {name}");
                    break;
            }
        }

        private long? PickId(string kind, Actor actor)
        {
            var roll = random.Next(20);
            if (roll == 0)
                return 99_999_999;
            if (kind == Kinds.User)
                return people[random.Next(people.Count)].UserId;
            var all = byKind[kind].ToList();
            if (all.Count == 0)
                return random.Next(1, 2000);
            if (roll > 10)
            {
                var own = all.Where(id => company.SeesRowsOf(actor, company.Records[id].Owner)).ToList();
                if (own.Count > 0)
                    return own[random.Next(own.Count)];
            }
            return all[random.Next(all.Count)];
        }
    }
}
