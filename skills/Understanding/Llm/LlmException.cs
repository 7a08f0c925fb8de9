namespace BotCrm.Skills.Understanding.Llm;

/// <summary>The LLM gave no usable answer. The message holds nothing that was said to it or by it, so that it can be logged.</summary>
/// <param name="transient">Another try may work.</param>
/// <param name="retryAfter">How long the service asks to be left alone.</param>
public sealed class LlmException(string message, bool transient, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(message, inner)
{
    public bool Transient => transient;

    public TimeSpan? RetryAfter => retryAfter;
}
