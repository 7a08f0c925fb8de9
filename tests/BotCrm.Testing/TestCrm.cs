using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Testing;

/// <summary>
/// A CRM on a real SQLite file in a folder of its own, with a clock that stands still. Starts empty (only <c>admin</c>) or with the sample
/// company; the file goes when it is disposed.
/// </summary>
public sealed partial class TestCrm : IAsyncDisposable
{
    public static readonly Origin Origin = new("test", "conversation");

    private static readonly Lazy<Task<string>> Empty = Template(false, _ => Task.CompletedTask);
    private static readonly Lazy<Task<string>> Sample = Template(true, _ => Task.CompletedTask);
    private static readonly Lazy<Task<string>> Staff = Template(false, AddStaffAsync);

    // Filling the sample company takes seconds: it is done once per test run and copied.
    private static readonly Lazy<Task<string>> SampleFile = new(MakeSampleFileAsync);

    private readonly string folder;
    private readonly ServiceProvider services;

    private TestCrm(string folder, string path, TestClock clock, bool sample, string currency)
    {
        this.folder = folder;
        Path = path;
        Clock = clock;
        services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddCrmCore(new CrmOptions { Path = path, SampleData = sample, Currency = currency })
            .BuildServiceProvider();
    }

    public string Path { get; }

    public TestClock Clock { get; }

    public ICrm Crm => services.GetRequiredService<ICrm>();

    /// <summary>What the program does by itself: move the clock and call <see cref="BackgroundWork.RunDueAsync(CancellationToken)"/>.</summary>
    public BackgroundWork Background => services.GetRequiredService<BackgroundWork>();

    public NotificationOutbox Outbox => services.GetRequiredService<NotificationOutbox>();

    /// <summary>Runs what is due and expects all of it to go well.</summary>
    public async Task RunBackgroundAsync()
    {
        if ((await Background.RunDueAsync()).FirstOrDefault(run => run.Error is not null) is { Error: { } error } failed)
            throw new InvalidOperationException($"Background task {failed.Task} failed.", error);
    }

    /// <summary>Without a clock of its own the file is a copy of one made once, which is much faster.</summary>
    public static async Task<TestCrm> StartAsync(bool sample = false, TestClock? clock = null, string currency = "EUR")
    {
        var template = clock is null && currency == "EUR" ? await (sample ? Sample : Empty).Value : null;
        return await StartAsync(template, sample, clock, currency);
    }

    /// <summary>Puts a file with the sample company, laid at <see cref="TestClock.Monday"/>, where a test of the host wants it.</summary>
    public static async Task CopySampleAsync(string path)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        Copy(await Sample.Value, path);
    }

    private static async Task<TestCrm> StartAsync(string? template, bool sample, TestClock? clock, string currency)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
        var path = System.IO.Path.Combine(folder, "crm.db");
        if (template is not null)
            Copy(template, path);
        var crm = new TestCrm(folder, path, clock ?? new TestClock(), sample, currency);
        await CrmStartup.PrepareAsync(crm.services);
        return crm;
    }

    private static Lazy<Task<string>> Template(bool sample, Func<TestCrm, Task> fill) => new(async () =>
    {
        // Lives until the process ends: copies are taken from it all the while.
        var folder = Directory.CreateTempSubdirectory("botcrm-template-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        var crm = new TestCrm("", System.IO.Path.Combine(folder, "crm.db"), new TestClock(), sample, "EUR");
        await using (crm)
        {
            await CrmStartup.PrepareAsync(crm.services);
            await fill(crm);
        }
        return crm.Path;
    });

    /// <summary>A data file is of no use without its keys.</summary>
    private static void Copy(string from, string to)
    {
        File.Copy(from, to);
        File.Copy(from + ".key", to + ".key");
    }

    private static async Task<string> MakeSampleFileAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-sample-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        var path = System.IO.Path.Combine(folder, "crm.db");
        await using (var crm = new TestCrm("", path, new TestClock(), true, "EUR"))
            await CrmStartup.PrepareAsync(crm.services);
        return path;
    }

    /// <summary>A second process on the same file, as far as one process can play it. Dispose it before the first.</summary>
    public async Task<TestCrm> StartAnotherAsync()
    {
        var crm = new TestCrm("", Path, Clock, false, "EUR");
        await CrmStartup.PrepareAsync(crm.services);
        return crm;
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
        if (folder.Length > 0)
            Directory.Delete(folder, true);
    }
}
