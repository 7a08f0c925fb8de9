using BotCrm.Skills.Understanding.Llm;

namespace BotCrm.Bot.Configuration;

/// <summary>Section <c>Llm</c>: what each provider needs besides its name.</summary>
internal static class LlmSettings
{
    private const string OpenAi = "https://api.openai.com/v1";

    /// <returns>Null for the provider <c>none</c>.</returns>
    public static LlmOptions? Read(Settings settings)
    {
        var provider = settings.Text("Llm:Provider").ToLowerInvariant();
        if (provider == "none")
            return null;

        var azure = provider == "azure";
        string[] needed = azure ? ["Llm:BaseAddress", "Llm:Deployment", "Llm:Key"] : settings.Text("Llm:BaseAddress").Length == 0 ? ["Llm:Model", "Llm:Key"] : ["Llm:Model"];
        foreach (var key in needed.Where(key => settings.Text(key).Length == 0))
            throw new SettingsException($"setting '{key}' is needed with Llm:Provider={provider}");

        return new LlmOptions
        {
            Provider = azure ? LlmProvider.Azure : LlmProvider.OpenAI,
            BaseAddress = new Uri(settings.Text("Llm:BaseAddress") is { Length: > 0 } address ? address : OpenAi),
            Key = settings.Text("Llm:Key"),
            Model = settings.Text("Llm:Model"),
            Deployment = settings.Text("Llm:Deployment"),
            ApiVersion = settings.Text("Llm:ApiVersion"),
            Timeout = TimeSpan.FromSeconds(settings.Number("Llm:TimeoutSeconds")),
            Retries = settings.Number("Llm:Retries"),
            Break = TimeSpan.FromSeconds(settings.Number("Llm:BreakerSeconds")),
            MaxOutputTokens = settings.Number("Llm:MaxOutputTokens"),
        };
    }
}
