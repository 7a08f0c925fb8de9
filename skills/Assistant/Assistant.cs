using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using BotCrm.Core.Access;
using BotCrm.Core.Storage;
using BotCrm.Skills.Dialogues;
using BotCrm.Skills.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Skills.Assistant;

/// <summary>The turn loop's outer edge: one turn of a person at a time, each acted on once, and what was talked about remembered.</summary>
internal sealed class Assistant(
    IChatClient model,
    SkillCatalogue catalogue,
    IConversationStore store,
    TurnLocks locks,
    TimeProvider clock,
    ILogger<Assistant> log,
    [FromKeyedServices(SkillsRegistration.Offline)] IChatClient? offline = null) : IAssistant
{
    private const int MaxRecent = 2_000;
    private readonly ConcurrentDictionary<(DialogueKey, string), IReadOnlyList<Reply>> recent = new();
    private readonly ConcurrentQueue<(DialogueKey, string)> recentOrder = new();

    public Task<IReadOnlyList<Reply>> RunAsync(Actor actor, IncomingTurn turn, CancellationToken ct = default) => TurnAsync(actor, turn, null, ct);

    public async IAsyncEnumerable<ReplyUpdate> RunStreamingAsync(Actor actor, IncomingTurn turn, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var updates = Channel.CreateUnbounded<ReplyUpdate>(new UnboundedChannelOptions { SingleReader = true });
        var running = Produce();
        await foreach (var update in updates.Reader.ReadAllAsync(ct)) yield return update;
        await running;

        async Task Produce()
        {
            try
            {
                foreach (var reply in await TurnAsync(actor, turn, text => updates.Writer.WriteAsync(new TextDelta(text), ct), ct))
                    await updates.Writer.WriteAsync(new ReplyReady(reply), ct);
                updates.Writer.Complete();
            }
            catch (Exception failed)
            {
                updates.Writer.Complete(failed);
            }
        }
    }

    public Reply Greet(Actor actor, string? locale)
    {
        var words = new Words(PhraseBook.Supported(locale ?? actor.Language), actor.TimeZone);
        return new SaidReply(words.Language, words.Say("greet", ("name", actor.Name))) { Suggestions = HelpSkill.Examples(words, actor.Rights) };
    }

    private async Task<IReadOnlyList<Reply>> TurnAsync(Actor actor, IncomingTurn turn, Func<string, ValueTask>? onText, CancellationToken ct)
    {
        var key = new DialogueKey(turn.Channel, turn.Conversation, actor.UserId);
        using var held = await locks.EnterAsync(key, ct);
        if (recent.TryGetValue((key, turn.TurnId), out var given)) return given;
        var state = await store.ReadAsync(key, ct);
        if (state.Answered.FirstOrDefault(a => a.TurnId == turn.TurnId) is { } answered) return answered.Replies;

        var run = new TurnRun(actor, turn, state, catalogue, model, offline, clock.GetUtcNow(), onText);
        var replies = await run.RunAsync(ct);
        await RememberAsync(key, turn, state, run, replies);
        return replies;
    }

    private async Task RememberAsync(DialogueKey key, IncomingTurn turn, ConversationState before, TurnRun run, IReadOnlyList<Reply> replies)
    {
        if (recent.TryAdd((key, turn.TurnId), replies))
        {
            recentOrder.Enqueue((key, turn.TurnId));
            while (recentOrder.Count > MaxRecent && recentOrder.TryDequeue(out var old)) recent.TryRemove(old, out _);
        }

        var after = run.Committed ? run.State.Answering(turn.TurnId, replies) : run.State;
        try
        {
            // What was done is done: neither a caller who went away nor a full disk takes the answer back.
            await store.WriteAsync(key, after, durable: run.Committed || !Equals(before.Pending, after.Pending), CancellationToken.None);
        }
        catch (Exception broken)
        {
            log.LogError(broken, "The state of a conversation could not be kept; it lives in memory until the next turn.");
        }
    }
}
