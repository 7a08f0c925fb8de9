using System.Text.RegularExpressions;
using BotCrm.Bot.Turns;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Turns;

public sealed class TurnPipelineTests
{
    private static readonly Sender Lena = new(null, "lena", "Lena");

    private readonly DirectoryCrm crm = new();
    private readonly ScriptedAssistant assistant = new();
    private readonly ManualTime time = new();
    private readonly LogLines log = new();
    private readonly NotedEvents noted = new();
    private readonly TurnPipeline pipeline;

    public TurnPipelineTests() => pipeline = new TurnPipeline(crm, assistant, new SeenTurns(), new GreetedConversations(), new TurnSignIns(noted, time), time, log);

    [Fact]
    public async Task The_assistant_acts_for_the_user_with_that_login()
    {
        var result = await pipeline.RunAsync(Lena, Turn("t1", "help"));

        Assert.False(result.Duplicate);
        Assert.Equal("lena: help", Assert.Single(result.Replies).Text);
        Assert.Equal(DirectoryCrm.Lena, Assert.Single(assistant.Turns).Actor);
    }

    [Fact]
    public async Task The_first_turn_of_a_day_and_of_another_identity_signs_in()
    {
        var teams = new Sender(DirectoryCrm.LenaObjectId, null, null);
        foreach (var id in new[] { "t1", "t2" })
            await pipeline.RunAsync(teams, Turn(id, "help"));
        Assert.Equal(["sign_in lena msteams"], noted.All);
        await pipeline.RunAsync(Lena, Turn("t3", "help"));
        Assert.Equal(2, noted.All.Count);
        time.Advance(TimeSpan.FromDays(1));
        foreach (var id in new[] { "t4", "t5" })
            await pipeline.RunAsync(teams, Turn(id, "help"));
        Assert.Equal(["sign_in lena msteams", "sign_in lena msteams", "sign_in lena msteams"], noted.All);
        await pipeline.RunAsync(new Sender("nobody", null, null), Turn("t6", "help"));
        Assert.Equal("sign_in_failed  msteams", noted.All[^1]);
        // The chat page signed her in when it got its token.
        await pipeline.RunAsync(Lena, Turn("t7", "help") with { Channel = "directline" });
        Assert.Equal(4, noted.All.Count);
    }

    [Fact]
    public async Task An_Entra_object_id_wins_over_a_login()
    {
        var result = await pipeline.RunAsync(new Sender(DirectoryCrm.LenaObjectId, "wei", null), Turn("t1", "help"));

        Assert.Equal("lena: help", Assert.Single(result.Replies).Text);
    }

    [Fact]
    public async Task An_unknown_object_id_is_not_tried_as_a_login()
    {
        var result = await pipeline.RunAsync(new Sender("nobody", "lena", null), Turn("t1", "help"));

        Assert.Contains("Microsoft Entra object id nobody", Assert.Single(result.Replies).Text, StringComparison.Ordinal);
        Assert.Empty(assistant.Turns);
    }

    [Fact]
    public async Task An_unknown_sender_is_told_so_in_both_languages_and_nothing_is_done()
    {
        var result = await pipeline.RunAsync(new Sender(null, "mallory\u0007", null), Turn("t1", "delete Acme"));

        var text = Assert.Single(result.Replies).Text;
        Assert.Contains("login \"mallory\"", text, StringComparison.Ordinal);
        Assert.Contains("登录名为“mallory”", text, StringComparison.Ordinal);
        Assert.Empty(assistant.Turns);
    }

    [Fact]
    public async Task A_sender_without_any_id_is_told_so()
    {
        var result = await pipeline.RunAsync(new Sender(null, null, "Lena"), Turn("t1", "help"));

        Assert.Contains("does not tell me who you are", Assert.Single(result.Replies).Text, StringComparison.Ordinal);
        Assert.Empty(assistant.Turns);
    }

    [Fact]
    public async Task A_repetition_is_given_the_same_replies_and_runs_nothing()
    {
        var first = await pipeline.RunAsync(Lena, Turn("t1", "log a call"));
        var second = await pipeline.RunAsync(Lena, Turn("t1", "log a call"));

        Assert.True(second.Duplicate);
        Assert.Equal(first.Replies, second.Replies);
        Assert.Single(assistant.Turns);
    }

    [Fact]
    public async Task Repetitions_at_the_same_time_run_once()
    {
        var release = new TaskCompletionSource<IReadOnlyList<Reply>>();
        assistant.Answer = (_, _, _) => release.Task;

        var runs = Enumerable.Range(0, 20).Select(_ => Task.Run(() => pipeline.RunAsync(Lena, Turn("t1", "log a call")))).ToList();
        release.SetResult([new SaidReply("en", "Saved.")]);
        var results = await Task.WhenAll(runs);

        Assert.Single(assistant.Turns);
        Assert.Single(results, result => !result.Duplicate);
        Assert.All(results, result => Assert.Equal("Saved.", Assert.Single(result.Replies).Text));
    }

