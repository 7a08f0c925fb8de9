using BotCrm.Core;
using BotCrm.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests;

/// <summary>The real application on a free loopback port, with a store of its own, the sample company, and a clock that stands still.</summary>
public sealed class TestBot : IAsyncDisposable
{
    private readonly string folder;
    private readonly CrmOptions store;
    private readonly WebApplication app;

    private TestBot(string folder, CrmOptions store, WebApplication app, TestClock clock)
    {
        this.folder = folder;
        this.store = store;
        this.app = app;
        Clock = clock;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public TestClock Clock { get; }

    public Uri Address { get; }

    public string DataFolder => folder;

    public IServiceProvider Services => app.Services;

    public static Task<TestBot> StartAsync(params string[] settings) => StartAsync(null, settings);

    public static async Task<TestBot> StartAsync(Action<WebApplicationBuilder>? change, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
        var store = await TestDatabase.CreateAsync(folder);
        string[] database = store.ConnectionString is { } connection ? ["--Data:Provider=postgres", $"--Data:ConnectionString={connection}"] : [];
        var clock = new TestClock();
        var app = BotApplication.Build(
            [$"--Data:Path={store.Path}", .. database, "--urls=http://127.0.0.1:0", "--Automation:Background=off", .. settings],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                change?.Invoke(builder);
            });
        await CrmStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new TestBot(folder, store, app, clock);
    }

    public HttpClient Client() => new() { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
        await TestDatabase.DropAsync(store);
    }
}
