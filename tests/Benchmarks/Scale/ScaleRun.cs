using System.Diagnostics;
using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Benchmarks.Scale;

/// <summary>Every report and list page as a rep, a manager and an administrator of the big company, beside the statements alone.</summary>
internal static class ScaleRun
{
    private const string Segment = "Interested in Leipzig";
    private const int Times = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var store = args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "botcrm-scale.db");
        var factor = args.ElementAtOrDefault(2) is { } given ? double.Parse(given, CultureInfo.InvariantCulture) : 1;
        // Words after the factor: only questions that hold one of them, and the statements of those that are too slow.
        var only = args.Skip(3).ToList();
        var data = new ScaleData(factor);
        // Before the first command: EF Core remembers for a second that nobody listens.
        using var tap = new SqlTap();
        var options = Options(store);
        if (!await ScaleBuild.IsBuiltAsync(options))
            await ScaleBuild.RunAsync(options, data);
        await using var services = ScaleBuild.Services(options);
        await CrmStartup.PrepareAsync(services);
        var crm = services.GetRequiredService<ICrm>();
        var actors = new List<Actor>();
        foreach (var login in new[] { ScaleData.RepLogin, ScaleData.ManagerLogin, "admin" })
            actors.Add((await crm.FindActorByLoginAsync(login))!);
        var segment = await SegmentAsync(crm, actors[^1]);

        await using var plain = ScaleBuild.Open(options);
        await plain.OpenAsync();
        var slow = new List<string>();
        var (asked, over) = (0, 0);
        Console.WriteLine("| what | limit ms | rep ms | SQL ms | manager ms | SQL ms | admin ms | SQL ms |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var question in ScaleQuestions.All(data, segment))
        {
            if (only.Count > 0 && !only.Any(word => question.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
                continue;
            var cells = new List<string>();
            foreach (var actor in actors)
            {
                if (await question.Ask(crm, actor) is { } failure)
                {
                    cells.Add(failure);
                    cells.Add("");
                    continue;
                }
                var statements = await tap.DuringAsync(() => question.Ask(crm, actor));
                var whole = await MedianAsync(() => TimeAsync(() => question.Ask(crm, actor)));
                var each = new double[statements.Count];
                for (var i = 0; i < each.Length; i++)
                {
                    var statement = statements[i];
                    each[i] = await MedianAsync(() => statement.RunAsync(plain));
                }
                asked++;
                if (whole > question.Limit)
                {
                    over++;
                    slow.Add($"\n== {question.Name} as {actor.Login}: {whole:0.0} ms\n{string.Join("\n", statements.Zip(each).Select(pair => $"-- {pair.Second:0.0} ms\n{pair.First.Text}\n{string.Join("; ", pair.First.Parameters.Select(one => one()).Select(one => $"{one.ParameterName} = {Said(one.Value)}"))}"))}");
                }
                cells.Add(whole > question.Limit ? $"**{Written(whole)}**" : Written(whole));
                cells.Add(Written(each.Sum()));
            }
            Console.WriteLine($"| {question.Name} | {question.Limit} | {string.Join(" | ", cells)} |");
        }
        Console.WriteLine($"\n{asked} answers, {over} over their limit; each the median of {Times} after one that warms the caches. SQL: the statements of that answer sent again one after the other over a plain connection.");
        if (only.Count > 0)
            slow.ForEach(Console.WriteLine);
        return 0;
    }

    public static CrmOptions Options(string store)
    {
        var postgres = store.Contains('=', StringComparison.Ordinal);
        return new CrmOptions
        {
            Path = postgres ? Path.Combine(Path.GetTempPath(), "botcrm-scale", "crm.db") : store,
            Provider = postgres ? StoreProvider.Postgres : StoreProvider.Sqlite,
            ConnectionString = postgres ? store : null,
            Currency = "EUR",
            Fields = new FieldBook(
            [
                new CustomField("customer", "tier", new LocalName("Tier", "级别"), CustomFieldType.Choice)
                {
                    Choices = [new CustomChoice("basic", new LocalName("Basic", "普通")), new CustomChoice("silver", new LocalName("Silver", "银")), new CustomChoice("gold", new LocalName("Gold", "金"))],
                },
            ]),
        };
    }

    private static async Task<long> SegmentAsync(ICrm crm, Actor admin)
    {
        var saved = await crm.RunAsync(admin, new Origin("benchmark"), new SaveSegment { Name = Segment, Shared = true, Replace = true, Filter = new CustomerFilter { Cities = ["Leipzig"], Lifecycles = [Lifecycle.Interested] } });
        return saved.Ok ? saved.Value.Id : throw new InvalidOperationException(saved.Failure.Message);
    }

    private static string Written(double time) => time.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Said(object? value) => value switch
    {
        System.Collections.IEnumerable many and not string => "[" + string.Join(", ", many.Cast<object>().Take(12)) + "]",
        _ => value?.ToString() ?? "NULL",
    };

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var watch = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private static async Task<double> MedianAsync(Func<Task<double>> time)
    {
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            times.Add(await time());
            // What takes a second is too slow, however often it is asked.
            if (times[^1] > 1000)
                break;
        }
        times.Sort();
        return times[times.Count / 2];
    }
}
