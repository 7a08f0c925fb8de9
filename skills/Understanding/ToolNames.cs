namespace BotCrm.Skills.Understanding;

/// <summary>
/// Calls about the dialogue itself. Only the offline model makes them, and only from the person's own words; they are not in the catalogue
/// that an LLM sees.
/// </summary>
public static class DialogueTools
{
    /// <summary>A yes to the open confirmation. No arguments.</summary>
    public const string Confirm = "dialogue_confirm";

    /// <summary>A no, "cancel", "never mind". No arguments.</summary>
    public const string Cancel = "dialogue_cancel";

    /// <summary>The answer to the open question: argument <c>value</c> (a choice's value, or the value for the asked argument).</summary>
    public const string Answer = "dialogue_answer";

    /// <summary>
    /// "no, I meant Acme Labs", "make that 50": arguments are the skill arguments to replace in the open plan or, with none open, in the last
    /// plan run, which is then taken back and run again changed, in one transaction.
    /// </summary>
    public const string Amend = "dialogue_amend";

    /// <summary>"more": the next page of the last list. No arguments.</summary>
    public const string More = "dialogue_more";

    /// <summary>Greetings and thanks: argument <c>kind</c> (hello, thanks, bye).</summary>
    public const string SmallTalk = "dialogue_small_talk";
}
