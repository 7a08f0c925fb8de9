using BotCrm.Bot.Turns;
using BotCrm.Core;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;

namespace BotCrm.Bot.Tests.Web;

/// <summary>The whole application with the sample company, on the test clock's Monday, on a port of this machine.</summary>
internal sealed class RunningBot : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private int turns;

    private RunningBot(WebApplication app, string folder, TestClock clock)
    {
        this.app = app;
        this.folder = folder;
        Clock = clock;
    }

    public TestClock Clock { get; }

    public IServiceProvider Services => app.Services;

    public Uri Address => new(app.Urls.First());

    public static async Task<RunningBot> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-whole-").FullName;
        var database = Path.Combine(folder, "crm.db");
        await SampleDatabase.CopyToAsync(database);
        var clock = new TestClock();
        var app = BotApplication.Build(
            ["--urls", "http://127.0.0.1:0", "--Data:Path", database, .. settings],
            builder =>
            {
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));

                // The tests' own folder has an appsettings.json too, and no page.
                builder.Environment.WebRootFileProvider = new PhysicalFileProvider(Repository.Path("bot", "wwwroot"));
            });
        await CrmStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new RunningBot(app, folder, clock);
    }

    /// <summary>What a user's interactions and open tasks amount to.</summary>
    public async Task<(int Interactions, int Tasks)> StateAsync(string login)
    {
        var crm = app.Services.GetRequiredService<ICrm>();
        var actor = await crm.FindActorByLoginAsync(login) ?? throw new InvalidOperationException("There is no " + login);
        var all = new Paging(1, CountTotal: true);
        var interactions = await crm.AskAsync(actor, TestCrm.Origin, new ListInteractions { Paging = all });
        var tasks = await crm.AskAsync(actor, TestCrm.Origin, new ListTasks { Paging = all });
        return (interactions.Value.Total!.Value, tasks.Value.Total!.Value);
    }

    /// <summary>The first reply to a sentence in a conversation of its own.</summary>
    public async Task<Reply> SayAsync(string login, string sentence)
    {
        var number = Interlocked.Increment(ref turns);
        var turn = new IncomingTurn($"t{number}", "test", $"c{number}", sentence);
        return (await app.Services.GetRequiredService<ITurnPipeline>().RunAsync(new Sender(null, login, null), turn)).Replies[0];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
