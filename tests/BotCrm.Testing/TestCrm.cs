using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Testing;

/// <summary>
/// A CRM on a real store of its own, with a clock that stands still: a SQLite file, or a PostgreSQL database when <c>BOTCRM_TEST_POSTGRES</c>
/// names a server. Starts empty (only <c>admin</c>) or with the sample company; the store goes when it is disposed.
/// </summary>
public sealed partial class TestCrm : IAsyncDisposable
{
    public static readonly Origin Origin = new("test", "conversation");

    // Filling the sample company takes seconds: it is done once per test run and copied.
    private static readonly Lazy<Task<CrmOptions>> Empty = Template(false, _ => Task.CompletedTask);
    private static readonly Lazy<Task<CrmOptions>> Sample = Template(true, _ => Task.CompletedTask);
    private static readonly Lazy<Task<CrmOptions>> Staff = Template(false, AddStaffAsync);

    private readonly string folder;
    private readonly ServiceProvider services;
    private bool dropped;

    /// <param name="folder">Goes with the store when this is disposed; empty: somebody else sees to that.</param>
    private TestCrm(string folder, CrmOptions options, TestClock clock)
    {
        this.folder = folder;
        Options = options;
        Clock = clock;
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddCrmCore(options)
            .BuildServiceProvider();
    }

    /// <summary>Where the store is, for a test that opens it in another way.</summary>
    public CrmOptions Options { get; }

    /// <summary>The SQLite file; on PostgreSQL only its folder is there.</summary>
    public string Path => Options.Path;

    public TestClock Clock { get; }

    public ICrm Crm => services.GetRequiredService<ICrm>();

    /// <summary>What the program does by itself: move the clock and call <see cref="BackgroundWork.RunDueAsync(CancellationToken)"/>.</summary>
    public BackgroundWork Background => services.GetRequiredService<BackgroundWork>();

    public NotificationOutbox Outbox => services.GetRequiredService<NotificationOutbox>();

    /// <summary>What a host does at start, for a store that was opened anew.</summary>
    public Task PrepareAsync() => CrmStartup.PrepareAsync(services);

    /// <summary>Runs what is due and expects all of it to go well.</summary>
    public async Task RunBackgroundAsync()
    {
        if ((await Background.RunDueAsync()).FirstOrDefault(run => run.Error is not null) is { Error: { } error } failed)
            throw new InvalidOperationException($"Background task {failed.Task} failed.", error);
    }

    /// <summary>Without a clock of its own the store is a copy of one made once, which is much faster.</summary>
    /// <param name="sample">With the sample company.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="currency">Of amounts that name none.</param>
    /// <param name="change">Other settings than the usual.</param>
    public static async Task<TestCrm> StartAsync(bool sample = false, TestClock? clock = null, string currency = "EUR", Func<CrmOptions, CrmOptions>? change = null)
    {
        var template = clock is null && currency == "EUR" ? await (sample ? Sample : Empty).Value : null;
        return await StartAsync(template, sample, clock, currency, change);
    }

    /// <summary>A store with the sample company, laid at <see cref="TestClock.Monday"/>, for a test of a host that lays its data in the folder.</summary>
    public static async Task<CrmOptions> CopySampleAsync(string folder) => await TestDatabase.CreateAsync(folder, await Sample.Value);

    private static async Task<TestCrm> StartAsync(CrmOptions? template, bool sample, TestClock? clock, string currency, Func<CrmOptions, CrmOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
        var options = await TestDatabase.CreateAsync(folder, template) with { SampleData = sample, Currency = currency };
        var crm = new TestCrm(folder, change?.Invoke(options) ?? options, clock ?? new TestClock());
        await CrmStartup.PrepareAsync(crm.services);
        return crm;
    }

