using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;

namespace BotCrm.Core.Tests.Automation;

/// <summary>What is in one's day, on a clock that stands at Monday, 10:00 in Berlin and 17:00 in Shanghai.</summary>
public sealed class MyDayTests
{
    [Fact]
    public async Task Tickets_come_by_what_breaks_first_and_broken_ones_are_marked()
    {
        // UTC office hours, 9 to 17.
        await using var company = await SmallCompany.StartAsync();
        var low = await OpenAsync(company, "low", TicketPriority.Low);
        var urgent = await OpenAsync(company, "urgent", TicketPriority.Urgent);
        var waits = await OpenAsync(company, "waits", TicketPriority.Urgent);
        await company.DoAsync("sue", new AddTicketNote { TicketId = waits.Id, Text = "Which version?", Kind = TicketNoteKind.Reply });
        await company.DoAsync("sue", new UpdateTicket { Id = waits.Id, Status = TicketStatus.Pending });
        var normal = await OpenAsync(company, "normal", TicketPriority.Normal);
        var gone = await OpenAsync(company, "gone", TicketPriority.Urgent);
        await company.DoAsync("sue", new ResolveTicket { Id = gone.Id, Resolution = "done" });
        await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "of another", AssigneeId = company.Users["bob"] });

        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 9, 45, 0, TimeSpan.Zero));
        var day = await company.GetAsync("sue", new GetMyDay());
        Assert.Equal(["urgent broken", "normal", "low", "waits"], day.Tickets.Select(one => one.Subject + (one.Sla.Breached ? " broken" : "")));
        Assert.Equal(4, day.TicketCount);
        Assert.Equal([urgent.Id, normal.Id, low.Id, waits.Id], day.Tickets.Select(one => one.Id));
    }

    [Fact]
    public async Task Only_meetings_and_visits_that_are_still_to_come_today_soonest_first()
    {
        await using var company = await SmallCompany.StartAsync();
        foreach (var (what, kind, hour) in new[]
        {
            ("breakfast", InteractionKind.Meeting, 8), ("late", InteractionKind.Visit, 22), ("noon", InteractionKind.Meeting, 12), ("call", InteractionKind.Call, 13), ("tomorrow", InteractionKind.Meeting, 24 + 9),
        })
            await MeetAsync(company, "bob", company.Acme, what, kind, hour);
        // At 17:00 in Shanghai, 18:00 is ahead and midnight is tomorrow.
        await MeetAsync(company, "eve", company.Hengtong, "dinner", InteractionKind.Meeting, 11);
        await MeetAsync(company, "eve", company.Hengtong, "after midnight", InteractionKind.Meeting, 17);
        await MeetAsync(company, "cid", company.Globex, "not mine", InteractionKind.Meeting, 12);

        Assert.Equal(["noon", "late"], (await company.GetAsync("bob", new GetMyDay())).Meetings.Select(one => one.Summary));
        Assert.Equal(["dinner"], (await company.GetAsync("eve", new GetMyDay())).Meetings.Select(one => one.Summary));
        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 12, 1, 0, TimeSpan.FromHours(1)));
        Assert.Equal(["late"], (await company.GetAsync("bob", new GetMyDay())).Meetings.Select(one => one.Summary));
    }

    [Fact]
    public async Task Tasks_sales_quiet_customers_and_results_are_the_persons_own_and_of_the_day()
    {
        await using var company = await SmallCompany.StartAsync();
        var today = new DateOnly(2026, 11, 23);
        await TaskAsync(company, "bob", "yesterday", DueTime.On(today.AddDays(-1)));
        await TaskAsync(company, "bob", "this morning", DueTime.At(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(1))));
        await TaskAsync(company, "bob", "tonight", DueTime.At(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.FromHours(1))));
        await TaskAsync(company, "bob", "all day", DueTime.On(today));
        await TaskAsync(company, "bob", "tomorrow", DueTime.On(today.AddDays(1)));
        var done = await TaskAsync(company, "bob", "done", DueTime.On(today));
        await company.DoAsync("bob", new CompleteTask { Id = done.Id });
        await company.DoAsync("bob", new Opportunities.CreateOpportunity { CustomerId = company.Acme, Name = "past", CloseDate = today.AddDays(-3) });
        await company.DoAsync("bob", new Opportunities.CreateOpportunity { CustomerId = company.Acme, Name = "soon", CloseDate = today.AddDays(7) });
        await company.DoAsync("bob", new Opportunities.CreateOpportunity { CustomerId = company.Acme, Name = "far", CloseDate = today.AddDays(8) });
        var won = await company.DoAsync("bob", new Opportunities.CreateOpportunity { CustomerId = company.Acme, Name = "won", Amount = 500, CloseDate = today });
        await company.DoAsync("bob", new Opportunities.WinOpportunity { Id = won.Id });
        var quiet = await company.DoAsync("bob", new CreateCustomer { Name = "Quiet Ltd" });
        await company.DoAsync("bob", new LogInteraction { CustomerId = quiet.Id, Kind = InteractionKind.Call, Summary = "long ago", When = company.Crm.Clock.GetUtcNow().AddDays(-8) });
        await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "today" });

        var day = await company.GetAsync("bob", new GetMyDay());
        Assert.Equal(["yesterday", "this morning"], day.Overdue.Select(one => one.Title));
        Assert.Equal(["all day", "tonight"], day.Today.Select(one => one.Title));
        Assert.Equal([("past", true), ("soon", false)], day.Opportunities.Select(one => (one.Name, one.Overdue)));
        Assert.Equal(["Quiet Ltd"], day.Quiet.Select(one => one.Name));
        Assert.Equal(["Acme", "Quiet Ltd"], day.Recent.Select(one => one.Name));
        Assert.Equal((1, 1, 0, 1), (day.Results.Interactions, day.Results.TasksDone, day.Results.TicketsResolved, day.Results.Won));
        Assert.Equal((2, 2, 2, 0, 1), (day.OverdueCount, day.TodayCount, day.OpportunityCount, day.TicketCount, day.QuietCount));
        var other = await company.GetAsync("cid", new GetMyDay());
        Assert.Equal((0, 0, 0, 0, 0), (other.OverdueCount, other.TodayCount, other.OpportunityCount, other.TicketCount, other.QuietCount));
    }

    private static Task<TicketView> OpenAsync(SmallCompany company, string subject, TicketPriority priority) =>
        company.DoAsync("sue", new OpenTicket { CustomerId = company.Acme, Subject = subject, Priority = priority, AssigneeId = company.Users["sue"] });

    private static Task<TaskView> TaskAsync(SmallCompany company, string by, string title, DueTime due) => company.DoAsync(by, new CreateTask { Title = title, Due = due });

    /// <param name="hour">Of Monday in Berlin, beyond 24 of Tuesday.</param>
    private static Task<InteractionView> MeetAsync(SmallCompany company, string by, long customer, string summary, InteractionKind kind, int hour) =>
        company.DoAsync(by, new LogInteraction { CustomerId = customer, Kind = kind, Summary = summary, When = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(1)).AddHours(hour) });
}
