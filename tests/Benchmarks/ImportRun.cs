using System.Diagnostics;
using System.Globalization;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Transfer;
using BotCrm.Core.Users;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BotCrm.Benchmarks;

/// <summary>
/// How long a large file of customers takes from the upload over the dry run to the last committed row, each customer with a contact, for 60
/// owners: into an empty CRM; then the same file once more; then it is undone. By the commands and the background task that the server has.
/// </summary>
internal static class ImportRun
{
    private static readonly Origin From = new("benchmark");

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args.Length > 1 ? int.Parse(args[1], NumberStyles.None, CultureInfo.InvariantCulture) : 100_000;
        var store = args.FirstOrDefault(arg => arg.Contains('=', StringComparison.Ordinal));
        var ok = true;
        foreach (var format in new[] { "xlsx", "csv" }.Where(one => !args.Contains(one == "csv" ? "xlsx" : "csv")))
            ok &= await OnEmptyAsync(rows, format, store);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB, {Environment.ProcessorCount} cores, load of the machine {Load()}"));
        return ok ? 0 : 1;
    }

    private static async Task<bool> OnEmptyAsync(int rows, string format, string? store)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-import-").FullName;
        // A schema of its own in the database that was named, and dropped at the end.
        var schema = $"import_{Environment.ProcessId}_{format}";
        try
        {
            if (store is not null)
                await ExecuteAsync(store, $"CREATE SCHEMA {schema}");
            await using var services = new ServiceCollection()
                .AddSingleton(TimeProvider.System)
                .AddCrmCore(new CrmOptions
                {
                    Path = Path.Combine(folder, "crm.db"),
                    Currency = "EUR",
                    Provider = store is null ? StoreProvider.Sqlite : StoreProvider.Postgres,
                    ConnectionString = store is null ? null : $"{store};Search Path={schema}",
                })
                .BuildServiceProvider();
            await CrmStartup.PrepareAsync(services);
            var crm = services.GetRequiredService<ICrm>();
            var admin = (await crm.FindActorByLoginAsync("admin"))!;
            var owners = Enumerable.Range(1, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"seller{i}")).ToList();
            foreach (var owner in owners)
                Ok(await crm.RunAsync(admin, From, new CreateUser { Login = owner, Name = $"Seller {owner[6..]}", Role = Role.Rep }));
            var file = format == "csv" ? ImportFiles.Csv(rows, owners) : ImportFiles.Xlsx(rows, owners);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(store is null ? "SQLite" : "PostgreSQL")}, {format}, {rows:N0} customers with a contact each, {file.Length / 1048576.0:0.0} MB; load of the machine {Load()}"));
            var task = services.GetServices<IBackgroundTask>().Single(one => one.Name == "imports");
            var first = await TimeAsync(crm, task, file, format, "new");
            var again = await TimeAsync(crm, task, file, format, "the same again");
            await UndoAsync(crm, task, first.Id);
            return first.Counts is { Failed: 0 } counts && counts.Created == rows && again.Counts.Unchanged == rows;
        }
        finally
        {
            Directory.Delete(folder, true);
            if (store is not null)
                await ExecuteAsync(store, $"DROP SCHEMA {schema} CASCADE");
        }
    }

    private static async Task<ImportView> TimeAsync(ICrm crm, IBackgroundTask task, byte[] file, string format, string what)
    {
        var admin = (await crm.FindActorByLoginAsync("admin"))!;
        var (clock, cpu) = (Stopwatch.StartNew(), Cpu());
        var import = Ok(await crm.RunAsync(admin, From, new CreateImport { Content = file, FileName = "customers." + format })).Id;
        var read = clock.Elapsed;
        Ok(await crm.RunAsync(admin, From, new CheckImport { Id = import }));
        await WorkAsync(task);
        var (@checked, found) = (clock.Elapsed, Ok(await crm.AskAsync(admin, From, new GetImport { Id = import })));
        Ok(await crm.RunAsync(admin, From, new StartImport { Id = import }));
        await WorkAsync(task);
        var (all, done) = (clock.Elapsed, Ok(await crm.AskAsync(admin, From, new GetImport { Id = import })));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {what}: {all.TotalSeconds:0.0} s ({done.Counts.Done / all.TotalSeconds:0} rows/s, {(Cpu() - cpu).TotalMilliseconds / done.Counts.Done:0.00} ms of processor time a row): upload and mapping {read.TotalSeconds:0.0} s, dry run {(@checked - read).TotalSeconds:0.0} s ({found.Counts.Created} new, {found.Counts.Unchanged} unchanged, {found.Counts.Skipped} skipped, {found.Counts.Failed} failed), import {(all - @checked).TotalSeconds:0.0} s: {done.Counts.Created} new, {done.Counts.Unchanged} unchanged, {done.Counts.Skipped} skipped, {done.Counts.Failed} failed; {Memory()} MB"));
        return done;
    }

    private static async Task UndoAsync(ICrm crm, IBackgroundTask task, long import)
    {
        var admin = (await crm.FindActorByLoginAsync("admin"))!;
        var (clock, cpu) = (Stopwatch.StartNew(), Cpu());
        Ok(await crm.RunAsync(admin, From, new UndoImport { Id = import }));
        await WorkAsync(task);
        var done = Ok(await crm.AskAsync(admin, From, new GetImport { Id = import }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  undo: {done.State} in {clock.Elapsed.TotalSeconds:0.0} s, {(Cpu() - cpu).TotalSeconds:0.0} s of processor time, {done.LeftChanged} left"));
    }

    private static async Task WorkAsync(IBackgroundTask task)
    {
        while (await task.RunAsync(DateTimeOffset.UnixEpoch, default))
        {
        }
    }

    private static T Ok<T>(Core.Primitives.Result<T> result) => result.Ok ? result.Value : throw new InvalidOperationException($"{result.Failure.Code}: {result.Failure.Message}");

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private static long Memory() => Process.GetCurrentProcess().WorkingSet64 / 1024 / 1024;

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static async Task ExecuteAsync(string store, string sql)
    {
        await using var source = NpgsqlDataSource.Create(store);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