    private static Lazy<Task<CrmOptions>> Template(bool sample, Func<TestCrm, Task> fill) => new(async () =>
    {
        // Lives until the process ends: copies are taken from it all the while.
        var folder = Directory.CreateTempSubdirectory("botcrm-template-").FullName;
        var options = await TestDatabase.CreateAsync(folder) with { SampleData = sample };
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Directory.Delete(folder, true);
            TestDatabase.DropAsync(options).GetAwaiter().GetResult();
        };
        await using (var crm = new TestCrm("", options, new TestClock()))
        {
            await CrmStartup.PrepareAsync(crm.services);
            await fill(crm);
        }
        return options;
    });

    /// <summary>A second process on the same store, as far as one process can play it. Dispose it before the first.</summary>
    public async Task<TestCrm> StartAnotherAsync()
    {
        var crm = new TestCrm("", Options with { SampleData = false }, Clock);
        await CrmStartup.PrepareAsync(crm.services);
        return crm;
    }

    /// <summary>A CRM on a SQLite file, also when tests run on PostgreSQL.</summary>
    public static async Task<TestCrm> StartOnSqliteAsync(bool sample)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
        var crm = new TestCrm(folder, new CrmOptions { Path = System.IO.Path.Combine(folder, "crm.db"), SampleData = sample, Currency = "EUR" }, new TestClock());
        await CrmStartup.PrepareAsync(crm.services);
        return crm;
    }

    /// <summary>A CRM on another store or with other options, which is not prepared here; when owned, its database is dropped when it is disposed.</summary>
    public TestCrm Elsewhere(CrmOptions options, bool owned = true) => new("", options, Clock) { dropped = owned };

    /// <summary>What each table holds, as a sum.</summary>
    public async Task<IReadOnlyList<string>> DigestsAsync()
    {
        await using var connection = await services.GetRequiredService<Crm>().Engine.OpenAsync(CancellationToken.None);
        var digests = new List<string>();
        foreach (var table in await TablesAsync())
        {
            var digest = new Core.Storage.Moving.DigestOf(table);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Named by the schema.
            command.CommandText = $"SELECT * FROM \"{table}\"";
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                digest.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            digests.Add(digest.Result.ToString());
        }
        return digests;
    }

    /// <summary>The first value that a query gives.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await services.GetRequiredService<Crm>().Engine.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test wrote it.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Names of the tables that hold something of their own, in order.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync()
    {
        await using var connection = await services.GetRequiredService<Crm>().Engine.OpenAsync(CancellationToken.None);
        return connection is Npgsql.NpgsqlConnection postgres
            ? [.. (await Core.Storage.Moving.PostgresTables.ReadAsync(postgres, null, CancellationToken.None)).Records.Keys]
            : [.. Core.Storage.Moving.SqliteTables.Columns((Microsoft.Data.Sqlite.SqliteConnection)connection, null).Select(column => column.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Runs SQL past the core, as somebody does who tampers with the store.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await services.GetRequiredService<Crm>().Engine.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test wrote it.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async Task<Actor> ActorAsync(string login) =>
        await Crm.FindActorByLoginAsync(login) ?? throw new InvalidOperationException($"There is no active user {login}.");

    /// <summary>Runs a command as a user and expects it to succeed.</summary>
    public async Task<T> DoAsync<T>(string login, Command<T> command, Origin? origin = null)
    {
        var result = await TryAsync(login, command, origin);
        return result.Ok ? result.Value : throw new InvalidOperationException($"{command.GetType().Name} as {login}: {result.Failure.Code}: {result.Failure.Message}");
    }

    public async Task<Result<T>> TryAsync<T>(string login, Command<T> command, Origin? origin = null) =>
        await Crm.RunAsync(await ActorAsync(login), origin ?? Origin, command);

    /// <summary>Runs a query as a user and expects it to succeed.</summary>
    public async Task<T> GetAsync<T>(string login, Query<T> query)
    {
        var result = await AskAsync(login, query);
        return result.Ok ? result.Value : throw new InvalidOperationException($"{query.GetType().Name} as {login}: {result.Failure.Code}: {result.Failure.Message}");
    }

    public async Task<Result<T>> AskAsync<T>(string login, Query<T> query) => await Crm.AskAsync(await ActorAsync(login), Origin, query);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (dropped)
            await TestDatabase.DropAsync(Options);
        if (folder.Length == 0)
            return;
        Directory.Delete(folder, true);
        await TestDatabase.DropAsync(Options);
    }
}
