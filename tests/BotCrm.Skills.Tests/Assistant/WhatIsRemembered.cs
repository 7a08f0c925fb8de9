using BotCrm.Core.Storage;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class WhatIsRemembered
{
    [Fact]
    public async Task Every_kind_of_reply_survives_being_written_down()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var replies = new List<Reply>();
        foreach (var (tool, arguments) in new (string, object?)[]
                 {
                     ("customer_summary", new { customer = "Acme" }), ("list_tasks", new { }), ("pipeline", new { }), ("search_history", new { customer = "Acme" }), ("help", new { }),
                     ("show_ticket", new { customer = "Acme" }), ("create_task", new { title = "x" }), ("undo", new { }), ("lose_opportunity", new { customer = "Acme" }),
                     ("delete_customer", new { customer = "Acme Labs" }), ("show_contract", new { contract = "C-2026-0001" }), ("export_list", new { list = "opportunities", format = "csv" }), ("customer_summary", new { customer = "Nosuch" }),
                 })
        {
            crm.Model.Offline((tool, arguments));
            replies.AddRange(await crm.SayAsync("marta", tool));
        }

        crm.Model.Offline();
        replies.AddRange(await crm.SayAsync("marta", "?!"));
        // Comes of a dropped file, not of a sentence.
        replies.Add(new ImportReply("en", "Read", "Import", 7, [new Fact("Rows", "2")], ["Name"], [new ListRow(null, ["Acme"])], [new ImportButton("start", "Import")], false) { Problems = ["Row 2: no name"] });
        var kinds = typeof(Reply).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Reply)) && t != typeof(NoticeReply)).Select(t => t.Name).Order();
        Assert.Equal(kinds, replies.Select(r => r.GetType().Name).Distinct().Order());

        var state = ConversationState.Empty.Answering("t", replies);
        var read = StateJson.Read(StateJson.Write(state)).Answered[0].Replies;

        Assert.Equal(replies.Select(r => (r.GetType(), r.Text, r.Suggestions.Count)), read.Select(r => (r.GetType(), r.Text, r.Suggestions.Count)));
        Assert.Equal(StateJson.Write(state), StateJson.Write(ConversationState.Empty.Answering("t", read)));
    }

    [Fact]
    public void Arguments_come_back_as_plain_values()
    {
        var call = new PlannedCall("x", new Dictionary<string, object?> { ["text"] = "a", ["yes"] = true, ["whole"] = 3L, ["number"] = 1.5m, ["list"] = new List<string> { "a", "b" } });
        var read = StateJson.Read(StateJson.Write(ConversationState.Empty with { LastPlan = [call] })).LastPlan[0];
        Assert.Equal(call.Arguments.OrderBy(a => a.Key), read.Arguments.OrderBy(a => a.Key));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"Answered":[{"TurnId":"t","Replies":[{"$reply":"ForgottenReply"}]}]}""")]
    public void What_cannot_be_read_is_forgotten(string? json) => Assert.Equal(ConversationState.Empty, StateJson.Read(json));

    [Fact]
    public async Task States_are_kept_by_person_and_conversation_and_removed_when_old()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var store = crm.Services.GetRequiredService<IDialogueStore>();
        var mine = new DialogueKey("test", "c", 1);
        await store.PutAsync([KeyValuePair.Create(mine, "one"), KeyValuePair.Create(mine with { UserId = 2 }, "two"), KeyValuePair.Create(mine, "newer")]);
        Assert.Equal("newer", await store.GetAsync(mine));
        Assert.Equal("two", await store.GetAsync(mine with { UserId = 2 }));
        Assert.Null(await store.GetAsync(mine with { Conversation = "d" }));

        crm.Clock.Advance(ConversationStore.Kept + TimeSpan.FromMinutes(1));
        await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "much later" }));

        Assert.Null(await store.GetAsync(mine));
    }

    [Fact]
    public async Task What_was_only_looked_at_is_remembered_over_a_graceful_restart()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<CustomerReply>("lena", ("customer_summary", new { customer = "Acme" }));
        await crm.RestartAsync();
        Assert.Contains("Acme sensor refresh", (await crm.HearsAsync<DoneReply>("lena", ("move_stage", new { stage = "negotiation" }))).Text, StringComparison.Ordinal);
    }
}
