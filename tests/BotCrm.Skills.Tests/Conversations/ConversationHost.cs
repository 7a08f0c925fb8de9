using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Conversations;

/// <summary>
/// The assistant with the offline model on the real core. The database is filled once for each start time and copied for each conversation:
/// filling costs more than all that a conversation does.
/// </summary>
internal sealed class ConversationHost : IAsyncDisposable
{
    private static readonly Dictionary<(DateTimeOffset At, bool Sample), Task<(byte[] File, byte[] Key)>> Filled = [];

    private readonly string folder;
    private readonly ServiceProvider services;

    private ConversationHost(string folder, ServiceProvider services, TestClock clock)
    {
        this.folder = folder;
        this.services = services;
        Clock = clock;
    }

    public TestClock Clock { get; }

    public ICrm Crm => services.GetRequiredService<ICrm>();

    public IAssistant Assistant => services.GetRequiredService<IAssistant>();

    public static async Task<ConversationHost> StartAsync(DateTimeOffset at, bool sample)
    {
        Task<(byte[] File, byte[] Key)>? filling;
        lock (Filled)
        {
            if (!Filled.TryGetValue((at, sample), out filling)) Filled[(at, sample)] = filling = FillAsync(at, sample);
        }

        var folder = Directory.CreateTempSubdirectory("botcrm-talk-").FullName;
        var path = Path.Combine(folder, "crm.db");
        var (file, key) = await filling;
        await File.WriteAllBytesAsync(path, file);
        await File.WriteAllBytesAsync(path + ".key", key);
        var host = Build(folder, path, at, sample);
        await CrmStartup.PrepareAsync(host.services);
        return host;
    }

    public async Task<Actor> ActorAsync(string login) =>
        await Crm.FindActorByLoginAsync(login) ?? throw new InvalidOperationException($"The conversation speaks as {login}, who is not a user.");

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
    }

    private static ConversationHost Build(string folder, string path, DateTimeOffset at, bool sample)
    {
        var clock = new TestClock(at);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddCrmCore(new CrmOptions { Path = path, SampleData = sample, Currency = "EUR" })
            .AddSingleton<OfflineChatClient>()
            .AddSingleton<IChatClient>(provider => provider.GetRequiredService<OfflineChatClient>())
            .AddKeyedSingleton<IChatClient>(SkillsRegistration.Offline, (provider, _) => provider.GetRequiredService<OfflineChatClient>())
            .AddSkills()
            .BuildServiceProvider();
        return new ConversationHost(folder, services, clock);
    }

    private static async Task<(byte[] File, byte[] Key)> FillAsync(DateTimeOffset at, bool sample)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-fill-").FullName;
        await using var host = Build(folder, Path.Combine(folder, "crm.db"), at, sample);
        await CrmStartup.PrepareAsync(host.services);
        // A copy made by SQLite itself holds what still stands in the write-ahead log.
        var copy = Path.Combine(folder, "copy.db");
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "crm.db")}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $copy";
            command.Parameters.AddWithValue("$copy", copy);
            await command.ExecuteNonQueryAsync();
        }

        // What is sealed in it can be read with its key file only.
        return (await File.ReadAllBytesAsync(copy), await File.ReadAllBytesAsync(Path.Combine(folder, "crm.db.key")));
    }
}
