namespace BotCrm.Skills.Understanding;

/// <summary>What a model may tell the assistant beside its calls, in <c>ChatResponse.AdditionalProperties</c> (and on streamed updates).</summary>
public static class ResponseKeys
{
    /// <summary><c>en</c> or <c>zh</c>: the language of the person's words. Only looked at in signed responses.</summary>
    public const string Language = "botcrm.language";

    /// <summary>
    /// <c>IReadOnlyList&lt;string&gt;</c>: sentences near what was not understood, in the person's language. Only looked at in signed responses.
    /// </summary>
    public const string Suggestions = "botcrm.suggestions";

    /// <summary>
    /// Holds <see cref="OfflineSignature.Instance"/> when the offline model wrote the response, be it directly or as the fall-back of an LLM.
    /// Only then are dialogue calls (a yes, an answer) taken, for they come from the person's own words. Compared by reference: nothing
    /// that arrives over a wire can be it.
    /// </summary>
    public const string Signature = "botcrm.signature";
}

/// <summary>Proof, within this process, that the offline model wrote a response.</summary>
public sealed class OfflineSignature
{
    internal static readonly OfflineSignature Instance = new();

    private OfflineSignature()
    {
    }
}
