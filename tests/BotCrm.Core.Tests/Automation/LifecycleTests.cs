using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Automation;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Won_needs_a_sale_or_a_manager_who_forces_it()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");

        Assert.Equal("not_won_yet", (await crm.TryAsync("lena", To(acme.Id, Lifecycle.Won))).Failure!.Code);
        Assert.Equal("not_won_yet", (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Lifecycle = Lifecycle.Won })).Failure!.Code);
        Assert.Equal(Policies.LifecycleSteps, (await crm.TryAsync("lena", To(acme.Id, Lifecycle.Won) with { Force = true })).Failure!.Policy);
        Assert.Equal(Lifecycle.Won, (await crm.DoAsync("marta", To(acme.Id, Lifecycle.Won) with { Force = true })).Lifecycle);
        Assert.Equal("won_stays", (await crm.TryAsync("lena", To(acme.Id, Lifecycle.Interested))).Failure!.Code);
    }

    [Fact]
    public async Task A_customer_who_left_is_won_again_by_a_sale_since_then_only()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var first = await crm.OpportunityAsync("lena", acme.Id, "First");
        await crm.DoAsync("lena", new WinOpportunity { Id = first.Id });
        crm.Clock.Advance(TimeSpan.FromDays(30));
        await crm.DoAsync("lena", To(acme.Id, Lifecycle.Churned) with { Reason = "went to a competitor" });

        Assert.Equal("not_won_yet", (await crm.TryAsync("lena", To(acme.Id, Lifecycle.Won))).Failure!.Code);
        await crm.DoAsync("lena", To(acme.Id, Lifecycle.Interested));
        Assert.Equal("same_lifecycle", (await crm.TryAsync("lena", To(acme.Id, Lifecycle.Interested))).Failure!.Code);
        var second = await crm.OpportunityAsync("lena", acme.Id, "Second");
        await crm.DoAsync("lena", new WinOpportunity { Id = second.Id });

        var steps = await crm.GetAsync("lena", new GetLifecycle { CustomerId = acme.Id });
        Assert.Equal(
            ["-potential", "Potential-interested", "Interested-won", "Won-churned", "Churned-interested", "Interested-won"],
            steps.Select(step => $"{step.From}-{step.To.ToString().ToLowerInvariant()}"));
        Assert.Equal(("went to a competitor", "Lena Fischer"), (steps[3].Reason, steps[3].By));
    }

    [Fact]
    public async Task An_undone_step_is_a_step_back_in_the_history()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", To(acme.Id, Lifecycle.Interested));
        var last = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id;
        await crm.DoAsync("lena", new UndoChangeSet { Id = last });

        Assert.Equal([Lifecycle.Potential, Lifecycle.Interested, Lifecycle.Potential], (await crm.GetAsync("lena", new GetLifecycle { CustomerId = acme.Id })).Select(step => step.To));
    }

    private static ChangeLifecycle To(long customer, Lifecycle lifecycle) => new() { CustomerId = customer, To = lifecycle };
}
