namespace BotCrm.Core.Storage;

/// <summary>Names the state of one person in one conversation: two people in a group chat never share one.</summary>
public readonly record struct DialogueKey(string Channel, string Conversation, long UserId);

/// <summary>
/// Keeps what an assistant remembers of its conversations, as text the core does not look into. Not part of the CRM's records: no audit, no undo.
/// Thread safe.
/// </summary>
public interface IDialogueStore
{
    Task<string?> GetAsync(DialogueKey key, CancellationToken ct = default);

    /// <summary>Keeps all of them in one transaction.</summary>
    Task PutAsync(IReadOnlyList<KeyValuePair<DialogueKey, string>> states, CancellationToken ct = default);

    /// <summary>Forgets what was last kept before <paramref name="before"/>.</summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetAsync(DateTimeOffset before, CancellationToken ct = default);
}
