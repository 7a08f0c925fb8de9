using System.Diagnostics;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using Microsoft.Extensions.DependencyInjection;
using Activity = BotCrm.Core.Reports.Activity;

namespace BotCrm.Benchmarks.Scale;

/// <summary>Every report and list page as a rep, a manager and an administrator of the big company.</summary>
internal static class ScaleRun
{
    private static readonly Origin Origin = new("benchmark");

    public static async Task<int> RunAsync(string[] args)
    {
        var store = args.ElementAtOrDefault(1) ?? Path.Combine(Path.GetTempPath(), "botcrm-scale.db");
        var factor = args.ElementAtOrDefault(2) is { } given ? double.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 1;
        var postgres = store.Contains('=', StringComparison.Ordinal);
        var options = new CrmOptions
        {
            Path = postgres ? Path.Combine(Path.GetTempPath(), "botcrm-scale", "crm.db") : store,
            Provider = postgres ? StoreProvider.Postgres : StoreProvider.Sqlite,
            ConnectionString = postgres ? store : null,
            Currency = "EUR",
        };
        if (!await ScaleBuild.IsBuiltAsync(options))
            await ScaleBuild.RunAsync(options, new ScaleData(factor));
        await using var services = ScaleBuild.Services(options);
        await CrmStartup.PrepareAsync(services);
        var crm = services.GetRequiredService<ICrm>();

        Console.WriteLine("| what | rep | manager | admin |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var (name, ask) in Questions())
        {
            var cells = new List<string>();
            foreach (var login in new[] { ScaleData.RepLogin, ScaleData.ManagerLogin, "admin" })
            {
                var actor = (await crm.FindActorByLoginAsync(login))!;
                cells.Add(await TimeAsync(() => ask(crm, actor)));
            }
            Console.WriteLine($"| {name} | {string.Join(" | ", cells)} |");
        }
        return 0;
    }

    private static IEnumerable<(string Name, Func<ICrm, Actor, Task<string?>> Ask)> Questions()
    {
        var (from, to) = (new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31));
        var (yearFrom, yearTo) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        yield return Of("pipeline", new PipelineByStage());
        yield return Of("pipeline, this quarter", new PipelineByStage { From = from, To = to });
        yield return Of("forecast, this quarter", new Forecast { From = from, To = to });
        yield return Of("performance, this quarter", new Performance { From = from, To = to });
        yield return Of("performance, this year", new Performance { From = yearFrom, To = yearTo });
        yield return Of("funnel, this year", new Funnel { From = yearFrom, To = yearTo });
        yield return Of("funnel, all years", new Funnel { From = new DateOnly(2020, 1, 1), To = yearTo });
        yield return Of("retention, twelve months", new Retention { From = new DateOnly(2025, 12, 1), To = new DateOnly(2026, 11, 30) });
        yield return Of("tickets, this month", new TicketVolume { From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30) });
        yield return Of("tickets, this year by assignee", new TicketVolume { From = yearFrom, To = yearTo, By = TicketDimension.Assignee });
        yield return Of("receivables", new BotCrm.Core.Payments.Receivables());
        yield return Of("satisfaction", new BotCrm.Core.Surveys.SatisfactionFigures());
        yield return Of("needs attention", new NeedsAttention());
        yield return Of("activity, this month", new Activity { From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 30) });
        yield return Of("activity, four years", new Activity { From = new DateOnly(2023, 1, 1), To = yearTo });
        yield return Of("customer portrait", new Portrait());
        foreach (var sort in new[] { "name", "created", "updated", "last_interaction" })
        {
            yield return Of($"customers by {sort}", new ListCustomers { Paging = new Paging(25, Sort: sort) });
            yield return Of($"customers by {sort}, backwards", new ListCustomers { Paging = new Paging(25, Sort: sort, Descending: true) });
        }
        yield return Of("customers, counted", new ListCustomers { Paging = new Paging(25, CountTotal: true) });
        yield return Of("customers in a city", new ListCustomers { City = "Leipzig", Paging = new Paging(25) });
        yield return Of("customers with a tag", new ListCustomers { Tag = "key", Paging = new Paging(25) });
        yield return Of("customers with a tag nobody has", new ListCustomers { Tag = "absent", Paging = new Paging(25) });
        yield return Of("customers named kolibri 77", new ListCustomers { Search = "pharma 7777", Paging = new Paging(25) });
        yield return Of("quiet customers", new ListCustomers { QuietSince = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25) });
        foreach (var sort in new[] { "close_date", "amount", "name", "created", "updated", "stage" })
            yield return Of($"opportunities by {sort}", new ListOpportunities { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Of("opportunities overdue", new ListOpportunities { Overdue = true, Paging = new Paging(25) });
        yield return Of("opportunities open over 80,000", new ListOpportunities { Open = true, MinAmount = 80_000, Paging = new Paging(25, Sort: "amount", Descending: true) });
        yield return Of("interactions, newest", new ListInteractions { Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return Of("interactions, calls", new ListInteractions { Kind = InteractionKind.Call, Paging = new Paging(25, Sort: "when", Descending: true) });
        foreach (var sort in new[] { "created", "priority", "updated" })
            yield return Of($"open tickets by {sort}", new ListTickets { Open = true, Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Of("open tasks by due", new ListTasks { Done = false, Paging = new Paging(25) });
        yield return Of("overdue tasks", new ListTasks { Overdue = true, Paging = new Paging(25) });
    }

    private static (string, Func<ICrm, Actor, Task<string?>>) Of<T>(string name, Query<T> query) => (name, async (crm, actor) =>
    {
        var result = await crm.AskAsync(actor, Origin, query);
        return result.Ok ? null : result.Failure.Code;
    }
    );

    /// <summary>The median of five after one run that warms the caches.</summary>
    private static async Task<string> TimeAsync(Func<Task<string?>> ask)
    {
        if (await ask() is { } failure)
            return failure;
        var times = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }
        times.Sort();
        return $"{times[2]:0.0} ms";
    }
}
