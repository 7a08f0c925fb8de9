using BotCrm.Core.Access;

namespace BotCrm.Skills.Assistant;

/// <summary>
/// Turn in, replies out. The same turn id of a conversation is acted on once; turns of one person in one conversation are taken one after
/// another. Expected failures are replies; an exception is a bug or a broken store, and the caller apologises.
/// </summary>
public interface IAssistant
{
    Task<IReadOnlyList<Reply>> RunAsync(Actor actor, IncomingTurn turn, CancellationToken ct = default);

    /// <summary>The same, with <see cref="TextDelta"/>s while a model writes; the last updates are the replies.</summary>
    IAsyncEnumerable<ReplyUpdate> RunStreamingAsync(Actor actor, IncomingTurn turn, CancellationToken ct = default);

    /// <summary>What a newcomer is told: who it is and what to try.</summary>
    Reply Greet(Actor actor, string? locale);
}

public abstract record ReplyUpdate;

/// <summary>A piece of text still being written.</summary>
public sealed record TextDelta(string Text) : ReplyUpdate;

public sealed record ReplyReady(Reply Reply) : ReplyUpdate;
