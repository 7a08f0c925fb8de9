using System.Diagnostics;
using System.Globalization;
using System.Text;
using BotCrm.Core;
using BotCrm.Core.Transfer;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Benchmarks;

/// <summary>How long a large file of customers takes, each with a contact: into an empty CRM, then the same file once more.</summary>
internal static class ImportRun
{
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 1 ? int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture) : 100_000;
        var folder = Directory.CreateTempSubdirectory("botcrm-import-").FullName;
        try
        {
            await using var services = new ServiceCollection()
                .AddSingleton(TimeProvider.System)
                .AddCrmCore(new CrmOptions
                {
                    Path = Path.Combine(folder, "crm.db"),
                    Currency = "EUR",
                    Provider = args.Length > 2 ? StoreProvider.Postgres : StoreProvider.Sqlite,
                    ConnectionString = args.ElementAtOrDefault(2),
                })
                .BuildServiceProvider();
            await CrmStartup.PrepareAsync(services);
            var file = Encoding.UTF8.GetBytes(Table(rows));
            var first = await TimeAsync(services, file, "first");
            await TimeAsync(services, file, "again");
            await UndoAsync(services, first);
            Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB, {Environment.ProcessorCount} cores");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static async Task UndoAsync(ServiceProvider services, long import)
    {
        var crm = services.GetRequiredService<ICrm>();
        var admin = (await crm.FindActorByLoginAsync("admin"))!;
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await crm.RunAsync(admin, new Origin("benchmark"), new UndoImport { Id = import });
        var task = services.GetServices<Core.Automation.IBackgroundTask>().Single(one => one.Name == "imports");
        while (await task.RunAsync(DateTimeOffset.UnixEpoch, default))
        {
        }
        var done = (await crm.AskAsync(admin, new Origin("benchmark"), new GetImport { Id = import })).Value;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"undo: {done.State} in {clock.Elapsed.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s of processor time, {done.LeftChanged} left"));
    }

    private static async Task<long> TimeAsync(ServiceProvider services, byte[] file, string what)
    {
        var crm = services.GetRequiredService<ICrm>();
        var admin = (await crm.FindActorByLoginAsync("admin"))!;
        var origin = new Origin("benchmark");
        var (clock, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        var import = (await crm.RunAsync(admin, origin, new CreateImport { Content = file, FileName = "customers.csv" })).Value;
        var read = clock.Elapsed;
        await crm.RunAsync(admin, origin, new StartImport { Id = import.Id });
        var task = services.GetServices<Core.Automation.IBackgroundTask>().Single(one => one.Name == "imports");
        while (await task.RunAsync(DateTimeOffset.UnixEpoch, default))
        {
        }
        var done = (await crm.AskAsync(admin, origin, new GetImport { Id = import.Id })).Value;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {done.Counts.Done} rows in {clock.Elapsed.TotalSeconds:0.0} s ({done.Counts.Done / clock.Elapsed.TotalSeconds:0} rows/s; {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds / done.Counts.Done:0.00} ms of processor time a row; reading and mapping {read.TotalSeconds:0.0} s): {done.Counts.Created} new, {done.Counts.Unchanged} unchanged, {done.Counts.Failed} with problems"));
        return import.Id;
    }

    private static string Table(int rows)
    {
        var text = new StringBuilder("Customer ID,Customer name,Industry,City,Tags,Notes,Contact name,Phone,Email\n");
        for (var i = 1; i <= rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"C{i},Company {i} of {Town(i)} GmbH,Industry {i % 23},{Town(i)},tag{i % 7};tag{i % 11},Met at the fair of {2000 + (i % 25)},Person {i},+49 40 {1000000 + i},person{i}@company{i}.example\n");
        return text.ToString();
    }

    private static string Town(int i) => "Town " + (i % 311).ToString(CultureInfo.InvariantCulture);
}
