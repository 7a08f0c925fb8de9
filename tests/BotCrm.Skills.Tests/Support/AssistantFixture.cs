using System.Text.Json;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Support;

/// <summary>The assistant on a real CRM with the sample company, with a scripted model in the offline model's or an LLM's place.</summary>
public sealed class AssistantFixture : IAsyncDisposable
{
    private readonly TestCrm crm;
    private ServiceProvider services;
    private int turns;

    private AssistantFixture(TestCrm crm)
    {
        this.crm = crm;
        services = Build();
    }

    public ScriptedModel Model { get; } = new();

    /// <summary>Stands in for the offline model when the default one plays an LLM.</summary>
    public ScriptedModel? OfflineModel { get; private set; }

    public TestCrm Crm => crm;

    public TestClock Clock => crm.Clock;

    public IServiceProvider Services => services;

    public IAssistant Assistant => services.GetRequiredService<IAssistant>();

    public static async Task<AssistantFixture> StartAsync() => new(await TestCrm.StartAsync(sample: true));

    /// <summary>Another process on the same file.</summary>
    public async Task RestartAsync(bool withOffline = false)
    {
        await services.DisposeAsync();
        if (withOffline) OfflineModel = new ScriptedModel();
        services = Build();
    }

    public Task<Actor> ActorAsync(string login) => crm.ActorAsync(login);

    /// <summary>Says something; the script holds what the model makes of it.</summary>
    public async Task<IReadOnlyList<Reply>> SayAsync(string login, string text, string conversation = "c1", string? turnId = null) =>
        await Assistant.RunAsync(await ActorAsync(login), new IncomingTurn(turnId ?? NextTurn(), "test", conversation, text));

    public async Task<Reply> SayOneAsync(string login, string text, string conversation = "c1", string? turnId = null) =>
        Assert.Single(await SayAsync(login, text, conversation, turnId));

    /// <summary>The offline model hears this as these calls.</summary>
    public async Task<T> HearsAsync<T>(string login, params (string Tool, object? Arguments)[] calls)
        where T : Reply
    {
        Model.Offline(calls);
        return Assert.IsType<T>(await SayOneAsync(login, "something"));
    }

    public async Task<Reply> PressAsync(string login, string verb, object data, string conversation = "c1")
    {
        var json = JsonSerializer.SerializeToElement(data);
        var action = new CardAction(verb, json.EnumerateObject().ToDictionary(p => p.Name, p => p.Value));
        return Assert.Single(await Assistant.RunAsync(await ActorAsync(login), new IncomingTurn(NextTurn(), "test", conversation, null, action)));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await crm.DisposeAsync();
    }

    private string NextTurn() => $"turn-{++turns}";

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection()
            .AddSingleton<TimeProvider>(crm.Clock)
            .AddSingleton(crm.Crm)
            .AddCrmCore(crm.Options)
            .AddSkills()
            .AddSingleton<IChatClient>(Model);
        collection.AddKeyedSingleton<IChatClient>(SkillsRegistration.Offline, (_, _) => (IChatClient?)OfflineModel ?? Model);
        return collection.BuildServiceProvider();
    }
}
