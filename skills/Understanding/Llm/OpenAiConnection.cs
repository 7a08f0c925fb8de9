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
        settings.AddPolicy(new AzurePolicy(options.ApiVersion, options.Key), PipelinePosition.BeforeTransport);
        return new ChatClient(options.Model.Length > 0 ? options.Model : options.Deployment, credential, settings);
    }

    /// <summary>Azure wants the version in the query and the key in a header of its own; a bearer token there would mean an Entra user.</summary>
    private sealed class AzurePolicy(string version, string key) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Change(message.Request);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Change(message.Request);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Change(PipelineRequest request)
        {
            request.Uri = new UriBuilder(request.Uri!) { Query = $"api-version={Uri.EscapeDataString(version)}" }.Uri;
            request.Headers.Remove("Authorization");
            request.Headers.Set("api-key", key);
        }
    }
}
