using System.Collections.Concurrent;
using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.Extensions.Logging;

namespace BotCrm.Core.Audit;

/// <summary>
/// Takes down sign-ins and reads of sensitive fields for the audit. What is noted is written a moment later, many at once and outside the
/// transaction of whoever read, so that reading stays as quick as it was; the host flushes every few seconds, and the CRM when it is closed.
/// </summary>
public interface IAuditEvents
{
    /// <summary>Costs no more than a place in a queue.</summary>
    void Note(AuditEvent happened);

    /// <summary>The same, but for one key at most once a minute: nobody fills the audit by failing again and again.</summary>
    void NoteOnce(string key, AuditEvent happened);

    /// <summary>Writes what was noted so far.</summary>
    Task FlushAsync(CancellationToken ct = default);
}

#pragma warning disable CA1001 // The semaphore's wait handle is never asked for, so that it holds nothing to give back; it lives as long as the CRM.
/// <inheritdoc/>
internal sealed partial class AuditEvents(Crm crm, TimeProvider clock, ILogger logger) : IAuditEvents
{
    private const int BatchSize = 500;

    private readonly ConcurrentQueue<(AuditEvent Event, DateTimeOffset At)> queue = [];
    private readonly ConcurrentDictionary<(long Actor, string Kind, long Id), long> hours = [];
    private readonly SemaphoreSlim flushing = new(1, 1);
    private readonly ConcurrentDictionary<string, long> lately = [];
    private long hour;
    private long minute;

    public void Note(AuditEvent happened)
    {
        queue.Enqueue((happened, Now()));
        // A host flushes every few seconds; a flood need not wait for that.
        if (queue.Count >= BatchSize && flushing.CurrentCount > 0)
            _ = Task.Run(FlushQuietlyAsync);
    }

    public void NoteOnce(string key, AuditEvent happened)
    {
        var now = Now().ToUnixTimeSeconds() / 60;
        if (Interlocked.Exchange(ref minute, now) != now)
            lately.Clear();
        if (lately.Count < BatchSize && lately.TryAdd(key, now))
            Note(happened);
    }

    /// <summary>One entry for an actor, record and hour says enough.</summary>
    public void NoteRead(Actor actor, Origin origin, string kind, long id)
    {
        var now = Now().ToUnixTimeSeconds() / 3600;
        if (Interlocked.Exchange(ref hour, now) != now)
            hours.Clear();
        if (hours.TryAdd((actor.UserId, kind, id), now))
            Note(new AuditEvent(AuditEvent.Read, actor.UserId, actor.Login, origin.Channel, kind, id, origin.Conversation));
    }

    public async Task FlushAsync(CancellationToken ct = default)
    {
        await flushing.WaitAsync(ct);
        try
        {
            while (!queue.IsEmpty)
            {
                var batch = queue.Take(BatchSize).ToList();
                await WriteAsync(batch, ct);
                // Only what is in the store leaves the queue.
                for (var i = 0; i < batch.Count; i++)
                    queue.TryDequeue(out _);
            }
        }
        finally
        {
            flushing.Release();
        }
    }

    /// <summary>The last thing a CRM does; what cannot be written any more is told in the log.</summary>
    public async Task FlushQuietlyAsync()
    {
        try
        {
            await FlushAsync();
        }
        catch (Exception failure)
        {
            // The next flush tries again; what is queued is kept.
            LogFailed(logger, failure, queue.Count);
        }
    }

    private async Task WriteAsync(List<(AuditEvent Event, DateTimeOffset At)> batch, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        var entries = new List<AuditEntry>(batch.Count);
        foreach (var (happened, at) in batch)
            entries.Add(Entry(happened, at, await session.NewIdAsync(ct)));
        await AuditChain.AppendAsync(session, entries, ct);
        await session.CommitAsync(ct);
    }

    internal static AuditEntry Entry(AuditEvent happened, DateTimeOffset at, long changeSet) => new()
    {
        ChangeSetId = changeSet,
        At = at,
        ActorId = happened.ActorId,
        ActorLogin = Cut(happened.ActorLogin, Limits.Login),
        Channel = Cut(happened.Channel, Limits.Channel),
        Conversation = happened.Conversation is null ? null : Cut(happened.Conversation, Limits.Conversation),
        Entity = happened.Entity,
        EntityId = happened.EntityId,
        Operation = happened.Operation,
        After = JsonSerializer.Serialize(happened.Detail ?? new Dictionary<string, string>(), RecordImage.Json),
    };

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max];

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    [LoggerMessage(EventId = 2010, Level = LogLevel.Error, Message = "Audit entries of reads and sign-ins could not be written; {Count} wait.")]
    private static partial void LogFailed(ILogger logger, Exception failure, int count);
}
