using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.Turns;

/// <summary>Answers what the test scripted, and remembers what it was asked.</summary>
internal sealed class ScriptedAssistant : IAssistant
{
    public ConcurrentQueue<(Actor Actor, IncomingTurn Turn)> Turns { get; } = new();

    public Func<Actor, IncomingTurn, CancellationToken, Task<IReadOnlyList<Reply>>> Answer { get; set; } =
        (actor, turn, _) => Task.FromResult<IReadOnlyList<Reply>>([new SaidReply("en", $"{actor.Login}: {turn.Text ?? turn.Action?.Verb}")]);

    public void Says(params Reply[] replies) => Answer = (_, _, _) => Task.FromResult<IReadOnlyList<Reply>>(replies);

    public Task<IReadOnlyList<Reply>> RunAsync(Actor actor, IncomingTurn turn, CancellationToken ct = default)
    {
        Turns.Enqueue((actor, turn));
        return Answer(actor, turn, ct);
    }

    public async IAsyncEnumerable<ReplyUpdate> RunStreamingAsync(Actor actor, IncomingTurn turn, [EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var reply in await RunAsync(actor, turn, ct))
            yield return new ReplyReady(reply);
    }

    public Reply Greet(Actor actor, string? locale) => new SaidReply("en", $"Hello {actor.Name}, I am BotCrm.");
}
