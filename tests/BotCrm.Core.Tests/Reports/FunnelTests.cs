using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class FunnelTests
{
    private static readonly DateOnly From = new(2026, 11, 1);
    private static readonly DateOnly To = new(2026, 12, 31);

    /// <summary>
    /// Lena's in November: A goes lead → qualified (after 2 days) → won (after 4 more); B lead → lost (after 6); C stays a lead; D lead → proposal (after 2),
    /// taken back at once; E (deleted) counts nowhere. Marek's: F a lead.
    /// </summary>
    [Fact]
    public async Task Conversion_stay_and_cycle_on_hand_computed_data()
    {
        var clock = new TestClock();
        await using var crm = await TestCrm.StartAsync(clock: clock);
        var north = await crm.TeamAsync("North");
        await crm.UserAsync("marta", "Marta Keller", Access.Role.Manager, north.Id);
        await crm.UserAsync("lena", "Lena Fischer", Access.Role.Rep, north.Id);
        await crm.UserAsync("marek", "Marek Novak", Access.Role.Rep, north.Id);
        await crm.UserAsync("sam", "Sam Okoye", Access.Role.Support);
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Lifecycle = Lifecycle.Interested });
        var globex = await crm.CustomerAsync("marek", "Globex");
        var a = await crm.OpportunityAsync("lena", acme.Id, "A", 100);
        var b = await crm.OpportunityAsync("lena", acme.Id, "B", 200);
        await crm.OpportunityAsync("lena", acme.Id, "C", 300);
        var d = await crm.OpportunityAsync("lena", acme.Id, "D", 400);
        var e = await crm.OpportunityAsync("lena", acme.Id, "E", 500);
        await crm.OpportunityAsync("marek", globex.Id, "F", 600);
        await crm.DoAsync("lena", new DeleteOpportunity { Id = e.Id });
        clock.Advance(TimeSpan.FromDays(2));
        await crm.DoAsync("lena", new MoveStage { Id = a.Id, Stage = Stage.Qualified });
        await crm.DoAsync("lena", new MoveStage { Id = d.Id, Stage = Stage.Proposal });
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        clock.Advance(TimeSpan.FromDays(4));
        await crm.DoAsync("lena", new WinOpportunity { Id = a.Id });
        await crm.DoAsync("lena", new LoseOpportunity { Id = b.Id, Reason = "price" });

        var hers = await crm.GetAsync("lena", new Funnel { From = From, To = To });
        var lead = hers.Stages[0];
        Assert.Equal((Stage.Lead, 2, 4, 1, 1, 0.25m), (lead.Stage, lead.Open, lead.Entered, lead.Advanced, lead.Lost, lead.Conversion));
        Assert.Equal([new Money(700, "EUR")], lead.Value);
        Assert.Equal(TimeSpan.FromDays(4), lead.AverageStay);
        var qualified = hers.Stages[1];
        Assert.Equal((1, 1, 0, 1m, TimeSpan.FromDays(4)), (qualified.Entered, qualified.Advanced, qualified.Open, qualified.Conversion!.Value, qualified.AverageStay!.Value));
        Assert.Equal((0, null), (hers.Stages[2].Entered, hers.Stages[2].Conversion));
        Assert.Equal((1, 1, 0.5m, TimeSpan.FromDays(6)), (hers.Won, hers.Lost, hers.WinRate!.Value, hers.AverageCycle!.Value));
        Assert.Equal([new Money(100, "EUR")], hers.WonValue);

        // The same along the way without a join, over everybody's.
        var all = await crm.GetAsync("admin", new Funnel { From = From, To = To });
        Assert.Equal((3, 5, 1), (all.Stages[0].Open, all.Stages[0].Entered, all.Stages[0].Advanced));
        Assert.Equal(all.Stages.Select(stage => stage.Entered), (await crm.GetAsync("marta", new Funnel { From = From, To = To })).Stages.Select(stage => stage.Entered));
        Assert.Equal(1, (await crm.GetAsync("marta", new Funnel { From = From, To = To, OwnerId = (await crm.ActorAsync("marek")).UserId })).Stages[0].Entered);
        Assert.Equal(0, (await crm.GetAsync("admin", new Funnel { From = From.AddYears(-1), To = To.AddYears(-1) })).Stages[0].Entered);
        // Over years the blocks are added up, over days the stays themselves are counted: the same numbers.
        var years = await crm.GetAsync("admin", new Funnel { From = From.AddYears(-1), To = To });
        Assert.Equal(all.Stages.Select(stage => (stage.Entered, stage.Advanced, stage.Lost, stage.AverageStay)), years.Stages.Select(stage => (stage.Entered, stage.Advanced, stage.Lost, stage.AverageStay)));
        var day = DateOnly.FromDateTime(TestClock.Monday.Date);
        Assert.Equal([5, 0, 0, 0], (await crm.GetAsync("admin", new Funnel { From = day, To = day })).Stages.Select(stage => stage.Entered));
        await using (var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin))
        {
            var counted = session.Db.StageChanges.Where(stay => !stay.Gone && stay.LeftTo != "").AsEnumerable()
                .GroupBy(stay => (stay.EnteredAt.ToUnixTimeMilliseconds() / ActivityBlock.Length, stay.ToStage, stay.LeftTo ?? StageBlock.Still))
                .Select(group => $"{group.Key} {group.Count()} {group.Sum(stay => ((stay.LeftAt ?? stay.EnteredAt) - stay.EnteredAt).TotalMilliseconds)}").Order();
            Assert.Equal(counted, session.Db.Set<StageBlock>().Where(block => block.Count != 0).AsEnumerable().Select(block => $"{(block.Block, block.Stage, block.LeftTo)} {block.Count} {block.StayedMs}").Order());
        }
        Assert.Equal("amounts_hidden_from_support", (await crm.AskAsync("sam", new Funnel { From = From, To = To })).Failure?.Policy);
        Assert.Equal("unknown_value", (await crm.AskAsync("lena", new Funnel { From = From, To = To, Pipeline = "none" })).Failure?.Code);
    }

    [Fact]
    public async Task Many_interested_and_few_won_is_a_warning()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        for (var i = 0; i < 4; i++)
            await crm.DoAsync("lena", new CreateCustomer { Name = $"Prospect {i}", Lifecycle = Lifecycle.Interested });
        var report = await crm.GetAsync("marta", new Funnel { From = From, To = To, ManyInterested = 4 });
        Assert.Equal((4, 0, true), (report.InterestedCustomers, report.WonCustomers, report.FewWon));
        Assert.False((await crm.GetAsync("marta", new Funnel { From = From, To = To, ManyInterested = 5 })).FewWon);
        await crm.DoAsync("admin", new CreateCustomer { Name = "Buyer", Lifecycle = Lifecycle.Won, OwnerId = (await crm.ActorAsync("lena")).UserId });
        // One of five is twenty percent: not fewer than twenty.
        Assert.False((await crm.GetAsync("marta", new Funnel { From = From, To = To, ManyInterested = 4 })).FewWon);
        Assert.True((await crm.GetAsync("marta", new Funnel { From = From, To = To, ManyInterested = 4, FewWonPercent = 21 })).FewWon);
    }
}
