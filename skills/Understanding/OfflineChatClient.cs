using System.Globalization;
using System.Runtime.CompilerServices;
using BotCrm.Core;
using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.OwnFields;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Understanding;

/// <summary>
/// The model that needs no key and no network: reads English, Chinese and mixed CRM sentences into tool calls. Deterministic and thread
/// safe. It never guesses a write: questions, negations, conditions and quotations give none, and what it does not understand it says so
/// (<see cref="Understood"/> is false) with sentences that do what comes nearest.
/// </summary>
public sealed class OfflineChatClient(ICrm crm) : IChatClient
{
    /// <summary>In the response's additional properties: bool.</summary>
    public const string Understood = "botcrm.understood";

    private static readonly ChatClientMetadata Metadata = new("botcrm-offline", null, "botcrm-offline-1");

    private readonly NameIndex names = new(crm);
    private readonly IValueReader values = new ValueReader();
    private readonly LexiconTrie lexicon = LexiconTrie.For(crm.Pipelines);
    private readonly MessageReader reader = new(new ValueReader(), LexiconTrie.For(crm.Pipelines));
    private readonly OwnFieldReader ownFields = new(crm.Fields);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var facts = options?.AdditionalProperties?.TryGetValue(TurnFacts.Key, out var given) == true && given is TurnFacts turn
            ? turn
            : throw new InvalidOperationException($"The offline model needs the turn's facts: put a {nameof(TurnFacts)} into ChatOptions.AdditionalProperties under \"{TurnFacts.Key}\".");
        var last = messages.LastOrDefault();
        // What tools answered is for the assistant to tell; there is nothing more to call.
        if (last is null || last.Role == ChatRole.Tool)
            return Respond(new Reading([], true, [], facts.Dialogue.LastLanguage ?? facts.Actor.Language));
        await names.RefreshAsync(cancellationToken);
        return Respond(Read(messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? "", facts));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType?.IsInstanceOfType(this) == true ? this
        : null;

    public void Dispose() => names.Dispose();

    private Reading Read(string text, TurnFacts facts)
    {
        using var view = names.Read(facts.Actor);
        var known = view;
        var help = new OwnFieldHelp(
            said => [.. Analysis.Of(said, facts, known, values, lexicon).Pieces.Where(piece => piece.Name is not null).SelectMany(piece => piece.Name!.Candidates).Select(candidate => candidate.Entry.Kind).Distinct()],
            said => Analysis.Of(said, facts, known, values, lexicon).Pieces.Select(piece => piece.Value?.Day).FirstOrDefault(day => day is not null),
            rest => reader.Read(rest, facts, known));
        return ownFields.Read(text, facts, help) ?? reader.Read(text, facts, view);
    }

    private static ChatResponse Respond(Reading reading)
    {
        var contents = new List<AIContent>();
        for (var i = 0; i < reading.Calls.Count; i++)
        {
            var call = reading.Calls[i];
            contents.Add(new FunctionCallContent(string.Create(CultureInfo.InvariantCulture, $"call_{i + 1}"), call.Tool, call.Arguments.ToDictionary(StringComparer.Ordinal)));
        }

        if (contents.Count == 0)
            contents.Add(new TextContent(""));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ModelId = Metadata.DefaultModelId,
            FinishReason = reading.Calls.Count > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                [Understood] = reading.Understood,
                [ResponseKeys.Suggestions] = reading.Suggestions,
                [ResponseKeys.Language] = reading.Language,
                [ResponseKeys.Signature] = OfflineSignature.Instance,
            },
        };
    }
}

/// <summary>What a message came to.</summary>
internal sealed record Reading(IReadOnlyList<PlannedCall> Calls, bool Understood, IReadOnlyList<string> Suggestions, string Language);
