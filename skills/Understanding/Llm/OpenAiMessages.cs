using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;
using WireMessage = OpenAI.Chat.ChatMessage;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>Messages, tools and calls between Microsoft.Extensions.AI and chat completions.</summary>
internal static class OpenAiMessages
{
    /// <summary>As the defaults for AI, but on one line: each blank would be paid for.</summary>
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static IEnumerable<WireMessage> From(IEnumerable<AiMessage> messages)
    {
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
                yield return new SystemChatMessage(message.Text);
            else if (message.Role == ChatRole.Assistant)
                yield return Assistant(message);
            else if (message.Role == ChatRole.Tool)
                foreach (var result in message.Contents.OfType<FunctionResultContent>())
                    yield return new ToolChatMessage(result.CallId, result.Result as string ?? JsonSerializer.Serialize(result.Result, Compact));
            else
                yield return new UserChatMessage(message.Text);
        }
    }

    public static ChatCompletionOptions From(ChatOptions? options, int maxOutputTokens)
    {
        var wire = new ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens ?? maxOutputTokens };
        foreach (var tool in (options?.Tools ?? []).OfType<AIFunctionDeclaration>())
            wire.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        return wire;
    }

    /// <summary>A call as the model made it. Arguments that are no JSON object leave <see cref="FunctionCallContent.Exception"/>.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments, id, name,
            static text => string.IsNullOrWhiteSpace(text) ? [] : JsonSerializer.Deserialize<Dictionary<string, object?>>(text, AIJsonUtilities.DefaultOptions)
                ?? throw new JsonException("The arguments are null."));

    public static Microsoft.Extensions.AI.ChatFinishReason Reason(OpenAI.Chat.ChatFinishReason reason) => reason switch
    {
        OpenAI.Chat.ChatFinishReason.Length => Microsoft.Extensions.AI.ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => Microsoft.Extensions.AI.ChatFinishReason.ContentFilter,
        OpenAI.Chat.ChatFinishReason.ToolCalls => Microsoft.Extensions.AI.ChatFinishReason.ToolCalls,
        _ => Microsoft.Extensions.AI.ChatFinishReason.Stop,
    };

    private static AssistantChatMessage Assistant(AiMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(static call => ChatToolCall.CreateFunctionToolCall(
                call.CallId,
                // A name that the service would refuse in the history was answered as unknown; any valid one will do.
                call.Name.Length > 0 ? call.Name : "unknown",
                BinaryData.FromString(call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments, Compact))))
            .ToList();
        if (calls.Count == 0)
            return new AssistantChatMessage(message.Text);

        var wire = new AssistantChatMessage(calls);
        if (message.Text.Length > 0)
            wire.Content.Add(ChatMessageContentPart.CreateTextPart(message.Text));
        return wire;
    }
}
