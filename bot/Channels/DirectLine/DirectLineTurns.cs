using System.Collections.Concurrent;
using System.Globalization;
using BotCrm.Bot.Cards;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.DirectLine;

/// <summary>From a message in a conversation to the answers in it. The request is answered at once; the turn runs behind it.</summary>
internal sealed class DirectLineTurns(ITurnPipeline pipeline, TimeProvider time, ILogger<DirectLineTurns> log) : IHostedService
{
    public const string Channel = "directline";

    /// <summary>More than anybody types ahead.</summary>
    public const int MaxWaiting = 20;

    public static readonly ChannelAccount Bot = new() { Id = "botcrm", Name = "BotCrm", Role = "bot" };

    /// <summary>An answer sooner than this needs no "is typing".</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(600);

    private readonly ConcurrentDictionary<Task, bool> running = new();

    /// <summary>Completes when no turn is waiting or running.</summary>
    public Task IdleAsync() => Task.WhenAll(running.Keys);

    public static bool IsFull(Conversation conversation) => conversation.Turns.Waiting >= MaxWaiting;

    /// <summary>False: too many turns of this conversation are waiting.</summary>
    public bool TryStart(Conversation conversation, Sender sender, Activity message, IReadOnlyList<TurnFile> files) =>
        Enqueue(conversation, () => AnswerAsync(conversation, sender, message, files));

    public void Greet(Conversation conversation, Sender sender, string? locale) =>
        Enqueue(conversation, () => GreetAsync(conversation, sender, locale));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Turns that have begun are finished while the host has patience.</summary>
    public Task StopAsync(CancellationToken cancellationToken) =>
        IdleAsync().WaitAsync(cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private bool Enqueue(Conversation conversation, Func<Task> work)
    {
        if (conversation.Turns.TryRun(work, MaxWaiting) is not { } turn)
            return false;
        running[turn] = true;
        turn.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return true;
    }

    private async Task AnswerAsync(Conversation conversation, Sender sender, Activity message, IReadOnlyList<TurnFile> files)
    {
        try
        {
            var result = pipeline.RunAsync(sender, ToTurn(conversation, message) with { Files = files });
            if (await Task.WhenAny(result, Task.Delay(Patience, time)) != result)
                Say(conversation, new Activity { Type = "typing", From = Bot, ReplyToId = message.Id });
            Send(conversation, (await result).Replies, message);
        }
        catch (Exception e)
        {
            // The pipeline apologises for what breaks in a turn; here its own failure must not go unseen.
            log.LogError(e, "Turn {Turn} of conversation {Conversation} gave no answer.", message.Id, conversation.Id);
        }
    }

    private async Task GreetAsync(Conversation conversation, Sender sender, string? locale)
    {
        try
        {
            if (await pipeline.GreetAsync(sender, Channel, conversation.Id, locale) is { } welcome)
                Send(conversation, [welcome], new Activity { Type = "conversationUpdate", Locale = locale });
        }
        catch (Exception e)
        {
            log.LogError(e, "Conversation {Conversation} was not greeted.", conversation.Id);
        }
    }

    private void Send(Conversation conversation, IReadOnlyList<Reply> replies, Activity answered)
    {
        var incoming = answered with
        {
            ChannelId = Channel,
            Conversation = new ConversationAccount { Id = conversation.Id },
            Recipient = Bot,
            From = new ChannelAccount { Id = conversation.User, Role = "user" },
        };
        foreach (var reply in ReplyActivities.Create(replies, incoming, CardDialect.WebChat, TextAndCard.CardOnly))
            Say(conversation, reply);
    }

    /// <summary>Says something unasked. Answers the position that a client has when it has fetched all of it.</summary>
    public long Tell(Conversation conversation, IReadOnlyList<Reply> replies)
    {
        var position = 0L;
        var incoming = new Activity { Type = "event", ChannelId = Channel, Conversation = new ConversationAccount { Id = conversation.Id }, Recipient = Bot, From = new ChannelAccount { Id = conversation.User, Role = "user" } };
        foreach (var reply in ReplyActivities.Create(replies, incoming, CardDialect.WebChat, TextAndCard.CardOnly))
            position = Say(conversation, reply);
        return position;
    }

    private long Say(Conversation conversation, Activity activity) => conversation.Append(activity with
    {
        Id = conversation.NewActivityId(),
        Timestamp = Now(),
        ChannelId = Channel,
        From = Bot,
        Conversation = new ConversationAccount { Id = conversation.Id },
    });

    public string Now() => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static IncomingTurn ToTurn(Conversation conversation, Activity message)
    {
        var action = CardActions.Read(message.Value);
        return new IncomingTurn(message.Id!, Channel, conversation.Id, action is null ? message.Text : null, action, message.Locale);
    }
}
