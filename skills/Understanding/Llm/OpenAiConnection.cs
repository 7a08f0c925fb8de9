using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace BotCrm.Skills.Understanding.Llm;

/// <summary>Opens the OpenAI package's client on the configured service.</summary>
internal static class OpenAiConnection
{
    public static ChatClient Open(LlmOptions options)
    {
        // A server without keys ignores the header, but the client insists on having one.
        var credential = new ApiKeyCredential(options.Key.Length > 0 ? options.Key : "none");
        var settings = new OpenAIClientOptions
        {
            // Retries and timeouts are ResilientChatClient's business.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (options.Provider == LlmProvider.OpenAI)
        {
            settings.Endpoint = options.BaseAddress;
            return new ChatClient(options.Model, credential, settings);
        }

        settings.Endpoint = new Uri($"{options.BaseAddress.ToString().TrimEnd('/')}/openai/deployments/{Uri.EscapeDataString(options.Deployment)}");
        settings.AddPolicy(new ApiVersionPolicy(options.ApiVersion), PipelinePosition.PerCall);
        return new ChatClient(options.Model.Length > 0 ? options.Model : options.Deployment, ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(credential, "api-key"), settings);
    }

    private sealed class ApiVersionPolicy(string version) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Add(message.Request);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Add(message.Request);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Add(PipelineRequest request) =>
            request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri;
    }
}