    [Fact]
    public async Task The_same_id_in_another_conversation_or_from_somebody_else_is_another_turn()
    {
        await pipeline.RunAsync(Lena, Turn("t1", "secret"));
        var elsewhere = await pipeline.RunAsync(Lena, Turn("t1", "help") with { Conversation = "c2" });
        var other = await pipeline.RunAsync(new Sender(null, "wei", null), Turn("t1", "help"));

        Assert.False(elsewhere.Duplicate);
        Assert.False(other.Duplicate);
        Assert.Equal("wei: help", Assert.Single(other.Replies).Text);
    }

    [Fact]
    public async Task The_memory_of_turns_is_bounded()
    {
        await pipeline.RunAsync(Lena, Turn("first", "help"));
        for (var i = 0; i < SeenTurns.Capacity; i++)
            await pipeline.RunAsync(Lena, Turn($"t{i}", "help"));

        Assert.True((await pipeline.RunAsync(Lena, Turn($"t{SeenTurns.Capacity - 1}", "help"))).Duplicate);
        Assert.False((await pipeline.RunAsync(Lena, Turn("first", "help"))).Duplicate);
    }

    [Fact]
    public async Task A_caller_that_hangs_up_finds_the_answer_when_it_asks_again()
    {
        var release = new TaskCompletionSource<IReadOnlyList<Reply>>();
        assistant.Answer = (_, _, _) => release.Task;
        using var hangUp = new CancellationTokenSource();

        var first = pipeline.RunAsync(Lena, Turn("t1", "log a call"), hangUp.Token);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult([new SaidReply("en", "Saved.")]);
        var second = await pipeline.RunAsync(Lena, Turn("t1", "log a call"));

        Assert.Equal("Saved.", Assert.Single(second.Replies).Text);
        Assert.Single(assistant.Turns);
    }

    [Theory]
    [InlineData("log a call with Acme", "Sorry, something went wrong")]
    [InlineData("给恒通打了个电话", "抱歉,我这边出错了")]
    public async Task A_bug_is_apologised_for_with_the_reference_that_is_in_the_log(string said, string apology)
    {
        assistant.Answer = (_, _, _) => throw new InvalidOperationException("no such column: secret");

        var result = await pipeline.RunAsync(Lena, Turn("t1", said));

        var text = Assert.Single(result.Replies).Text;
        Assert.StartsWith(apology, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        var reference = Regex.Match(text, "[0-9a-f]{8}").Value;
        var (line, exception) = Assert.Single(log.Lines);
        Assert.Contains(reference, line, StringComparison.Ordinal);
        Assert.DoesNotContain(said, line, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(exception);
    }

    [Fact]
    public async Task After_a_failure_the_same_delivery_is_tried_again()
    {
        crm.Broken = new IOException("disk");
        await pipeline.RunAsync(Lena, Turn("t1", "help"));
        crm.Broken = null;

        var second = await pipeline.RunAsync(Lena, Turn("t1", "help"));

        Assert.False(second.Duplicate);
        Assert.Equal("lena: help", Assert.Single(second.Replies).Text);
    }

    [Fact]
    public async Task A_turn_that_hangs_is_given_up_and_apologised_for()
    {
        assistant.Answer = async (_, _, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, ct);
            return [];
        };

        var turn = pipeline.RunAsync(Lena, Turn("t1", "help"));
        await time.WaitForTimerAsync(due => due > TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.StartsWith("Sorry, something went wrong", Assert.Single((await turn).Replies).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u200b\u200d\n")]
    [InlineData(null)]
    public async Task Saying_nothing_gets_the_introduction(string? text)
    {
        var result = await pipeline.RunAsync(Lena, Turn("t1", text));

        Assert.StartsWith("Hello Lena Vogt", Assert.Single(result.Replies).Text, StringComparison.Ordinal);
        Assert.Empty(assistant.Turns);
    }

    [Fact]
    public async Task A_conversation_is_greeted_once_until_the_bot_is_taken_out()
    {
        var greetings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pipeline.GreetAsync(Lena, "msteams", "c1", "en-US"))));
        Assert.Single(greetings, greeting => greeting is not null);
        Assert.NotNull(await pipeline.GreetAsync(Lena, "msteams", "c2", "en-US"));

        pipeline.ForgetGreeting("msteams", "c1");
        Assert.NotNull(await pipeline.GreetAsync(Lena, "msteams", "c1", "en-US"));
    }

    [Fact]
    public async Task A_greeting_that_failed_is_made_up_for()
    {
        crm.Broken = new IOException("disk");
        var apology = await pipeline.GreetAsync(Lena, "msteams", "c1", "zh-CN");
        crm.Broken = null;

        Assert.StartsWith("抱歉", apology!.Text, StringComparison.Ordinal);
        Assert.StartsWith("Hello", (await pipeline.GreetAsync(Lena, "msteams", "c1", "zh-CN"))!.Text, StringComparison.Ordinal);
    }

    private static IncomingTurn Turn(string id, string? text) => new(id, "msteams", "c1", text);

    private sealed class LogLines : ILogger<TurnPipeline>
    {
        public List<(string Line, Exception? Exception)> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Add((formatter(state, exception), exception));
        }
    }
}
