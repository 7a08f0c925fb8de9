using BotCrm.Skills.Understanding;
using Microsoft.Extensions.AI;

namespace BotCrm.Skills.Tests.Llm;

/// <summary>A service that is busy, slow, broken or not there.</summary>
public sealed class LlmFaultTests
{
    [Theory]
    [InlineData(false, 429)]
    [InlineData(true, 429)]
    [InlineData(false, 503)]
    public async Task A_busy_service_is_asked_again_after_as_long_as_it_says(bool streaming, int status)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Json("""{"error":{"message":"slow down"}}""", status, ("Retry-After", "7")).Says(streaming, "now");
        var asking = llm.AskAsync(streaming);
        await llm.Server.ArrivalAsync();
        await llm.Clock.TimerAsync(due => due == TimeSpan.FromSeconds(7));
        Assert.Single(llm.Server.Requests);
        llm.Clock.Advance(TimeSpan.FromSeconds(7));
        var answer = await asking;
        Assert.Equal("now", answer.Text.Trim());
        Assert.Equal(2, llm.Server.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_asks_for_a_long_pause_is_left_to_the_offline_model()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Json("{}", 429, ("Retry-After", "120"));
        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(false)).IsOffline());
        Assert.Single(llm.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_broken_service_is_tried_again_and_then_the_offline_model_answers(bool streaming)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Json("oops", 500).Json("{}", 502).Json("", 500);
        llm.Offline.Offline(("find_customers", new { search = "acme" }));
        var asking = llm.AskAsync(streaming, "find acme");
        for (var i = 0; i < 2; i++)
        {
            await llm.Server.ArrivalAsync();
            await llm.Clock.TimerAsync(due => due < TimeSpan.FromSeconds(10));
            llm.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        var answer = await asking;
        Assert.True(answer.IsOffline());
        Assert.Equal("find_customers", Assert.Single(answer.Calls()).Name);
        Assert.Equal(3, llm.Server.Requests.Count);
        Assert.Equal("find acme", Assert.Single(llm.Offline.Asked.Single().Messages).Text);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task A_refusal_is_not_tried_again(int status)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Json("""{"error":{"message":"Incorrect API key provided","type":"invalid_request_error"}}""", status);
        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(false)).IsOffline());
        Assert.Single(llm.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_hangs_is_given_up_at_the_limit(bool streaming)
    {
        await using var llm = await LlmFixture.StartAsync(options => options with { Retries = 0, Timeout = TimeSpan.FromSeconds(30) });
        llm.Server.Hangs();
        llm.Offline.Offline(("help", null));
        var asking = llm.AskAsync(streaming);
        await llm.Server.ArrivalAsync();
        await llm.Clock.TimerAsync(due => due == TimeSpan.FromSeconds(30));
        llm.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        llm.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await asking).IsOffline());
    }

    [Fact]
    public async Task A_stream_that_stops_half_way_is_given_up_at_the_limit()
    {
        await using var llm = await LlmFixture.StartAsync(options => options with { Retries = 2, Timeout = TimeSpan.FromSeconds(30) });
        llm.Server.Hangs(LlmServer.Chunk(new { role = "assistant", content = "Let me " }));
        llm.Offline.Offline(("help", null));
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in llm.Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "hi")], LlmFixture.Turn()))
        {
            updates.Add(update);
            if (updates.Count == 1)
                _ = Task.Run(async () =>
                {
                    await llm.Clock.TimerAsync(due => due == TimeSpan.FromSeconds(30));
                    llm.Clock.Advance(TimeSpan.FromSeconds(30));
                });
        }

        Assert.Equal("Let me ", updates[0].Text);
        Assert.Single(llm.Server.Requests);
        Assert.True(updates[^1].AdditionalProperties!.ContainsKey(ResponseKeys.Signature));
        Assert.Equal("help", Assert.Single(updates[^1].Contents.OfType<FunctionCallContent>()).Name);
    }

    [Fact]
    public async Task A_stream_that_is_cut_calls_nothing_of_what_it_had_begun()
    {
        await using var llm = await LlmFixture.StartAsync(options => options with { Retries = 0 });
        llm.Server.Stream(LlmServer.Chunks("", ("call_a", "delete_customer", """{"customer":"Acme"}""")).SkipLast(1), whole: false);
        llm.Offline.Offline(("help", null));
        var answer = await llm.AskAsync(true);
        Assert.True(answer.IsOffline());
        Assert.Equal(["help"], answer.Calls().Select(call => call.Name));
    }

    [Fact]
    public async Task A_stream_without_a_finish_is_no_answer()
    {
        await using var llm = await LlmFixture.StartAsync(options => options with { Retries = 0 });
        llm.Server.Stream(LlmServer.Chunks("", ("call_a", "delete_customer", """{"customer":"Acme"}""")).SkipLast(1));
        llm.Offline.Offline(("help", null));
        Assert.Equal(["help"], (await llm.AskAsync(true)).Calls().Select(call => call.Name));
    }

    [Theory]
    [InlineData("<html>502</html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"choices\":[]}")]
    [InlineData("{\"choices\":[{\"message\":5}]}")]
    public async Task Garbage_is_no_answer(string body)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Json(body);
        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(false)).IsOffline());
    }

    [Fact]
    public async Task Garbage_in_a_stream_is_no_answer()
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Stream(["{\"choices\":[{\"delta\":", "nonsense"]);
        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(true)).IsOffline());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_is_not_there_is_replaced(bool streaming)
    {
        await using var gone = await LlmServer.StartAsync();
        var address = gone.Address;
        await gone.DisposeAsync();
        await using var llm = await LlmFixture.StartAsync(options => options with { BaseAddress = new Uri(address, "/v1"), Retries = 0 });
        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(streaming)).IsOffline());
    }

    [Fact]
    public async Task After_failing_again_and_again_it_is_left_alone_and_asked_again_later()
    {
        await using var llm = await LlmFixture.StartAsync(options => options with { Retries = 0, Break = TimeSpan.FromSeconds(30) });
        for (var i = 0; i < 4; i++)
        {
            llm.Server.Json("{}", 500);
            llm.Offline.Offline(("help", null));
            Assert.True((await llm.AskAsync(false)).IsOffline());
        }

        llm.Offline.Offline(("help", null));
        Assert.True((await llm.AskAsync(false)).IsOffline());
        Assert.Equal(4, llm.Server.Requests.Count);

        llm.Clock.Advance(TimeSpan.FromSeconds(31));
        llm.Server.Says(false, "back");
        Assert.Equal("back", (await llm.AskAsync(false)).Text);
        Assert.Equal(5, llm.Server.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_goes_away_gets_no_other_answer(bool streaming)
    {
        await using var llm = await LlmFixture.StartAsync();
        llm.Server.Hangs();
        using var cancel = new CancellationTokenSource();
        var asking = llm.AskAsync(streaming, ct: cancel.Token);
        await llm.Server.ArrivalAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(llm.Offline.Asked);
    }
}
