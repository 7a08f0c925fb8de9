using System.Collections.Concurrent;
using BotCrm.Core.Automation;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Automation;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>
/// Says notifications in the newest open conversation of the one they are for. One counts as delivered when the client has fetched it, not
/// when it was put there: a page that closes in between, or a process that dies, gets it again.
/// </summary>
internal sealed class NoticeDelivery(Conversations conversations, DirectLineTurns turns, NotificationOutbox outbox, TimeProvider time, ILogger<NoticeDelivery> log) : BackgroundService
{
    /// <summary>More at once would bury the conversation; the rest is told by its number.</summary>
    public const int MostAtOnce = 5;

    private const int MostTaken = 200;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim running = new(1, 1);
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly ConcurrentDictionary<long, (Conversation Conversation, long Position)> said = new();

    /// <summary>Somebody connected, or something was written: look now.</summary>
    public void Wake()
    {
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It will look anyhow.
        }
    }

    /// <summary>Says what is due to those who have a conversation open, and marks what they have fetched.</summary>
    public async Task DeliverAsync(CancellationToken ct = default)
    {
        await running.WaitAsync(ct);
        try
        {
            await MarkFetchedAsync(ct);
            var open = conversations.NewestByUser();
            if (open.Count == 0)
                return;
            var taken = await outbox.TakeAsync(DirectLineTurns.Channel, [.. open.Keys], MostTaken, ct);
            foreach (var group in taken.GroupBy(one => one.Recipient.Login, StringComparer.OrdinalIgnoreCase))
                Say(open[group.Key], [.. group]);
            await MarkFetchedAsync(ct);
        }
        finally
        {
            running.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        outbox.Written += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await DeliverAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.LogError(e, "Notifications could not be delivered to the web chat.");
                }
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(wake.WaitAsync(waiting.Token), Task.Delay(said.IsEmpty ? LookEvery : LookAgain, time, waiting.Token));
                await waiting.CancelAsync();
            }
        }
        finally
        {
            outbox.Written -= Wake;
        }
    }

    public override void Dispose()
    {
        running.Dispose();
        wake.Dispose();
        base.Dispose();
    }

    private void Say(Conversation conversation, IReadOnlyList<TakenNotification> notices)
    {
        // Given out again because nobody has fetched it yet, but it waits in this very conversation.
        var news = notices.Where(one => !said.TryGetValue(one.Notification.Id, out var before) || before.Conversation != conversation).ToList();
        if (news.Count == 0)
            return;
        // A language of the conversation would be better known to the assistant; unasked, the user's own setting counts.
        var shown = news.Count > MostAtOnce ? news.Take(MostAtOnce - 1).ToList() : news;
        List<Reply> replies = [.. shown.Select(one => NoticeWriter.Write(one.Notification, one.Recipient))];
        if (shown.Count < news.Count)
            replies.Add(NoticeWriter.More(news.Count - shown.Count, news[0].Recipient));
        var position = turns.Tell(conversation, replies);
        foreach (var one in news)
            said[one.Notification.Id] = (conversation, position);
    }

    private async Task MarkFetchedAsync(CancellationToken ct)
    {
        var fetched = said.Where(one => one.Value.Conversation.Fetched >= one.Value.Position).Select(one => one.Key).ToList();
        await outbox.MarkDeliveredAsync(DirectLineTurns.Channel, fetched, ct);
        foreach (var id in fetched)
            said.TryRemove(id, out _);
    }
}
