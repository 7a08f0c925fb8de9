using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Reports;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class PeriodReportTests
{
    /// <summary>
    /// Won in September: A, B, C, D (lena). October: C churns, E is won. November: C comes back, A churns. So at the start of October there are 4, at its
    /// end 4, at the end of November 4.
    /// </summary>
    [Fact]
    public async Task Retention_by_month_adds_up()
    {
        var clock = new TestClock(new DateTimeOffset(2026, 9, 10, 9, 0, 0, TimeSpan.Zero));
        await using var crm = await TestCrm.StartAsync(clock: clock);
        var north = await crm.TeamAsync("North");
        await crm.UserAsync("lena", "Lena Fischer", Access.Role.Rep, north.Id);
        await crm.UserAsync("marek", "Marek Novak", Access.Role.Rep, north.Id);
        async Task<long> Won(string owner, string name)
        {
            var customer = await crm.CustomerAsync(owner, name);
            await crm.DoAsync("admin", new ChangeLifecycle { CustomerId = customer.Id, To = Lifecycle.Won, Force = true });
            return customer.Id;
        }
        Task To(long id, Lifecycle lifecycle) => crm.DoAsync("admin", new ChangeLifecycle { CustomerId = id, To = lifecycle, Force = true });

        var a = await Won("lena", "Acme");
        await Won("lena", "Bluefin");
        var c = await Won("lena", "Contoso");
        await Won("lena", "Danube");
        await crm.CustomerAsync("lena", "Never Bought");
        clock.Advance(TimeSpan.FromDays(30));
        await To(c, Lifecycle.Churned);
        await Won("lena", "Elbe");
        await Won("marek", "Fjord");
        clock.Advance(TimeSpan.FromDays(33));
        await To(c, Lifecycle.Won);
        await To(a, Lifecycle.Churned);
        clock.Advance(TimeSpan.FromDays(25));

        var report = await crm.GetAsync("lena", new Retention { From = new DateOnly(2026, 10, 1), To = new DateOnly(2026, 11, 30) });
        Assert.Equal(new RetentionRow(new(2026, 10, 1), new(2026, 10, 31), 4, 1, 1, 0, 4, 0.75m, 0.25m), report.ByMonth[0]);
        Assert.Equal(new RetentionRow(new(2026, 11, 1), new(2026, 11, 30), 4, 0, 1, 1, 4, 0.75m, 0.25m), report.ByMonth[1]);
        Assert.Equal(new RetentionRow(new(2026, 10, 1), new(2026, 11, 30), 4, 1, 2, 1, 4, 0.5m, 0.5m), report.Total);
        var all = await crm.GetAsync("admin", new Retention { From = new DateOnly(2026, 9, 1), To = new DateOnly(2026, 11, 30) });
        Assert.Equal(3, all.ByMonth.Count);
        Assert.Equal((0, 4, null), (all.ByMonth[0].AtStart, all.ByMonth[0].AtEnd, all.ByMonth[0].ChurnRate));
        Assert.Equal(5, all.Total.AtEnd);
        Assert.Equal("period_too_long", (await crm.AskAsync("lena", new Retention { From = new DateOnly(2020, 1, 1), To = new DateOnly(2026, 1, 1) })).Failure?.Code);
    }

    [Fact]
    public async Task Tickets_by_category_with_promises_kept_and_time_to_resolve()
    {
        var clock = new TestClock();
        await using var crm = await TestCrm.StartAsync(clock: clock);
        await crm.UserAsync("sam", "Sam Okoye", Access.Role.Support);
        await crm.UserAsync("lena", "Lena Fischer", Access.Role.Rep);
        var acme = await crm.CustomerAsync("lena", "Acme");
        Task<TicketView> Open(string subject, string category) => crm.DoAsync("sam", new OpenTicket { CustomerId = acme.Id, Subject = subject, Category = category, AssigneeId = null });

        var first = await Open("Screen is dark", "technical");
        var second = await Open("Wrong invoice", "billing");
        var third = await Open("Screen flickers", "technical");
        var twin = await Open("Screen is dark again", "technical");
        await crm.DoAsync("sam", new MergeTickets { Id = twin.Id, IntoId = first.Id });
        clock.Advance(TimeSpan.FromHours(2));
        await crm.DoAsync("sam", new ResolveTicket { Id = first.Id, Resolution = "Cable" });
        await crm.DoAsync("sam", new RateTicket { Id = first.Id, Score = 5 });
        clock.Advance(TimeSpan.FromHours(4));
        await crm.DoAsync("sam", new ResolveTicket { Id = second.Id, Resolution = "New invoice" });
        await crm.DoAsync("sam", new RateTicket { Id = second.Id, Score = 2 });

        var (from, to) = (new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));
        var report = await crm.GetAsync("sam", new TicketVolume { From = from, To = to });
        Assert.Equal((3, 2, 1, TimeSpan.FromHours(4), 3.5m), (report.Total.Opened, report.Total.Resolved, report.Total.Backlog, report.Total.AverageResolution, report.Total.AverageRating));
        Assert.Equal(["technical: 2 1 1 02:00:00 5", "billing: 1 1 0 06:00:00 2"], report.Groups.Select(row => $"{row.Key}: {row.Opened} {row.Resolved} {row.Backlog} {row.AverageResolution} {row.AverageRating:0.##}"));
        // The first was answered in time; the second too late, the third not at all.
        Assert.Equal(1m / 3, report.Total.FirstResponseMet!.Value, 10);
        Assert.Equal(["normal"], (await crm.GetAsync("lena", new TicketVolume { From = from, To = to, By = TicketDimension.Priority })).Groups.Select(row => row.Key));
        var byPerson = await crm.GetAsync("sam", new TicketVolume { From = from, To = to, By = TicketDimension.Assignee });
        Assert.Equal(3, byPerson.Groups.Sum(row => row.Opened));
        var before = await crm.GetAsync("sam", new TicketVolume { From = from.AddMonths(-1), To = from.AddDays(-1) });
        Assert.Equal((0, 0, 1, null), (before.Total.Opened, before.Total.Resolved, before.Total.Backlog, before.Total.FirstResponseMet));
        Assert.NotEqual(third.Id, first.Id);
    }
}
