using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;
using BotCrm.Skills.Understanding.Llm;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotCrm.Skills.Tests.Llm;

/// <summary>The LLM client as the host builds it, before a scripted server, with a scripted offline model behind it.</summary>
public sealed class LlmFixture : IAsyncDisposable
{
    private LlmFixture(LlmServer server, Func<LlmOptions, LlmOptions>? change)
    {
        Server = server;
        Options = new LlmOptions { Provider = LlmProvider.OpenAI, BaseAddress = new Uri(server.Address, "/v1"), Key = "sk-test", Model = "gpt-test" };
        Options = change?.Invoke(Options) ?? Options;
        Client = LlmRegistration.Build(Options, Offline, Clock, NullLoggerFactory.Instance);
    }

    public LlmServer Server { get; }

    public LlmOptions Options { get; }

    public ManualClock Clock { get; } = new();

    public ScriptedModel Offline { get; } = new();

    public IChatClient Client { get; }

    public static async Task<LlmFixture> StartAsync(Func<LlmOptions, LlmOptions>? change = null) => new(await LlmServer.StartAsync(), change);

    public static ChatOptions Turn(Dialogue? dialogue = null) => new()
    {
        Tools = [AIFunctionFactory.CreateDeclaration("find_customers", "Finds customers.", System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"search":{"type":"string"}}}""").RootElement)],
        AdditionalProperties = new AdditionalPropertiesDictionary
        {
            [TurnFacts.Key] = new TurnFacts(
                new Actor(7, "lena", "Lena Fischer", Role.Rep, 3, "en", "Europe/Berlin", new HashSet<long> { 7 }),
                BotCrm.Testing.TestClock.Monday,
                dialogue ?? Dialogue.Empty),
        },
    };

    public Task<ChatResponse> AskAsync(bool streaming, string text = "hello", Dialogue? dialogue = null, CancellationToken ct = default) =>
        AskAsync(streaming, [new ChatMessage(ChatRole.User, text)], dialogue, ct);

    public async Task<ChatResponse> AskAsync(bool streaming, IEnumerable<ChatMessage> messages, Dialogue? dialogue = null, CancellationToken ct = default) =>
        streaming
            ? await Client.GetStreamingResponseAsync(messages, Turn(dialogue), ct).ToChatResponseAsync(ct)
            : await Client.GetResponseAsync(messages, Turn(dialogue), ct);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

internal static class ResponseFacts
{
    public static IReadOnlyList<FunctionCallContent> Calls(this ChatResponse response) => [.. response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>()];

    public static bool IsOffline(this ChatResponse response) =>
        response.AdditionalProperties?.ContainsKey(ResponseKeys.Signature) == true
        || response.Messages.Any(message => message.AdditionalProperties?.ContainsKey(ResponseKeys.Signature) == true);
}
