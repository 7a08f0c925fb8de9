using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>Puts the versioned system prompt with the turn's facts in front of the conversation.</summary>
internal sealed class SystemPromptChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private const string PromptFile = "BotCrm.Skills.Assistant.Prompts.system.v1.md";

    private static readonly string Prompt = Load();

    /// <summary>Chinese stays readable (and cheap in tokens); quotes and angle brackets are escaped, so that no name ends the JSON.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(WithPrompt(messages, options), options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(WithPrompt(messages, options), options, cancellationToken);

    private static IEnumerable<ChatMessage> WithPrompt(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        options?.AdditionalProperties?.TryGetValue(TurnFacts.Key, out var given) == true && given is TurnFacts facts
            ? messages.Prepend(new ChatMessage(ChatRole.System, Prompt.Replace("{{facts}}", JsonSerializer.Serialize(Describe(facts), Json), StringComparison.Ordinal)))
            : messages;

    private static object Describe(TurnFacts facts) => new
    {
        colleague = new { facts.Actor.Name, role = facts.Actor.Role.Name },
        localTime = facts.LocalNow.ToString("dddd yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture),
        timeZone = facts.Actor.TimeZoneId,
        language = facts.Dialogue.LastLanguage ?? facts.Actor.Language,
        talkedAbout = facts.Dialogue.Focus.Select(static record => new { reference = $"{record.Kind}:{record.Id}", record.Name }),
        lastList = facts.Dialogue.LastResults.Select(static record => new { reference = $"{record.Kind}:{record.Id}", record.Name }),
        openQuestion = facts.Dialogue.Pending is { } pending
            ? new
            {
                waitsForConfirmation = pending.IsConfirmation,
                pending.Argument,
                choices = pending.Choices.Select(static choice => choice.Label),
                plan = pending.Plan.Select(static call => new { call.Tool, call.Arguments }),
            }
            : null,
        lastPlan = facts.Dialogue.LastPlan.Select(static call => new { call.Tool, call.Arguments }),
    };

    private static string Load()
    {
        using var stream = typeof(SystemPromptChatClient).Assembly.GetManifestResourceStream(PromptFile)
            ?? throw new InvalidOperationException($"The prompt {PromptFile} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
