using BotCrm.Core.Interactions;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class PlansAreAllOrNothing
{
    private static readonly (string, object?)[] CallAndFollowUp =
    [
        ("log_interaction", new { customer = "Acme", kind = "call", summary = "Maria wants 3% off the new order", participants = new[] { "Maria" } }),
        ("create_task", new { title = "Follow up with Acme", due = "2026-12-01", customer = "Acme" }),
    ];

    [Fact]
    public async Task A_call_and_a_follow_up_are_one_saved_plan()
    {
        await using var crm = await AssistantFixture.StartAsync();
        crm.Model.Offline(CallAndFollowUp);

        var done = Assert.IsType<DoneReply>(await crm.SayOneAsync("lena", "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday"));

        Assert.Equal("Saved: Call with Acme – Maria wants 3% off the new order; Participants: Maria Lopez. Task: Follow up with Acme – Due: Tue 1 Dec 2026.", done.Text);
        var set = await crm.Crm.GetAsync("lena", new Core.Audit.GetChangeSet { Id = done.UndoChangeSet!.Value });
        Assert.Equal(["interaction", "task"], set.Changes.Select(c => c.Entity).Order());
        Assert.Equal("log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday", set.Sentence);
        Assert.Equal("c1", set.Conversation);
    }

    [Fact]
    public async Task The_reply_is_in_the_language_of_the_words()
    {
        await using var crm = await AssistantFixture.StartAsync();
        crm.Model.Offline("zh", ("log_interaction", new { customer = "恒通", kind = "call", summary = "对方要求分期付款" }), ("create_task", new { title = "跟进恒通", due = "2026-12-01", customer = "恒通" }));

        var done = Assert.IsType<DoneReply>(await crm.SayOneAsync("lina", "给恒通打了个电话,对方要求分期付款,下周二跟进"));

        Assert.Equal("zh", done.Language);
        Assert.Equal("已保存:与恒通物流的电话 — 对方要求分期付款。任务:跟进恒通 — 到期:2026年12月1日 周二;客户:恒通物流。", done.Text);
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing_of_the_others()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var before = await CountsAsync(crm);
        crm.Model.Offline(CallAndFollowUp[0], ("create_opportunity", new { customer = "Acme", amount = -5 }));

        var said = Assert.IsType<SaidReply>(await crm.SayOneAsync("lena", "call and a silly opportunity"));

        Assert.Contains("Amount must be more than 0", said.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountsAsync(crm));
    }

    [Fact]
    public async Task A_question_in_the_middle_leaves_nothing_either()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var before = await CountsAsync(crm);
        crm.Model.Offline(CallAndFollowUp[0], ("lose_opportunity", new { customer = "Acme" }));

        var question = Assert.IsType<QuestionReply>(await crm.SayOneAsync("lena", "called Acme, and we lost it"));

        Assert.Contains("Why was it lost?", question.Text, StringComparison.Ordinal);
        Assert.Equal(before, await CountsAsync(crm));
    }

    [Fact]
    public async Task Later_steps_see_what_earlier_ones_made()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var done = await crm.HearsAsync<DoneReply>(
            "lena",
            ("create_customer", new { name = "Blue Ocean GmbH", city = "Kiel" }),
            ("add_contact", new { customer = "Blue Ocean GmbH", name = "Jane Doe" }),
            ("log_interaction", new { customer = "Blue Ocean GmbH", kind = "visit", summary = "First visit", participants = new[] { "Jane" } }),
            ("create_opportunity", new { customer = "Blue Ocean GmbH", amount = 10000 }));

        Assert.Equal(4, done.Changes.Count);
        Assert.Contains("Blue Ocean GmbH", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_turn_is_acted_on_once_even_after_a_restart()
    {
        await using var crm = await AssistantFixture.StartAsync();
        crm.Model.Offline(CallAndFollowUp);
        var first = Assert.IsType<DoneReply>(await crm.SayOneAsync("lena", "log a call", turnId: "t1"));
        var counts = await CountsAsync(crm);

        var second = Assert.IsType<DoneReply>(await crm.SayOneAsync("lena", "log a call", turnId: "t1"));
        Assert.Equal(first.Text, second.Text);
        await crm.RestartAsync();
        var third = Assert.IsType<DoneReply>(await crm.SayOneAsync("lena", "log a call", turnId: "t1"));

        Assert.Equal(first.Text, third.Text);
        Assert.Equal(first.UndoChangeSet, third.UndoChangeSet);
        Assert.Equal(counts, await CountsAsync(crm));
    }

    [Fact]
    public async Task A_turn_whose_answer_was_lost_is_still_not_done_twice()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var lena = await crm.ActorAsync("lena");
        await crm.Crm.DoAsync("lena", new CreateTask { Title = "from the turn before the crash" }, new Core.Origin("test", "c1", "x", "t1"));
        var counts = await CountsAsync(crm);
        crm.Model.Offline(CallAndFollowUp);

        var said = Assert.IsType<SaidReply>(Assert.Single(await crm.Assistant.RunAsync(lena, new IncomingTurn("t1", "test", "c1", "log a call"))));

        Assert.Contains("nothing was done twice", said.Text, StringComparison.Ordinal);
        Assert.Equal(counts, await CountsAsync(crm));
    }

    [Fact]
    public async Task Not_understood_says_so_with_something_near_and_writes_nothing()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var before = crm.Crm.Crm.ChangeSequence;

        var reply = await crm.HearsAsync<NotUnderstoodReply>("lena");

        Assert.NotEmpty(reply.Suggestions);
        Assert.Contains(reply.Suggestions[0], reply.Text, StringComparison.Ordinal);
        Assert.Equal(before, crm.Crm.Crm.ChangeSequence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \u200b ")]
    public async Task No_words_get_an_answer_without_asking_the_model(string text)
    {
        await using var crm = await AssistantFixture.StartAsync();
        Assert.Contains("did not get any words", (await crm.SayOneAsync("lena", text)).Text, StringComparison.Ordinal);
        Assert.Empty(crm.Model.Asked);
    }

    [Fact]
    public async Task A_message_beyond_all_measure_is_refused()
    {
        await using var crm = await AssistantFixture.StartAsync();
        Assert.Contains("too long", (await crm.SayOneAsync("lena", new string('x', 10_000))).Text, StringComparison.Ordinal);
        Assert.Empty(crm.Model.Asked);
    }

    [Fact]
    public async Task The_actor_is_never_an_argument()
    {
        await using var crm = await AssistantFixture.StartAsync();
        foreach (var name in new[] { "actor", "user", "as", "actor_id" })
        {
            var said = await crm.HearsAsync<SaidReply>("lena", ("log_interaction", new Dictionary<string, object?> { ["customer"] = "Acme", ["kind"] = "note", ["summary"] = "x", [name] = "admin" }));
            Assert.Contains("nothing was changed", said.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Turns_of_one_person_in_one_conversation_run_one_after_another_and_leave_no_lock()
    {
        await using var crm = await AssistantFixture.StartAsync();
        for (var i = 0; i < 8; i++) crm.Model.Offline(("create_task", new { title = "Task in a row" }));

        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => crm.SayAsync("lena", "task", turnId: $"p{i}")));

        Assert.All(replies, r => Assert.IsType<DoneReply>(Assert.Single(r)));
        Assert.Equal(0, ((TurnLocks)crm.Services.GetService(typeof(TurnLocks))!).Count);
    }

    private static async Task<(int, int)> CountsAsync(AssistantFixture crm)
    {
        var all = new Core.Primitives.Paging(1, CountTotal: true);
        var interactions = await crm.Crm.GetAsync("admin", new ListInteractions { Paging = all });
        var tasks = await crm.Crm.GetAsync("admin", new ListTasks { Paging = all });
        return (interactions.Total!.Value, tasks.Total!.Value);
    }
}
