using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Turns;

/// <summary>Who sent it, as the channel vouches for it: after token checks, or in demo mode as the channel was told.</summary>
/// <param name="EntraObjectId">Set only when the channel is authenticated and says so.</param>
/// <param name="Login">The CRM login: in demo mode <c>from.id</c>, or the user a Direct Line token was made for.</param>
public sealed record Sender(string? EntraObjectId, string? Login, string? Name);

/// <summary>
/// One message's life, free of channel types: who is it, was it seen before, run the assistant, apologise with a reference id when
/// something broke. Never throws but for cancellation.
/// </summary>
public interface ITurnPipeline
{
    Task<TurnResult> RunAsync(Sender sender, IncomingTurn turn, CancellationToken ct = default);

    /// <summary>The welcome for a newcomer, once per conversation; null when this conversation was greeted before.</summary>
    Task<Reply?> GreetAsync(Sender sender, string channel, string conversation, string? locale, CancellationToken ct = default);

    /// <summary>The bot was taken out of the conversation: when it comes back it introduces itself again.</summary>
    void ForgetGreeting(string channel, string conversation);
}

/// <summary><paramref name="Duplicate"/>: the turn was seen before; the replies are those given then, or none when they are no longer known.</summary>
public sealed record TurnResult(IReadOnlyList<Reply> Replies, bool Duplicate);
