using BotCrm.Core.Automation;
using BotCrm.Core.Calendars;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Sla;

namespace BotCrm.Core.Tests.Automation;

/// <summary>Delays, digests and warnings by the company's own hours, holidays and worked weekends.</summary>
public sealed class WorkingTimeTests
{
    private static readonly BusinessCalendar Own = new(
        "own",
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).ToDictionary(day => day, _ => OpenHours.Parse("08:00-12:00,13:00-17:00")!),
        new HashSet<DateOnly> { new(2026, 11, 24) },
        new Dictionary<DateOnly, IReadOnlyList<OpenHours>> { [new DateOnly(2026, 11, 28)] = OpenHours.Parse("10:00-14:00")! });

    private static readonly ServiceOptions Service = new() { Calendars = [Own], Calendar = "own" };

    [Theory]
    [InlineData("2026-11-23T10:30:00Z", 60, "2026-11-23T12:30:00Z")] // over the break at noon
    [InlineData("2026-11-23T15:30:00Z", 60, "2026-11-25T07:30:00Z")] // over the holiday on Tuesday
    [InlineData("2026-11-27T15:30:00Z", 60, "2026-11-28T09:30:00Z")] // into the worked Saturday
    [InlineData("2026-11-28T12:30:00Z", 60, "2026-11-30T07:30:00Z")] // from there over Sunday
    [InlineData("2026-11-24T09:00:00Z", 0, "2026-11-25T07:00:00Z")] // no delay waits for work to begin
    [InlineData("2026-11-25T09:00:00Z", 0, "2026-11-25T09:00:00Z")]
    public void Working_time_is_that_of_the_calendar(string from, int minutes, string to) =>
        Assert.Equal(DateTimeOffset.Parse(to, null), RuleDelay.Working(Own, DateTimeOffset.Parse(from, null), TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-11-23", "2026-11-25")] // over the holiday on Tuesday
    [InlineData("2026-11-27", "2026-11-28")] // into the worked Saturday
    [InlineData("2026-11-28", "2026-11-30")]
    public async Task What_comes_again_on_workdays_goes_by_the_calendar(string due, string next)
    {
        await using var company = await SmallCompany.StartAsync(Service);
        var task = await company.DoAsync("bob", new CreateTask { Title = "Check the mail", Due = DueTime.On(DateOnly.Parse(due, null)), Recurrence = new Recurrence(RecurrenceKind.Workdays) });
        await company.DoAsync("bob", new CompleteTask { Id = task.Id });
        var open = Assert.Single((await company.GetAsync("bob", new ListTasks { Done = false })).Items, one => one.Title == "Check the mail");
        Assert.Equal(DateOnly.Parse(next, null), TaskTimes.DayOf(open.Due!.Value, TaskTimes.Zone((await company.Crm.ActorAsync("bob")).TimeZoneId)));
    }

    [Fact]
    public async Task A_rule_waits_by_the_calendar_on_its_owners_clock()
    {
        await using var company = await SmallCompany.StartAsync(Service);
        await company.DoAsync("admin", new CreateRule
        {
            Definition = new RuleDefinition
            {
                Name = "After four hours of work",
                Trigger = new RuleTrigger { Kind = "created", Noun = "opportunity" },
                DelayMinutes = 240,
                BusinessDelay = true,
                Action = new RuleAction { Kind = "notify", To = "owner" },
            },
        });
        // Monday 10:00 in Berlin, where bob lives; 17:00 in Shanghai, where eve does: her day is over, and Tuesday is off.
        await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Sensors" });
        await company.DoAsync("eve", new CreateOpportunity { CustomerId = company.Hengtong, Name = "Trucks" });
        foreach (var (at, bob, eve) in new[]
        {
            ("2026-11-23T13:59:00Z", 0, 0), ("2026-11-23T14:00:00Z", 1, 0),
            ("2026-11-25T03:59:00Z", 1, 0), ("2026-11-25T04:00:00Z", 1, 1),
        })
        {
            company.Crm.Clock.Set(DateTimeOffset.Parse(at, null));
            await company.Crm.RunBackgroundAsync();
            Assert.Equal((at, bob, eve), (at, await ToldAsync("bob"), await ToldAsync("eve")));
        }

        async Task<int> ToldAsync(string login) => (await company.GetAsync(login, new ListNotifications())).Items.Count(one => one.Kind == "rule");
    }

    [Fact]
    public async Task The_morning_figures_come_on_days_that_are_worked()
    {
        await using var company = await SmallCompany.StartAsync(Service);
        await company.Crm.TaskAsync("bob", "Send the offer");
        await company.DoAsync("bob", new Core.Tasks.UpdateTask { Id = (await company.GetAsync("bob", new Core.Tasks.ListTasks())).Items.Single().Id, Due = Core.Tasks.DueTime.On(new DateOnly(2026, 11, 23)) });
        var told = new List<int>();
        // From Tuesday, the holiday, to Sunday; Saturday is worked. Half past eight in Berlin is 7:30 by the world's clock.
        for (var day = 24; day <= 29; day++)
        {
            company.Crm.Clock.Set(new DateTimeOffset(2026, 11, day, 7, 30, 0, TimeSpan.Zero));
            await company.Crm.RunBackgroundAsync();
            await company.Crm.RunBackgroundAsync();
            told.Add((await company.GetAsync("bob", new ListNotifications { Paging = new(100) })).Items.Count(one => one.Kind == "digest"));
        }
        Assert.Equal([0, 1, 2, 3, 4, 4], told);
    }

    [Theory]
    // Urgent: half an hour to the first answer. Half of it, not at once.
    [InlineData(30, null, TicketPriority.Urgent, "2026-11-23T09:14:59Z", "2026-11-23T09:15:00Z")]
    // Normal: four hours from 10:00, with the break at noon until 15:00; by minutes and by a share.
    [InlineData(45, null, TicketPriority.Normal, "2026-11-23T13:14:59Z", "2026-11-23T13:15:00Z")]
    [InlineData(45, 75, TicketPriority.Normal, "2026-11-23T12:59:59Z", "2026-11-23T13:00:00Z")]
    // Low: eight hours end on Wednesday 10:00, after the holiday; three hours before that is Monday 16:00.
    [InlineData(180, null, TicketPriority.Low, "2026-11-23T14:59:59Z", "2026-11-23T15:00:00Z")]
    public async Task A_promise_is_about_to_break_when_the_company_says_so(int minutes, int? percent, TicketPriority priority, string before, string at)
    {
        await using var company = await SmallCompany.StartAsync(Service with { EscalateBefore = TimeSpan.FromMinutes(minutes), EscalateAtPercent = percent });
        var ticket = await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "Server down", Priority = priority });
        company.Crm.Clock.Set(DateTimeOffset.Parse(before, null));
        await new SlaTimers((Crm)company.Crm.Crm).RunAsync(company.Crm.Clock.GetUtcNow(), CancellationToken.None);
        Assert.Null((await company.GetAsync("sue", new GetTicket { Id = ticket.Id })).Escalation);
        company.Crm.Clock.Set(DateTimeOffset.Parse(at, null));
        await new SlaTimers((Crm)company.Crm.Crm).RunAsync(company.Crm.Clock.GetUtcNow(), CancellationToken.None);
        Assert.Equal(EscalationReasons.ResponseNearlyDue, (await company.GetAsync("sue", new GetTicket { Id = ticket.Id })).Escalation?.Reason);
    }
}
