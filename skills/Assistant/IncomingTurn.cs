using System.Text.Json;

namespace BotCrm.Skills.Assistant;

/// <summary>
/// One thing a person did, free of channel types. Either <paramref name="Text"/> or <paramref name="Action"/> is given.
/// <paramref name="TurnId"/> is the channel's id of the activity: a turn is acted on at most once.
/// <paramref name="Locale"/> is the client's BCP 47 tag, a hint only: the reply's language follows the words used.
/// </summary>
public sealed record IncomingTurn(
    string TurnId,
    string Channel,
    string Conversation,
    string? Text,
    CardAction? Action = null,
    string? Locale = null,
    bool IsGroup = false)
{
    /// <summary>Files that came with it.</summary>
    public IReadOnlyList<TurnFile> Files { get; init; } = [];
}

/// <summary>A file somebody sent. <paramref name="Name"/> is what the sender calls it.</summary>
public sealed record TurnFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>
/// A press on a card. Verbs: <c>undo</c> {changeSet}, <c>choose</c> {pending, value}, <c>confirm</c> {pending}, <c>cancel</c> {pending},
/// <c>more</c> {list}, <c>say</c> {text}, <c>run</c> {tool, arguments} (what a notice offers). <c>pending</c> names the question the card asked; one that is no longer open is answered so.
/// </summary>
public sealed record CardAction(string Verb, IReadOnlyDictionary<string, JsonElement> Data);
