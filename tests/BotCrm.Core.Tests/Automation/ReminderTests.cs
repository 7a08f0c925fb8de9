using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Calendars;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Automation;

public sealed class ReminderTests
{
    [Fact]
    public async Task A_task_is_told_of_before_and_when_it_is_due_once_each()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var due = crm.Clock.GetUtcNow().AddHours(2);
        var task = await crm.DoAsync("lena", new CreateTask { Title = "Call Acme", Due = DueTime.At(due), RemindBefore = 30 });
        Assert.Equal(due.AddMinutes(-30), task.RemindAt);

        crm.Clock.Advance(TimeSpan.FromMinutes(89));
        await crm.RunBackgroundAsync();
        Assert.Empty(await ToldAsync(crm));
        await PassAsync(crm, TimeSpan.FromMinutes(1), 3);
        Assert.Equal(["task_soon:30"], await ToldAsync(crm));
        await PassAsync(crm, TimeSpan.FromMinutes(30), 3);
        Assert.Equal(["task_soon:30", "task_due:"], await ToldAsync(crm));
    }

    [Fact]
    public async Task Two_instances_at_once_tell_once()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var second = await crm.StartAnotherAsync();
        for (var i = 0; i < 5; i++)
            await crm.DoAsync("lena", new CreateTask { Title = "Call " + i, Due = DueTime.At(crm.Clock.GetUtcNow().AddHours(1)) });
        crm.Clock.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(new[] { crm, second }.Select(one => Task.Run(() => new RemindersTask((Crm)one.Crm).RunAsync(crm.Clock.GetUtcNow(), default))));
        Assert.Equal(5, (await ToldAsync(crm)).Count);
    }

    [Fact]
    public async Task A_whole_day_is_told_of_in_the_assignees_morning_and_quiet_hours_put_it_off()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var day = new DateOnly(2026, 11, 25);
        Assert.Equal(Berlin(day, 9), (await crm.DoAsync("lena", new CreateTask { Title = "Visit", Due = DueTime.On(day) })).RemindAt);
        await crm.DoAsync("lena", new ChangeNotificationSettings { DayStart = new TimeOnly(7, 30), QuietFrom = new TimeOnly(20, 0), QuietTo = new TimeOnly(8, 0) });
        var early = await crm.DoAsync("lena", new CreateTask { Title = "Visit", Due = DueTime.On(day) });
        Assert.Equal(Berlin(day, 7).AddMinutes(30), early.RemindAt);

        crm.Clock.Set(early.RemindAt!.Value);
        await crm.RunBackgroundAsync();
        Assert.Empty(await ToldAsync(crm));
        crm.Clock.Set(Berlin(day, 8));
        Assert.Equal(["task_due:"], await ToldAsync(crm));
    }

    [Fact]
    public async Task What_is_done_moved_or_taken_back_is_told_of_accordingly()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var due = crm.Clock.GetUtcNow().AddHours(1);
        var task = await crm.DoAsync("lena", new CreateTask { Title = "Call", Due = DueTime.At(due) });
        await crm.DoAsync("lena", new CompleteTask { Id = task.Id });
        Assert.Null((await crm.GetAsync("lena", new GetTask { Id = task.Id })).RemindAt);
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.Equal(due, (await crm.GetAsync("lena", new GetTask { Id = task.Id })).RemindAt);

        Assert.Equal(due.AddMinutes(-10), (await crm.DoAsync("lena", new SnoozeReminder { TaskId = task.Id, Until = DueTime.At(due.AddMinutes(-10)) })).RemindAt);
        Assert.Equal("in_past", (await crm.TryAsync("lena", new SnoozeReminder { TaskId = task.Id, Until = DueTime.At(due.AddDays(-1)) })).Failure!.Code);
        await crm.DoAsync("lena", new RescheduleTask { Id = task.Id, Due = DueTime.At(due.AddDays(1)) });
        Assert.Equal(due.AddDays(1), (await crm.GetAsync("lena", new GetTask { Id = task.Id })).RemindAt);
    }

    [Theory]
    [InlineData(RecurrenceKind.Daily, 1, "2026-11-24", "2026-11-24", "2026-11-25")]
    [InlineData(RecurrenceKind.Daily, 3, "2026-11-24", "2026-11-28", "2026-11-30")]
    [InlineData(RecurrenceKind.Weekly, 2, "2026-11-24", "2026-11-23", "2026-12-08")]
    [InlineData(RecurrenceKind.Workdays, 1, "2026-11-27", "2026-11-27", "2026-11-30")]
    [InlineData(RecurrenceKind.Monthly, 1, "2027-01-31", "2027-01-31", "2027-02-28")]
    public void The_next_time(RecurrenceKind kind, int every, string due, string done, string next) =>
        Assert.Equal(DateOnly.Parse(next, null), new Recurrence(kind, every).Next(DateOnly.Parse(due, null), DateOnly.Parse(done, null), BusinessCalendar.Shipped[0])!.Value.Day);

    [Fact]
    public void The_last_day_of_the_month_stays_it_after_a_short_one()
    {
        var (february, rest) = new Recurrence(RecurrenceKind.Monthly).Next(new DateOnly(2027, 1, 31), new DateOnly(2027, 1, 31), BusinessCalendar.Shipped[0])!.Value;
        Assert.Equal(new DateOnly(2027, 3, 31), Recurrence.Read(rest.Text())!.Next(february, february, BusinessCalendar.Shipped[0])!.Value.Day);
    }

    [Fact]
    public async Task Completing_one_makes_the_next_until_there_were_enough_and_undo_takes_both_back()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var task = await crm.DoAsync("lena", new CreateTask { Title = "Weekly report", Due = DueTime.On(new DateOnly(2026, 11, 23)), Recurrence = new Recurrence(RecurrenceKind.Weekly, Count: 2) });
        await crm.DoAsync("lena", new CompleteTask { Id = task.Id });
        Assert.Equal("2026-11-29T23:00:00Z", (await OpenAsync(crm)).Single().Due!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ", null));

        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.Equal(task.Id, (await OpenAsync(crm)).Single().Id);

        await crm.DoAsync("lena", new CompleteTask { Id = task.Id });
        await crm.DoAsync("lena", new CompleteTask { Id = (await OpenAsync(crm)).Single().Id });
        Assert.Empty(await OpenAsync(crm));
        Assert.Equal("recurs_without_due", (await crm.TryAsync("lena", new CreateTask { Title = "x", Recurrence = new Recurrence(RecurrenceKind.Daily) })).Failure!.Code);
    }

    private static async Task PassAsync(TestCrm crm, TimeSpan by, int runs)
    {
        crm.Clock.Advance(by);
        for (var i = 0; i < runs; i++)
        {
            await crm.RunBackgroundAsync();
            crm.Clock.Advance(TimeSpan.FromSeconds(20));
        }
        crm.Clock.Advance(-TimeSpan.FromSeconds(20 * runs));
    }

    private static async Task<List<string>> ToldAsync(TestCrm crm) =>
        [.. (await crm.GetAsync("lena", new ListNotifications())).Items.Where(one => one.Kind.StartsWith("task", StringComparison.Ordinal)).Reverse().Select(one => $"{one.Kind}:{one.Data.GetValueOrDefault("minutes")}")];

    private static async Task<IReadOnlyList<TaskView>> OpenAsync(TestCrm crm) => (await crm.GetAsync("lena", new ListTasks { Done = false })).Items;

    private static DateTimeOffset Berlin(DateOnly day, int hour) => new DateTimeOffset(day, new TimeOnly(hour, 0), TimeSpan.FromHours(1)).ToUniversalTime();
}
