using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class FirstTurns
{
    [Fact]
    public async Task A_call_and_a_follow_up_are_one_saved_plan()
    {
        await using var crm = await AssistantFixture.StartAsync();
        crm.Model.Offline(
            ("log_interaction", new { customer = "Acme", kind = "call", summary = "Maria wants 3% off the new order", participants = new[] { "Maria" } }),
            ("create_task", new { title = "Follow up with Acme", due = "2026-12-01", customer = "Acme" }));

        var done = Assert.IsType<DoneReply>(await crm.SayOneAsync("lena", "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday"));

        Assert.Equal("Saved: Call with Acme – Maria wants 3% off the new order; Participants: Maria Lopez. Task: Follow up with Acme – Due: Tue 1 Dec 2026.", done.Text);
        Assert.NotNull(done.UndoChangeSet);
        Assert.Equal(2, done.Changes.Count);
    }
}
