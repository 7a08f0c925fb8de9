using BotCrm.Core.Opportunities;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class QuestionsAndAnswers
{
    private static (string, object?) Answer(string value) => (DialogueTools.Answer, new { value });

    [Fact]
    public async Task A_name_that_fits_several_is_asked_about_once_for_the_whole_plan()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.Crm.DoAsync("lena", new Core.Customers.CreateCustomer { Name = "Nova North" });
        await crm.Crm.DoAsync("lena", new Core.Customers.CreateCustomer { Name = "Nova South", City = "Ulm" });

        var question = await crm.HearsAsync<QuestionReply>(
            "lena", ("log_interaction", new { customer = "Nova", kind = "call", summary = "hello" }), ("create_task", new { title = "Call Nova", customer = "Nova" }));
        Assert.Equal(["Nova North", "Nova South"], question.Choices.Select(c => c.Label));
        Assert.Contains("Ulm", question.Choices[1].Detail, StringComparison.Ordinal);

        var done = await crm.HearsAsync<DoneReply>("lena", Answer(question.Choices[1].Value));
        Assert.Equal(2, done.Changes.Count);
        Assert.Contains("Call with Nova South", done.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nova North", done.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("nova south")]
    public async Task A_choice_may_be_named_by_number_or_label(string answer)
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.Crm.DoAsync("lena", new Core.Customers.CreateCustomer { Name = "Nova North" });
        await crm.Crm.DoAsync("lena", new Core.Customers.CreateCustomer { Name = "Nova South" });
        await crm.HearsAsync<QuestionReply>("lena", ("create_task", new { title = "x", customer = "Nova" }));

        var done = await crm.HearsAsync<DoneReply>("lena", Answer(answer));

        Assert.Contains("Nova South", done.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pending_question_survives_a_restart()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var question = await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        Assert.Equal("Why was it lost?", question.Text);

        await crm.RestartAsync();

        var done = await crm.HearsAsync<DoneReply>("lena", Answer("too expensive"));
        Assert.Contains("Stage: Negotiation → Lost", done.Text, StringComparison.Ordinal);
        Assert.Contains("too expensive", done.Text, StringComparison.Ordinal);
        var lost = (await crm.Crm.GetAsync("lena", new ListOpportunities { Stage = Stage.Lost })).Items;
        Assert.Contains(lost, o => o.Name == "Fabrikam line 4" && o.LossReason == "too expensive");
    }

    [Fact]
    public async Task The_model_is_told_what_is_open()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        crm.Model.Offline();
        await crm.SayAsync("lena", "hm");

        var facts = (TurnFacts)crm.Model.Asked[^1].Options!.AdditionalProperties![TurnFacts.Key]!;
        Assert.Equal("reason", facts.Dialogue.Pending!.Argument);
        Assert.Equal("lose_opportunity", facts.Dialogue.Pending.Plan[0].Tool);
    }

    [Fact]
    public async Task What_was_talked_about_is_offered()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<CustomerReply>("lena", ("customer_summary", new { customer = "Acme" }));
        var contact = await crm.HearsAsync<QuestionReply>("lena", ("update_contact", new { phone = "+49 40 1" }));
        Assert.Equal(["Maria Lopez", "Paul Stern"], contact.Choices.Select(c => c.Label).Order());
        var customer = await crm.HearsAsync<QuestionReply>("lena", ("log_interaction", new { kind = "call", summary = "x" }));
        Assert.Equal("Acme", Assert.Single(customer.Choices).Label);
    }

    [Fact]
    public async Task Cancel_drops_the_question()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        Assert.Contains("left everything as it was", (await crm.HearsAsync<SaidReply>("lena", (DialogueTools.Cancel, null))).Text, StringComparison.Ordinal);
        Assert.Contains("nothing waiting", (await crm.HearsAsync<SaidReply>("lena", Answer("price"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_at_something_else_does_not_close_the_question()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        await crm.HearsAsync<CustomerReply>("lena", ("customer_summary", new { customer = "Acme" }));
        await crm.HearsAsync<DoneReply>("lena", Answer("price"));
    }

    [Fact]
    public async Task An_answer_that_names_nothing_leaves_the_question_open()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<QuestionReply>("lena", ("log_interaction", new { kind = "call", summary = "x" }));
        Assert.Contains("Nosuch", (await crm.HearsAsync<SaidReply>("lena", Answer("Nosuch Corp"))).Text, StringComparison.Ordinal);
        await crm.HearsAsync<DoneReply>("lena", Answer("Acme"));
    }

    [Fact]
    public async Task Old_cards_get_a_clear_answer()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var question = await crm.HearsAsync<QuestionReply>("lena", ("move_stage", new { customer = "Contoso", stage = "warm" }));
        Assert.Equal(["lead", "qualified", "proposal", "negotiation"], question.Choices.Select(c => c.Value));
        Assert.Contains("no longer open", (await crm.PressAsync("lena", "choose", new { pending = "other", value = "lead" })).Text, StringComparison.Ordinal);

        Assert.Contains("no customer called Contoso", (await crm.PressAsync("lena", "choose", new { pending = question.PendingId, value = "proposal" })).Text, StringComparison.Ordinal);
        Assert.IsType<SaidReply>(await crm.PressAsync("lena", "dance", new { }));
        Assert.IsType<SaidReply>(await crm.PressAsync("lena", "choose", new { value = "lead" }));
    }

    [Fact]
    public async Task A_press_chooses_and_a_second_press_changes_nothing()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var question = await crm.HearsAsync<QuestionReply>("marek", ("move_stage", new { customer = "Contoso", stage = "negotiation" }));
        var choice = question.Choices.Single(c => c.Label == "Contoso service plan");

        Assert.IsType<DoneReply>(await crm.PressAsync("marek", "choose", new { pending = question.PendingId, value = choice.Value }));
        Assert.Contains("no longer open", (await crm.PressAsync("marek", "choose", new { pending = question.PendingId, value = choice.Value })).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_in_a_group_do_not_share_questions()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var question = await crm.HearsAsync<QuestionReply>("lena", ("lose_opportunity", new { customer = "Fabrikam" }));
        Assert.Contains("nothing waiting", (await crm.HearsAsync<SaidReply>("marek", Answer("price"))).Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", (await crm.PressAsync("marek", "cancel", new { pending = question.PendingId })).Text, StringComparison.Ordinal);
        await crm.HearsAsync<DoneReply>("lena", Answer("price"));
    }

    [Fact]
    public async Task What_may_not_be_seen_is_answered_like_what_is_not_there()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var hidden = await crm.HearsAsync<SaidReply>("lena", ("customer_summary", new { customer = "Tailspin" }));
        var missing = await crm.HearsAsync<SaidReply>("lena", ("customer_summary", new { customer = "Nosuch" }));
        Assert.Equal(missing.Text, hidden.Text.Replace("Tailspin", "Nosuch", StringComparison.Ordinal));

        var id = (await crm.Crm.GetAsync("marek", new Core.Customers.ListCustomers { Search = "Tailspin" })).Items[0].Id;
        var hiddenId = await crm.HearsAsync<SaidReply>("lena", ("customer_summary", new { customer = $"customer:{id}" }));
        var missingId = await crm.HearsAsync<SaidReply>("lena", ("customer_summary", new { customer = "customer:99999999" }));
        Assert.Equal(missingId.Text, hiddenId.Text.Replace($"{id}", "99999999", StringComparison.Ordinal));
    }
}
