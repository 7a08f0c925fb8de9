namespace BotCrm.Skills.Understanding.Llm;

public enum LlmProvider
{
    /// <summary>Anything that speaks OpenAI's chat completions.</summary>
    OpenAI,

    /// <summary>Azure OpenAI: a deployment, an API version, the key in a header of its own.</summary>
    Azure,
}

/// <summary>How to reach the LLM; checked by the host.</summary>
public sealed record LlmOptions
{
    public required LlmProvider Provider { get; init; }

    /// <summary>For OpenAI with the version (<c>https://api.openai.com/v1</c>), for Azure the resource (<c>https://name.openai.azure.com</c>).</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Empty for a local server that wants none.</summary>
    public string Key { get; init; } = "";

    public string Model { get; init; } = "";

    /// <summary>Azure only.</summary>
    public string Deployment { get; init; } = "";

    /// <summary>Azure only.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>For one request; while an answer streams, for each wait for more.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public int Retries { get; init; } = 2;

    /// <summary>How long the open circuit leaves the service alone.</summary>
    public TimeSpan Break { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxOutputTokens { get; init; } = 1024;
}
