using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Service;

/// <summary>What administrators write down over the configured calendars. Monday 10:00 in Berlin, the office hours there are 9 to 17.</summary>
public sealed class CalendarEntryTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.Date);

    [Fact]
    public async Task A_holiday_puts_promises_off_and_its_undo_takes_it_back()
    {
        await using var company = await CompanyAsync();
        Assert.Equal(Now.AddHours(24), (await OpenAsync(company)).Sla.ResolutionDue);

        var added = await company.DoAsync("admin", new AddCalendarDays { Calendar = "europe", From = Today.AddDays(1), To = Today.AddDays(2), Name = "Fair" });
        Assert.Equal(("europe", "", "Fair"), (added.Calendar, added.Hours, added.Name));
        Assert.Equal(Now.AddHours(72), (await OpenAsync(company)).Sla.ResolutionDue);
        var europe = (await company.Crm.GetAsync("sue", new ListCalendars())).Single(one => one.Code == "europe");
        Assert.Equal([Today.AddDays(1), Today.AddDays(2)], europe.Holidays);

        // The second of the two is worked after all, for half an hour.
        await company.DoAsync("admin", new AddCalendarDays { Calendar = "europe", From = Today.AddDays(2), Worked = true, Hours = "09:00-09:30" });
        Assert.Equal(Now.AddHours(71.5), (await OpenAsync(company)).Sla.ResolutionDue);

        foreach (var _ in europe.Holidays)
            await company.DoAsync("admin", new UndoChangeSet { Id = (await company.Crm.GetAsync("admin", new FindLastChangeSet()))!.Id });
        Assert.Equal(Now.AddHours(24), (await OpenAsync(company)).Sla.ResolutionDue);
    }

    [Fact]
    public async Task Opening_hours_of_weekdays_are_set_and_removed()
    {
        await using var company = await CompanyAsync();
        var longer = await company.DoAsync("admin", new SetOpeningHours { Calendar = "europe", Hours = "08:00-20:00" });
        Assert.Equal(Now.AddHours(8), (await OpenAsync(company)).Sla.ResolutionDue);
        await company.DoAsync("admin", new RemoveCalendarEntry { Id = longer.Id });
        Assert.Equal(Now.AddHours(24), (await OpenAsync(company)).Sla.ResolutionDue);
        // No calendar in use keeps the administrator's time: the standard one is meant.
        Assert.Equal("office", (await company.DoAsync("admin", new AddCalendarDays { From = Today.AddDays(1) })).Calendar);
        await company.DoAsync("admin", new RemoveCalendarEntry { Day = Today.AddDays(1) });
        Assert.Equal(Now.AddHours(24), (await OpenAsync(company)).Sla.ResolutionDue);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_only_administrators_write()
    {
        await using var company = await CompanyAsync();
        async Task<Failure> Refused<T>(string login, Command<T> command) => (await company.Crm.TryAsync(login, command)).Failure!;

        Assert.Equal(Permissions.SettingsManage, (await Refused("ann", new AddCalendarDays { From = Today })).Policy);
        Assert.Equal("unknown_value", (await Refused("admin", new AddCalendarDays { Calendar = "mars", From = Today })).Code);
        Assert.Equal("to_before_from", (await Refused("admin", new AddCalendarDays { From = Today, To = Today.AddDays(-1) })).Code);
        Assert.Equal("too_many_days", (await Refused("admin", new AddCalendarDays { From = Today, To = Today.AddYears(2) })).Code);
        Assert.Equal("wrong_hours", (await Refused("admin", new SetOpeningHours { Hours = "9 to 5" })).Code);
        Assert.Equal("hours_of_a_holiday", (await Refused("admin", new AddCalendarDays { From = Today, Hours = "09:00-10:00" })).Code);
        Assert.Equal("no_such_calendar_day", (await Refused("admin", new RemoveCalendarEntry { Day = Today })).Code);
        Assert.Equal("calendar_without_hours", (await Refused("admin", new SetOpeningHours { Calendar = "europe", Hours = "" })).Code);
    }

    private static async Task<SmallCompany> CompanyAsync()
    {
        var company = await SmallCompany.StartAsync();
        await company.DoAsync("ann", new CreateQueue { Name = "Technical", Categories = ["technical"], Calendar = "europe" });
        return company;
    }

    /// <summary>High: eight business hours to the solution.</summary>
    private static Task<TicketView> OpenAsync(SmallCompany company) =>
        company.DoAsync("sue", new OpenTicket { CustomerId = company.Acme, Subject = "Server down", Category = "technical", Priority = TicketPriority.High });
}
