using BotCrm.Core.Storage;

namespace BotCrm.Skills.Assistant;

/// <summary>Where conversation states live between turns. The caller holds the conversation's turn lock.</summary>
internal interface IConversationStore
{
    ValueTask<ConversationState> ReadAsync(DialogueKey key, CancellationToken ct);

    /// <param name="durable">Must be on disk before the answer goes out: it holds an open question, or stands for a change that was made.</param>
    ValueTask WriteAsync(DialogueKey key, ConversationState state, bool durable, CancellationToken ct);
}
