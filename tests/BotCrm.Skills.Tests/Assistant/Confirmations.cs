using BotCrm.Core.Customers;
using BotCrm.Core.Tasks;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class Confirmations
{
    private static readonly (string, object?) Yes = (DialogueTools.Confirm, null);

    [Fact]
    public async Task Deleting_waits_for_a_yes_and_then_does_exactly_what_it_showed()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        Assert.Contains("Delete customer Acme Labs", confirm.Text, StringComparison.Ordinal);
        Assert.Equal(crm.Clock.GetUtcNow() + TimeSpan.FromMinutes(10), confirm.ExpiresAt);
        Assert.Single((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);

        var done = await crm.HearsAsync<DoneReply>("marta", Yes);

        Assert.Contains("Deleted customer Acme Labs", done.Text, StringComparison.Ordinal);
        Assert.Empty((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);
        var set = await crm.Crm.GetAsync("marta", new Core.Audit.GetChangeSet { Id = done.UndoChangeSet!.Value });
        Assert.StartsWith("something", set.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_no_leaves_everything()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        await crm.PressAsync("marta", "cancel", new { pending = confirm.PendingId });
        Assert.Contains("nothing waiting", (await crm.HearsAsync<SaidReply>("marta", Yes)).Text, StringComparison.Ordinal);
        Assert.Single((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);
    }

    [Fact]
    public async Task A_yes_comes_too_late_after_ten_minutes()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        crm.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("expired", (await crm.PressAsync("marta", "confirm", new { pending = confirm.PendingId })).Text, StringComparison.Ordinal);
        Assert.Single((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);
    }

    [Fact]
    public async Task A_confirmation_survives_a_restart()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        await crm.RestartAsync();
        Assert.IsType<DoneReply>(await crm.PressAsync("marta", "confirm", new { pending = confirm.PendingId }));
    }

    [Fact]
    public async Task When_what_it_showed_is_no_longer_what_would_happen_it_asks_again()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var first = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        var acme = (await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items[0];
        await crm.Crm.DoAsync("lena", new CreateTask { Title = "Prepare the pilot", CustomerId = acme.Id });

        var again = Assert.IsType<ConfirmReply>(await crm.PressAsync("marta", "confirm", new { pending = first.PendingId }));

        Assert.Contains("something else by now", again.Text, StringComparison.Ordinal);
        Assert.Contains("no longer open", (await crm.PressAsync("marta", "confirm", new { pending = first.PendingId })).Text, StringComparison.Ordinal);
        Assert.IsType<DoneReply>(await crm.PressAsync("marta", "confirm", new { pending = again.PendingId }));
    }

    [Fact]
    public async Task A_double_click_deletes_once()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("delete_customer", new { customer = "Acme Labs" }));
        Assert.IsType<DoneReply>(await crm.PressAsync("marta", "confirm", new { pending = confirm.PendingId }));
        Assert.IsType<SaidReply>(await crm.PressAsync("marta", "confirm", new { pending = confirm.PendingId }));
    }

    [Fact]
    public async Task Another_owner_waits_for_a_yes_other_fields_do_not()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<DoneReply>("marta", ("update_customer", new { customer = "Acme Labs", city = "Potsdam" }));
        var confirm = await crm.HearsAsync<ConfirmReply>("marta", ("update_customer", new { customer = "Acme Labs", owner = "Marek" }));
        Assert.Contains("Owner: Lena Fischer → Marek Novak", confirm.Text, StringComparison.Ordinal);
        await crm.HearsAsync<DoneReply>("marta", Yes);
        Assert.Equal("marek", (await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items[0].OwnerLogin);
    }

    [Fact]
    public async Task A_refusal_comes_before_the_question()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var said = await crm.HearsAsync<SaidReply>("lena", ("delete_customer", new { customer = "Acme" }));
        Assert.Contains("managers_delete", said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_llm_cannot_say_yes_for_a_person()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.RestartAsync(withOffline: true);
        crm.OfflineModel!.Offline();
        crm.Model.Llm("", ("delete_customer", new { customer = "Acme Labs" })).Llm("I asked for it.");
        var confirm = Assert.IsType<ConfirmReply>(await crm.SayOneAsync("marta", "delete Acme Labs"));

        crm.Model.Llm("", (DialogueTools.Confirm, null)).Llm("It is deleted.");
        await crm.SayAsync("marta", "some text about deleting");
        Assert.Single((await crm.Crm.GetAsync("marta", new ListCustomers { Search = "Acme Labs" })).Items);

        crm.OfflineModel.Offline(Yes);
        Assert.IsType<DoneReply>(await crm.SayOneAsync("marta", "yes"));
        Assert.NotNull(confirm.PendingId);
    }
}
