using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class TakingBack
{
    private static readonly (string, object?) Undo = ("undo", new { });

    [Fact]
    public async Task Undo_takes_back_the_whole_last_plan_and_says_what()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("log_interaction", new { customer = "Acme", kind = "call", summary = "About the discount" }), ("create_task", new { title = "Send the quote" }));
        var undone = await crm.HearsAsync<UndoneReply>("lena", Undo);
        Assert.Contains("Send the quote", undone.Text, StringComparison.Ordinal);
        Assert.Contains("About the discount", undone.Text, StringComparison.Ordinal);
        Assert.Empty((await crm.Crm.GetAsync("lena", new ListTasks { Search = "Send the quote" })).Items);
        Assert.Empty((await crm.Crm.GetAsync("lena", new ListInteractions { Search = "About the discount" })).Items);
        Assert.Contains("nothing to undo", (await crm.HearsAsync<SaidReply>("lena", Undo)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_card_takes_back_its_own_change_once()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var first = await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "First" }));
        await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "Second" }));

        Assert.IsType<UndoneReply>(await crm.PressAsync("lena", "undo", new { changeSet = first.UndoChangeSet }));
        Assert.Contains("taken back before", (await crm.PressAsync("lena", "undo", new { changeSet = first.UndoChangeSet })).Text, StringComparison.Ordinal);
        Assert.Single((await crm.Crm.GetAsync("lena", new ListTasks { Search = "Second" })).Items);
    }

    [Fact]
    public async Task Nobody_takes_back_another_persons_change()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var done = await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "Mine" }));
        Assert.Contains("no such change of yours", (await crm.PressAsync("marek", "undo", new { changeSet = done.UndoChangeSet })).Text, StringComparison.Ordinal);
        Assert.Single((await crm.Crm.GetAsync("lena", new ListTasks { Search = "Mine" })).Items);
    }

    [Fact]
    public async Task A_record_changed_since_is_not_taken_back_and_the_reason_names_who()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("update_customer", new { customer = "Acme", city = "Kiel" }));
        var acme = (await crm.Crm.GetAsync("lena", new ListCustomers { Search = "Acme" })).Items.Single(c => c.Name == "Acme");
        await crm.Crm.DoAsync("marta", new UpdateCustomer { Id = acme.Id, City = "Rostock" });

        var said = await crm.HearsAsync<SaidReply>("lena", Undo);

        Assert.Contains("Acme", said.Text, StringComparison.Ordinal);
        Assert.Contains("Marta Keller", said.Text, StringComparison.Ordinal);
        Assert.Contains("Mon 23 Nov 2026 10:00", said.Text, StringComparison.Ordinal);
        Assert.Equal("Rostock", (await crm.Crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
    }

    [Fact]
    public async Task Undo_of_something_named()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "Paint the fence" }));
        await crm.HearsAsync<DoneReply>("lena", ("create_task", new { title = "Mow the lawn" }));
        var undone = await crm.HearsAsync<UndoneReply>("lena", ("undo", new { what = "fence" }));
        Assert.Contains("Paint the fence", undone.Text, StringComparison.Ordinal);
        Assert.Contains("no change of yours", (await crm.HearsAsync<SaidReply>("lena", ("undo", new { what = "roof" }))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_I_meant_takes_back_and_does_it_right_in_one_transaction()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>(
            "lena", ("log_interaction", new { customer = "Acme", kind = "call", summary = "Wants a zebra sensor" }), ("create_task", new { title = "Follow up with Acme", customer = "Acme", due = "2026-12-01" }));

        var done = await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { customer = "Acme Labs" }));

        Assert.StartsWith("Taken back:", done.Text, StringComparison.Ordinal);
        Assert.Contains("Saved: Call with Acme Labs", done.Text, StringComparison.Ordinal);
        Assert.Contains("Follow up with Acme Labs", done.Text, StringComparison.Ordinal);
        var found = (await crm.Crm.GetAsync("lena", new ListInteractions { Search = "Wants a zebra sensor" })).Items;
        Assert.Equal("Acme Labs", Assert.Single(found).CustomerName);
        var set = await crm.Crm.GetAsync("lena", new Core.Audit.GetChangeSet { Id = done.UndoChangeSet!.Value });
        Assert.Equal(4, set.Changes.Count);
    }

    [Fact]
    public async Task A_correction_of_a_correction_leaves_nothing_of_the_first()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("log_interaction", new { customer = "Acme", kind = "call", summary = "Wants a zebra sensor" }));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { kind = "meeting" }));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { duration_minutes = 45 }));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { customer = "Acme Labs" }));
        var only = Assert.Single((await crm.Crm.GetAsync("lena", new ListInteractions { Search = "Wants a zebra sensor" })).Items);
        Assert.Equal(("Acme Labs", Core.Interactions.InteractionKind.Meeting, 45), (only.CustomerName, only.Kind, only.DurationMinutes));
    }

    [Fact]
    public async Task A_record_corrected_by_mistake_gets_back_what_it_was_before_all()
    {
        await using var crm = await AssistantFixture.StartAsync();
        async Task<Stage> StageOf(string name) => (await crm.Crm.GetAsync("lena", new ListOpportunities { Search = name })).Items.Single(o => o.Name == name).Stage;
        await crm.HearsAsync<DoneReply>("lena", ("move_stage", new { opportunity = "Fabrikam line 4", stage = "qualified" }));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { stage = "lead" }));
        Assert.Equal(Stage.Lead, await StageOf("Fabrikam line 4"));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { opportunity = "Northwind tracking" }));
        Assert.Equal(Stage.Negotiation, await StageOf("Fabrikam line 4"));
        Assert.Equal(Stage.Lead, await StageOf("Northwind tracking"));
    }

    [Fact]
    public async Task People_and_deals_of_the_wrong_customer_do_not_come_along()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var acme = (await crm.Crm.GetAsync("lena", new ListCustomers { Search = "Acme" })).Items.Single(c => c.Name == "Acme");
        var maria = (await crm.Crm.GetAsync("lena", new Core.Contacts.ListContacts { CustomerId = acme.Id })).Items.Single(c => c.Name == "Maria Lopez");
        await crm.HearsAsync<DoneReply>(
            "lena", ("log_interaction", new { customer = $"customer:{acme.Id}", kind = "call", summary = "Wants a zebra sensor", participants = new[] { $"contact:{maria.Id}" }, opportunity = "Acme sensor refresh" }));
        var done = await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Amend, new { customer = "Acme Labs" }));
        Assert.Contains("Not a contact yet: Maria Lopez", done.Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single((await crm.Crm.GetAsync("lena", new ListInteractions { Search = "zebra" })).Items).OpportunityId);
    }

    [Fact]
    public async Task An_amendment_that_cannot_be_done_takes_nothing_back()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("log_interaction", new { customer = "Acme", kind = "call", summary = "Wants a zebra sensor" }));
        await crm.HearsAsync<SaidReply>("lena", (DialogueTools.Amend, new { customer = "Tailspin" }));
        Assert.Equal("Acme", Assert.Single((await crm.Crm.GetAsync("lena", new ListInteractions { Search = "Wants a zebra sensor" })).Items).CustomerName);
    }

    [Fact]
    public async Task An_amended_question_is_asked_about_the_right_one()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        await crm.HearsAsync<QuestionReply>("lena", (DialogueTools.Amend, new { customer = "Northwind" }));
        await crm.HearsAsync<DoneReply>("lena", (DialogueTools.Answer, new { value = "no budget" }));
        Assert.Contains((await crm.Crm.GetAsync("lena", new ListOpportunities { Stage = Stage.Lost })).Items, o => o.CustomerName == "Northwind");
    }

    [Fact]
    public async Task It_is_what_was_talked_about()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("lena", ("update_opportunity", new { opportunity = "Acme sensor refresh", amount = "52000" }));
        var moved = await crm.HearsAsync<DoneReply>("lena", ("move_stage", new { stage = "negotiation" }));
        Assert.Contains("Acme sensor refresh", moved.Text, StringComparison.Ordinal);
        Assert.Contains("Proposal → Negotiation", moved.Text, StringComparison.Ordinal);
    }
}
