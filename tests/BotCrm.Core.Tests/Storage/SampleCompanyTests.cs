using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Testing;
using Xunit;

namespace BotCrm.Core.Tests;

public sealed class SampleCompanyTests
{
    private static readonly Paging All = new(200, CountTotal: true);

    [Fact]
    public async Task Owners_have_the_open_opportunities_of_the_document()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);

        var opportunities = await crm.GetAsync("admin", new ListOpportunities { Paging = All });
        var acme = Assert.Single(opportunities.Items, one => one.Name == "Acme sensor refresh");

        Assert.Equal(("lena", Stage.Proposal, 48000m, "EUR", "Acme"), (acme.OwnerLogin, acme.Stage, acme.Amount, acme.Currency, acme.CustomerName));
        Assert.Contains(opportunities.Items, one => one is { Name: "长江电力巡检", Amount: 1500000m, Currency: "CNY", OwnerName: "王芳" });
        Assert.Equal(35, opportunities.Items.Select(one => one.CustomerId).Distinct().Count());
        foreach (var rep in opportunities.Items.GroupBy(one => one.OwnerLogin))
        {
            Assert.Equal(2, rep.Count(one => one.Stage == Stage.Won));
            Assert.Equal(1, rep.Count(one => one.Stage == Stage.Lost && one.LossReason is not null));
        }

        var quarters = opportunities.Items.Where(one => one.ClosedAt is not null).ToList();
        Assert.All(quarters, one => Assert.InRange(one.ClosedAt!.Value, new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero), crm.Clock.GetUtcNow()));
        Assert.Contains(quarters, one => one.ClosedAt < new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Contains(quarters, one => one.ClosedAt >= new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.InRange(opportunities.Items.Count(one => one.Overdue), 3, 8);
    }

    [Fact]
    public async Task Every_customer_has_its_history_and_some_are_quiet()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);

        var interactions = new List<InteractionView>();
        for (string? after = null; ;)
        {
            var page = await crm.GetAsync("admin", new ListInteractions { Paging = new Paging(60, after) });
            interactions.AddRange(page.Items);
            if ((after = page.Next) is null)
                break;
        }

        var perCustomer = interactions.GroupBy(one => one.CustomerName).ToList();
        Assert.Equal(40, perCustomer.Count);
        Assert.All(perCustomer, customer => Assert.InRange(customer.Count(), 2, 8));
        Assert.Equal(interactions.Count, interactions.Select(one => one.Summary).Distinct().Count());
        Assert.All(interactions, one => Assert.True(one.When <= crm.Clock.GetUtcNow()));
        Assert.All(perCustomer, customer => Assert.Equal(customer.First().AuthorLogin is "lina" or "chenhao" or "wangfang", customer.All(one => one.Summary.Any(c => c > '\u4E00'))));
        Assert.Contains(perCustomer, customer => customer.Max(one => one.When) < crm.Clock.GetUtcNow().AddDays(-21));
    }

    [Fact]
    public async Task There_are_tickets_and_tasks_of_every_kind()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);

        var tickets = (await crm.GetAsync("admin", new ListTickets { Paging = All })).Items;
        var tasks = (await crm.GetAsync("admin", new ListTasks { Paging = All })).Items;

        Assert.InRange(tickets.Count, 12, 14);
        Assert.Contains(tickets, one => one.Priority == TicketPriority.Urgent);
        Assert.Contains(tickets, one => one.Status == TicketStatus.Resolved && one.Resolution is not null);
        Assert.Contains(tickets, one => one.AssigneeId is null);
        Assert.InRange(tasks.Count, 30, 36);
        Assert.Contains(tasks, one => one.Overdue);
        Assert.Contains(tasks, one => one.Done);
        Assert.Contains(tasks, one => !one.DueAllDay);
    }

    [Theory]
    [InlineData("2026-11-23T09:00:00+00:00")]
    [InlineData("2027-01-01T00:00:05+00:00")]
    [InlineData("2028-02-29T23:59:59+00:00")]
    public async Task It_lies_around_any_now_and_its_chain_verifies(string now)
    {
        await using var crm = await TestCrm.StartAsync(sample: true, clock: new TestClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

        var verified = await crm.GetAsync("admin", new VerifyAudit());
        var opportunities = await crm.GetAsync("admin", new ListOpportunities { Paging = All });

        Assert.Null(verified.FirstBroken);
        Assert.True(verified.Entries > 300);
        Assert.All(opportunities.Items, one => Assert.True(one.CreatedAt < one.StageSince || one.Stage == Stage.Lead));
        Assert.All(opportunities.Items, one => Assert.True(one.ClosedAt is null || one.ClosedAt <= crm.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Two_starts_at_the_same_time_make_the_same_company()
    {
        await using var first = await TestCrm.StartAsync(sample: true);
        await using var second = await TestCrm.StartAsync(sample: true);

        var one = await first.GetAsync("admin", new ListCustomers { Paging = All });
        var other = await second.GetAsync("admin", new ListCustomers { Paging = All });

        Assert.Equal(40, one.Total);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(one.Items), System.Text.Json.JsonSerializer.Serialize(other.Items));
    }
}
