using BenchmarkDotNet.Attributes;
using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;
using BotCrm.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Benchmarks;

/// <summary>One turn in process, on the sample company, without HTTP.</summary>
[MemoryDiagnoser]
public class TurnBenchmarks
{
    private string folder = "";
    private ServiceProvider services = null!;
    private IAssistant assistant = null!;
    private OfflineChatClient model = null!;
    private Actor lena = null!;
    private ChatOptions options = null!;
    private long turn;

    [ParamsSource(nameof(Sentences))]
    public Sentence Said { get; set; } = null!;

    public static IEnumerable<Sentence> Sentences =>
    [
        new("read en", "how is the pipeline this quarter?"),
        new("write en", "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday"),
        new("write zh", "给Fabrikam打了个电话,对方要求分期付款,下周二跟进"),
    ];

    public sealed record Sentence(string Name, string Text)
    {
        public override string ToString() => Name;
    }

    [GlobalSetup]
    public async Task SetUp()
    {
        folder = Directory.CreateTempSubdirectory("botcrm-bench").FullName;
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new TestClock())
            .AddCrmCore(new CrmOptions { Path = Path.Combine(folder, "crm.db"), SampleData = true, Currency = "EUR" })
            .AddSkills()
            .BuildServiceProvider();
        await CrmStartup.PrepareAsync(services);
        assistant = services.GetRequiredService<IAssistant>();
        model = services.GetRequiredService<OfflineChatClient>();
        lena = (await services.GetRequiredService<ICrm>().FindActorByLoginAsync("lena"))!;
        options = new ChatOptions
        {
            Tools = services.GetRequiredService<ISkillCatalogue>().Declarations,
            AdditionalProperties = new() { [TurnFacts.Key] = new TurnFacts(lena, TestClock.Monday, Dialogue.Empty) },
        };
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public async Task<ChatResponse> Understanding() => await model.GetResponseAsync([new ChatMessage(ChatRole.User, Said.Text)], options);

    [Benchmark]
    public async Task<IReadOnlyList<Reply>> WholeTurn() =>
        await assistant.RunAsync(lena, new IncomingTurn($"bench-{++turn}", "bench", "bench", Said.Text));
}
