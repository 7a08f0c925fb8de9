using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class TaskTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task A_whole_day_begins_and_ends_where_the_assignee_lives()
    {
        await using var company = await SmallCompany.StartAsync();
        var berlin = await company.DoAsync("admin", new CreateTask { Title = "x", AssigneeId = company.Users["bob"], Due = DueTime.On(Today) });
        var shanghai = await company.DoAsync("admin", new CreateTask { Title = "y", AssigneeId = company.Users["eve"], Due = DueTime.On(Today) });

        Assert.Equal((true, new DateTimeOffset(2026, 11, 22, 23, 0, 0, TimeSpan.Zero), false), (berlin.DueAllDay, berlin.Due, berlin.Overdue));
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 16, 0, 0, TimeSpan.Zero), shanghai.Due);

        async Task<string> Late() => string.Concat((await company.GetAsync("admin", new ListTasks { Overdue = true })).Items.Select(task => task.Title).Order());
        async Task<string> Fine() => string.Concat((await company.GetAsync("admin", new ListTasks { Overdue = false })).Items.Select(task => task.Title).Order());
        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 15, 59, 59, TimeSpan.Zero));
        Assert.Equal(("", "xy"), (await Late(), await Fine()));
        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal(("y", "x"), (await Late(), await Fine()));
        Assert.True((await company.GetAsync("admin", new GetTask { Id = shanghai.Id })).Overdue);
        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal(("xy", ""), (await Late(), await Fine()));

        var given = await company.DoAsync("admin", new UpdateTask { Id = berlin.Id, AssigneeId = company.Users["eve"] });
        Assert.Equal((shanghai.Due, true), (given.Due, given.DueAllDay));
    }

    [Theory]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z")]
    [InlineData("No/Where", "2026-10-25", "2026-10-25T00:00:00Z")]
    public void A_day_starts_with_its_first_instant(string zone, string day, string expected)
    {
        var start = TaskTimes.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), zone);

        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), start);
    }

    [Fact]
    public async Task A_task_is_made_moved_done_and_reopened()
    {
        await using var company = await SmallCompany.StartAsync();
        var task = await company.DoAsync("bob", new CreateTask { Title = " Call Maria ", CustomerId = company.Acme, Due = DueTime.At(Now.AddHours(1)) });
        Assert.Equal(("Call Maria", "Acme", "bob", false, false), (task.Title, task.CustomerName, task.AssigneeLogin, task.DueAllDay, task.Overdue));

        company.Crm.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await company.GetAsync("bob", new GetTask { Id = task.Id })).Overdue);
        var moved = await company.DoAsync("bob", new RescheduleTask { Id = task.Id, Due = DueTime.On(Today.AddDays(1)), IfVersion = 1 });
        Assert.Equal((true, false), (moved.DueAllDay, moved.Overdue));

        var done = await company.DoAsync("bob", new CompleteTask { Id = task.Id });
        Assert.Equal((true, Now.AddHours(2)), (done.Done, done.DoneAt));
        Assert.Equal("task_already_done", (await company.RefusedAsync("bob", new CompleteTask { Id = task.Id })).Code);
        Assert.Equal("task_already_done", (await company.RefusedAsync("bob", new RescheduleTask { Id = task.Id, Due = DueTime.On(Today) })).Code);

        var open = await company.DoAsync("bob", new UpdateTask { Id = task.Id, Done = false, Title = "Mail Maria", Clear = ["due", "customer"] });
        Assert.Equal((false, null, "Mail Maria", null, null), (open.Done, open.DoneAt, open.Title, open.Due, open.CustomerId));
        await company.DoAsync("bob", new DeleteTask { Id = task.Id });
        Assert.Equal("not_found", (await company.RefusedAsync("bob", new GetTask { Id = task.Id })).Code);
    }

    [Fact]
    public async Task Bad_input_is_refused_with_its_field()
    {
        await using var company = await SmallCompany.StartAsync();
        var good = new CreateTask { Title = "x" };
        var task = await company.DoAsync("bob", good);

        Assert.Equal(("required", "title"), await Code(company.RefusedAsync("bob", good with { Title = "" })));
        Assert.Equal(("too_long", "title"), await Code(company.RefusedAsync("bob", good with { Title = new string('长', 301) })));
        Assert.Equal(("date_out_of_range", "due"), await Code(company.RefusedAsync("bob", good with { Due = DueTime.On(new DateOnly(2101, 1, 1)) })));
        Assert.Equal(("date_out_of_range", "due"), await Code(company.RefusedAsync("bob", new RescheduleTask { Id = task.Id, Due = DueTime.At(DateTimeOffset.MinValue) })));
        Assert.Equal(("required", "due"), await Code(company.RefusedAsync("bob", new RescheduleTask { Id = task.Id, Due = default })));
        Assert.Equal(("unknown_opportunity", "opportunity"), await Code(company.RefusedAsync("bob", good with { OpportunityId = 4711 })));
        Assert.Equal(("unknown_ticket", "ticket"), await Code(company.RefusedAsync("bob", good with { TicketId = 4711 })));
        Assert.Equal(("unknown_user", "assignee"), await Code(company.RefusedAsync("admin", good with { AssigneeId = 4711 })));
        Assert.Equal(("done_time_without_done", "doneAt"), await Code(company.RefusedAsync("admin", good with { DoneAt = Now })));
        Assert.Equal("not_found", (await company.RefusedAsync("bob", good with { CustomerId = company.Globex })).Code);
        Assert.Equal("past_times_by_admin", (await company.RefusedAsync("bob", good with { CreatedAt = Now.AddDays(-1) })).Policy);
        Assert.Equal(("cannot_clear", "clear"), await Code(company.RefusedAsync("bob", new UpdateTask { Id = task.Id, Clear = ["title"] })));
        Assert.Equal(("version_changed", null), await Code(company.RefusedAsync("bob", new CompleteTask { Id = task.Id, IfVersion = 3 })));
    }

    [Fact]
    public async Task Managers_give_tasks_within_the_team_and_each_sees_what_concerns_them()
    {
        await using var company = await SmallCompany.StartAsync();
        var given = await company.DoAsync("ann", new CreateTask { Title = "visit", AssigneeId = company.Users["bob"] });
        var support = await company.DoAsync("sue", new CreateTask { Title = "stock take" });
        var hung = await company.DoAsync("bob", new CreateTask { Title = "quote", CustomerId = company.Acme });

        Assert.Equal("managers_assign_others", (await company.RefusedAsync("bob", new CreateTask { Title = "x", AssigneeId = company.Users["cid"] })).Policy);
        Assert.Equal("managers_assign_others", (await company.RefusedAsync("ann", new CreateTask { Title = "x", AssigneeId = company.Users["eve"] })).Policy);
        Assert.Equal("managers_assign_others", (await company.RefusedAsync("sue", new UpdateTask { Id = support.Id, AssigneeId = company.Users["bob"] })).Policy);
        Assert.Equal("own_records_only", (await company.RefusedAsync("sue", new CompleteTask { Id = hung.Id })).Policy);

        async Task<string> Seen(string login) => string.Join(',', (await company.GetAsync(login, new ListTasks { Paging = new Paging(Sort: "created") })).Items.Select(task => task.Title));
        Assert.Equal("visit,quote", await Seen("bob"));
        Assert.Equal("visit,quote", await Seen("ann"));
        Assert.Equal("", await Seen("cid"));
        Assert.Equal("", await Seen("dora"));
        Assert.Equal("stock take,quote", await Seen("sue"));
        Assert.Equal("visit,stock take,quote", await Seen("admin"));
        Assert.Equal("not_found", (await company.RefusedAsync("cid", new CompleteTask { Id = given.Id })).Code);
        Assert.Equal("not_found", (await company.RefusedAsync("bob", new DeleteTask { Id = support.Id })).Code);
    }

    [Fact]
    public async Task The_list_puts_tasks_without_due_time_last_and_filters()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("bob", new CreateTask { Title = "n" });
        await company.DoAsync("bob", new CreateTask { Title = "l", Due = DueTime.At(Now.AddDays(2)), CustomerId = company.Acme });
        await company.DoAsync("bob", new CreateTask { Title = "e", Due = DueTime.At(Now.AddDays(-2)) });
        await company.DoAsync("bob", new CreateTask { Title = "d", Due = DueTime.At(Now.AddDays(1)), Done = true });
        await company.DoAsync("cid", new CreateTask { Title = "c", Due = DueTime.At(Now) });

        async Task<string> Names(ListTasks query)
        {
            var names = "";
            for (string? after = null; ;)
            {
                var page = await company.GetAsync("ann", query with { Paging = query.Paging with { Limit = 2, After = after } });
                names += string.Concat(page.Items.Select(one => one.Title));
                if ((after = page.Next) is null)
                    return names;
            }
        }

        Assert.Equal("ecdln", await Names(new ListTasks()));
        Assert.Equal("ldcen", await Names(new ListTasks { Paging = new Paging(Descending: true) }));
        Assert.Equal("e", await Names(new ListTasks { Overdue = true }));
        Assert.Equal("cdln", await Names(new ListTasks { Overdue = false }));
        Assert.Equal("d", await Names(new ListTasks { Done = true }));
        Assert.Equal("cd", await Names(new ListTasks { DueFrom = Now, DueTo = Now.AddDays(2) }));
        Assert.Equal("l", await Names(new ListTasks { Search = "acme", CustomerId = company.Acme }));
        Assert.Equal("c", await Names(new ListTasks { AssigneeId = company.Users["cid"], TeamId = company.North }));
        Assert.Equal("", await Names(new ListTasks { TeamId = company.East }));
    }

    private static async Task<(string Code, string? Field)> Code(Task<Failure> failure) => ((await failure).Code, (await failure).Field);
}
