namespace BotCrm.Skills.Tests.Conversations;

/// <summary>What was wrong with one turn.</summary>
public enum Fault
{
    /// <summary>An audit entry that nobody expected.</summary>
    UnwantedWrite,

    /// <summary>An expected audit entry that did not come, or came with other values.</summary>
    WrongOrMissingWrite,

    /// <summary>The kind of change that was expected, done to another record.</summary>
    WrongRecord,

    /// <summary>A question or confirmation where the words said enough.</summary>
    UnnecessaryQuestion,

    /// <summary>No question, or another, where one had to be asked.</summary>
    MissingQuestion,

    /// <summary>The reply does not say what it must, or says what it must not.</summary>
    WrongReply,

    Exception,
}

public sealed record TurnFault(Fault Fault, Turn Turn, string Detail);

/// <summary>How a conversation went: all faults, and the transcript for people.</summary>
public sealed record ConversationOutcome(Conversation Conversation, IReadOnlyList<TurnFault> Faults, string Transcript)
{
    public bool Exact => Faults.Count == 0;

    public string Report() =>
        $"{Conversation.File}:{Conversation.Line} {Conversation.Title}\n"
        + string.Join("\n", Faults.Select(fault => $"  line {fault.Turn.Line} {fault.Turn}\n    {fault.Fault}: {fault.Detail}"))
        + "\n\n" + Transcript;
}
