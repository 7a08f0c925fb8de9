using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.ActivityProtocol.Connector;
using BotCrm.Bot.Channels.ActivityProtocol.Delivery;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.Hosting;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Replies on their way out, with the faults that connectors have.</summary>
public sealed class ConnectorTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Theory]
    [InlineData("", "/v3/conversations/c/activities/a1")]
    [InlineData("/", "/v3/conversations/c/activities/a1")]
    [InlineData("/amer/tenant", "/amer/tenant/v3/conversations/c/activities/a1")]
    [InlineData("/amer/tenant/", "/amer/tenant/v3/conversations/c/activities/a1")]
    public async Task A_service_url_may_have_a_path_and_a_slash(string path, string target)
    {
        var message = Message("help", path: path);
        await bot.StatusAsync(message);

        Assert.Equal(target, Assert.Single(await bot.Connector.WaitForCallsAsync(1)).Target);
    }

    [Theory]
    [InlineData("a:1;b|c@d", "a%3A1%3Bb%7Cc%40d")]
    [InlineData("x/../y?z#w", "x%2F..%2Fy%3Fz%23w")]
    [InlineData("恒通 %2e", "%E6%81%92%E9%80%9A%20%252e")]
    public async Task Ids_are_escaped_in_the_path(string conversation, string escaped)
    {
        await bot.StatusAsync(Message("help", conversation));

        Assert.Equal($"/v3/conversations/{escaped}/activities/a1", Assert.Single(await bot.Connector.WaitForCallsAsync(1)).Target);
    }

    [Theory]
    [InlineData(200, "{\"id\":\"1\"}")]
    [InlineData(201, "{\"id\":\"1\"}")]
    [InlineData(202, null)]
    [InlineData(200, "OK")]
    [InlineData(200, "")]
    public async Task Every_way_of_saying_taken_is_understood(int status, string? body)
    {
        bot.Connector.Answer = _ => new PeerAnswer(status, body);
        bot.Assistant.Says(new SaidReply("en", "one"), new SaidReply("en", "two"));
        await bot.StatusAsync(Message("help"));

        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(["one", "two"], calls.Select(call => (string?)call.Json["text"]));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task Where_replying_is_unknown_it_sends_to_the_conversation(int status)
    {
        bot.Connector.First.Enqueue(new PeerAnswer(status));
        await bot.StatusAsync(Message("help"));

        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(["/v3/conversations/c/activities/a1", "/v3/conversations/c/activities"], calls.Select(call => call.Target));
    }

    [Theory]
    [InlineData(429, "3", 3)]
    [InlineData(412, "7", 7)]
    [InlineData(502, "0", 0)]
    [InlineData(504, "Mon, 23 Nov 2026 09:00:09 GMT", 9)]
    [InlineData(429, "86400", 60)]
    public async Task A_busy_connector_is_tried_again_when_it_says(int status, string retryAfter, int seconds)
    {
        bot.Connector.First.Enqueue(new PeerAnswer(status, RetryAfter: retryAfter));
        await bot.StatusAsync(Message("help"));
        await bot.Connector.WaitForCallsAsync(1);
        if (seconds > 0)
        {
            await bot.Time.WaitForTimerAsync(due => due == TimeSpan.FromSeconds(seconds));
            bot.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Single(bot.Connector.Calls);
            bot.Time.Advance(TimeSpan.FromTicks(1));
        }

        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(calls[0] with { Authorization = null }, calls[1] with { Authorization = null });
    }

    [Fact]
    public async Task Without_a_word_on_when_it_backs_off_further_each_time_and_gives_up()
    {
        bot.Connector.Answer = _ => new PeerAnswer(502);
        await bot.StatusAsync(Message("help"));
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await bot.Connector.WaitForCallsAsync(attempt);
            if (attempt == 5)
                break;
            bot.Time.Advance(await bot.Time.WaitForTimerAsync(due => due > TimeSpan.Zero && due < TimeSpan.FromMinutes(1)));
        }

        // The conversation goes on: the next answer is not stuck behind the lost one.
        bot.Connector.Answer = _ => new PeerAnswer(201);
        await bot.StatusAsync(Message("pipeline", id: "a2"));
        Assert.Equal("lena: pipeline", (string?)(await bot.Connector.WaitForCallsAsync(6))[5].Json["text"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task What_a_connector_refuses_is_not_tried_again(int status)
    {
        bot.Connector.First.Enqueue(new PeerAnswer(status));
        await bot.StatusAsync(Message("help"));
        await bot.StatusAsync(Message("pipeline", id: "a2"));

        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(["lena: help", "lena: pipeline"], calls.Select(call => (string?)call.Json["text"]));
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var elsewhere = await LocalPeer.StartAsync();
        bot.Connector.First.Enqueue(new PeerAnswer(307, Location: elsewhere.Url));
        await bot.StatusAsync(Message("help"));
        await bot.StatusAsync(Message("pipeline", id: "a2"));
        await bot.Connector.WaitForCallsAsync(2);

        Assert.Empty(elsewhere.Calls);
    }

    [Fact]
    public async Task A_slow_answer_is_announced_by_typing()
    {
        var release = new TaskCompletionSource<IReadOnlyList<Reply>>();
        bot.Assistant.Answer = (_, _, _) => release.Task;
        await bot.StatusAsync(Message("how is the pipeline?"));
        await bot.Time.WaitForTimerAsync(due => due == ConnectorReplies.TypingAfter);
        Assert.Empty(bot.Connector.Calls);

        bot.Time.Advance(ConnectorReplies.TypingAfter);
        await bot.Connector.WaitForCallsAsync(1);
        await bot.Time.WaitForTimerAsync(due => due == ConnectorReplies.TypingAgain);
        bot.Time.Advance(ConnectorReplies.TypingAgain);
        await bot.Connector.WaitForCallsAsync(2);
        release.SetResult([new SaidReply("en", "Fine.")]);

        var calls = await bot.Connector.WaitForCallsAsync(3);
        Assert.Equal(["typing", "typing", "message"], calls.Select(call => (string?)call.Json["type"]));
    }

    [Fact]
    public async Task A_conversation_is_answered_in_order_and_others_do_not_wait_for_it()
    {
        var release = new TaskCompletionSource<IReadOnlyList<Reply>>();
        bot.Assistant.Answer = (_, turn, _) => turn.Text == "slow" ? release.Task : Task.FromResult<IReadOnlyList<Reply>>([new SaidReply("en", turn.Text!)]);
        await bot.StatusAsync(Message("slow", "c1", "a1"));
        await bot.StatusAsync(Message("quick", "c1", "a2"));
        await bot.StatusAsync(Message("elsewhere", "c2", "a3"));

        Assert.Equal("elsewhere", (string?)Assert.Single(await bot.Connector.WaitForCallsAsync(1)).Json["text"]);
        release.SetResult([new SaidReply("en", "slow")]);
        var calls = await bot.Connector.WaitForCallsAsync(3);
        Assert.Equal(["elsewhere", "slow", "quick"], calls.Select(call => (string?)call.Json["text"]));
    }

    [Fact]
    public async Task More_than_seven_sends_in_a_second_wait()
    {
        bot.Assistant.Says([.. Enumerable.Range(1, 9).Select(n => new SaidReply("en", $"{n}"))]);
        await bot.StatusAsync(Message("help"));
        await bot.Connector.WaitForCallsAsync(7);
        await bot.Time.WaitForTimerAsync(due => due == TimeSpan.FromSeconds(1));
        Assert.Equal(7, bot.Connector.Calls.Count);
        bot.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("9", (string?)(await bot.Connector.WaitForCallsAsync(9))[8].Json["text"]);
    }

    [Fact]
    public async Task The_longer_limits_hold_too()
    {
        var rate = new SendRate(bot.Time);
        async Task Send(int count, TimeSpan apart)
        {
            for (var i = 0; i < count; i++)
            {
                await rate.WaitAsync("c", default).WaitAsync(TimeSpan.FromSeconds(5));
                bot.Time.Advance(apart);
            }
        }

        await Send(60, TimeSpan.FromMilliseconds(200));
        var thirtySeconds = rate.WaitAsync("c", default);
        await rate.WaitAsync("other", default).WaitAsync(TimeSpan.FromSeconds(5));
        Assert.False(thirtySeconds.IsCompleted);
        bot.Time.Advance(TimeSpan.FromSeconds(18));
        await thirtySeconds.WaitAsync(TimeSpan.FromSeconds(5));

        bot.Time.Advance(TimeSpan.FromHours(1));
        await Send(1800, TimeSpan.FromSeconds(1));
        var hour = rate.WaitAsync("c", default);
        bot.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.False(hour.IsCompleted);
        bot.Time.Advance(TimeSpan.FromMinutes(1));
        await hour.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_sent_activity_can_be_replaced_where_the_client_can()
    {
        var client = bot.Get<ConnectorClient>();
        var target = new ServiceTarget(bot.Connector.Url, SendToken: false);
        bot.Connector.First.Enqueue(new PeerAnswer(200));
        bot.Connector.First.Enqueue(new PeerAnswer(501));

        Assert.True(await client.UpdateAsync(target, "c", "s;1", new() { Type = "message", Text = "new" }, default));
        Assert.False(await client.UpdateAsync(target, "c", "s;1", new() { Type = "message", Text = "new" }, default));
        Assert.Equal(("PUT", "/v3/conversations/c/activities/s%3B1"), (bot.Connector.Calls[0].Method, bot.Connector.Calls[0].Target));
        Assert.Equal("s;1", (string?)bot.Connector.Calls[0].Json["id"]);
    }

    [Fact]
    public async Task What_was_taken_is_answered_before_the_process_ends()
    {
        var release = new TaskCompletionSource<IReadOnlyList<Reply>>();
        bot.Assistant.Answer = (_, _, _) => release.Task;
        await bot.StatusAsync(Message("slow"));

        var stop = ((IHostedService)bot.Get<ConversationQueues>()).StopAsync(default);
        Assert.False(stop.IsCompleted);
        release.SetResult([new SaidReply("en", "Saved.")]);
        await stop.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal("Saved.", (string?)Assert.Single(bot.Connector.Calls).Json["text"]);
    }

    [Fact]
    public async Task A_turn_that_never_ends_does_not_keep_the_process_alive()
    {
        var cancelled = new TaskCompletionSource();
        var queues = bot.Get<ConversationQueues>();
        queues.TryEnqueue("c", async ct =>
        {
            await using var registration = ct.Register(cancelled.SetResult);
            await cancelled.Task;
            ct.ThrowIfCancellationRequested();
        });
        using var patience = new CancellationTokenSource();

        var stop = ((IHostedService)queues).StopAsync(patience.Token);
        await patience.CancelAsync();
        await stop.WaitAsync(TimeSpan.FromSeconds(20));

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(1, ConversationQueues.CapacityPerConversation)]
    [InlineData(ConversationQueues.Capacity, 1)]
    public async Task When_too_much_waits_more_is_refused_for_now(int conversations, int each)
    {
        var release = new TaskCompletionSource();
        var queues = bot.Get<ConversationQueues>();
        for (var i = 0; i < conversations * each; i++)
            Assert.True(queues.TryEnqueue($"msteams\nc{i % conversations}", _ => release.Task));

        using var response = await bot.PostAsync(Message("help", "c0"));
        release.SetResult();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.Empty(bot.Assistant.Turns);
    }

    private JsonObject Message(string text, string conversation = "c", string id = "a1", string path = "")
    {
        var message = bot.Message(text, id);
        message["conversation"]!["id"] = conversation;
        message["serviceUrl"] = bot.Connector.Url + path;
        return message;
    }
}
