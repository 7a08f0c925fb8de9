using System.Net;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Tickets and tasks.</summary>
public sealed class WorkApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_ticket_is_opened_assigned_resolved_and_reopened()
    {
        var sam = await fixture.AsAsync("sam");
        var created = await sam.CreateAsync("tickets", new { customer = "Contoso", subject = "Gateway offline", description = "since noon", category = "technical", priority = "urgent", contact = "Karl Huber" });
        created.Has(("customerName", "Contoso"), ("status", "open"), ("priority", "urgent"), ("category", "technical"), ("assignee", null), ("contactName", "Karl Huber"));
        var path = "tickets/" + created["id"];

        (await sam.PatchAsync(path, new { assignee = "linxue", status = "pending" })).Json.Has(("assignee", "linxue"), ("assigneeName", "林雪"), ("status", "pending"));
        (await sam.PatchAsync(path, new { assignee = (string?)null })).Json.Has(("assignee", null));
        (await sam.PatchAsync(path, new { resolution = "restart" })).IsProblem(HttpStatusCode.BadRequest, "resolution_without_status", "resolution");
        (await sam.PatchAsync(path, new { status = "resolved", resolution = "restarted", priority = "high" })).Json.Has(("status", "resolved"), ("resolution", "restarted"), ("priority", "high"), ("resolvedAt", "2026-11-23T09:00:00Z"));
        (await sam.PatchAsync(path, new { status = "resolved" })).IsProblem(HttpStatusCode.Conflict, "ticket_already_resolved");
        (await sam.PatchAsync(path, new { status = "open", reason = "again" })).Json.Has(("status", "open"), ("resolvedAt", null));
    }

    [Theory]
    [InlineData("not_a_category", "category")]
    public async Task An_unknown_category_is_named(string category, string field)
    {
        var sam = await fixture.AsAsync("sam");
        var answer = await sam.PostAsync("tickets", new { customer = "Contoso", subject = "s", category });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(field, answer["field"]);
    }

    [Fact]
    public async Task Tickets_are_filtered_and_sorted()
    {
        var sam = await fixture.AsAsync("sam");
        var urgent = await sam.AllAsync("tickets?open=true&sort=priority&desc=true", 3);
        string[] order = ["urgent", "high", "normal", "low"];
        var priorities = urgent.Select(item => Array.IndexOf(order, (string)item["priority"]!)).ToList();
        Assert.Equal(priorities.Order(), priorities);
        Assert.DoesNotContain(urgent, item => (string)item["status"]! == "resolved");
        Assert.All(await sam.AllAsync("tickets?unassigned=true", 5), item => Assert.Null(item["assignee"]));
        Assert.All(await sam.AllAsync("tickets?assignee=me", 5), item => Assert.Equal("sam", (string)item["assignee"]!));
    }

    [Theory]
    [InlineData("lina", "2026-12-01", "2026-12-01")]
    [InlineData("lina", "2026-12-01T09:30:00+08:00", "2026-12-01T09:30:00+08:00")]
    [InlineData("tom", "2026-12-01T09:30:00+01:00", "2026-12-01T08:30:00Z")]
    public async Task A_task_is_due_on_a_day_or_at_an_instant_of_its_assignees_calendar(string login, string due, string shown)
    {
        var client = await fixture.AsAsync(login);
        var created = await client.CreateAsync("tasks", new { title = "Call back", due });
        created.Has(("due", shown), ("assignee", login), ("done", false), ("overdue", false));
        Assert.Equal(shown, (await client.GetAsync("tasks/" + created["id"]))["due"]);
    }

    [Fact]
    public async Task A_task_reminds_before_and_comes_again()
    {
        var lena = await fixture.AsAsync("lena");
        var made = await lena.CreateAsync("tasks", new { title = "Send the week's figures", due = "2026-11-27T15:00:00+01:00", remindBefore = 90, recurrence = new { kind = "weekly", every = 2, count = 3 } });
        made.Has(("remindBefore", 90), ("remindAt", "2026-11-27T12:30:00Z"), ("recurrence", new { kind = "weekly", every = 2, until = (string?)null, count = 3 }));
        var path = "tasks/" + made["id"];
        (await lena.PatchAsync(path, new { remindBefore = (int?)null })).Json.Has(("remindBefore", null), ("remindAt", "2026-11-27T14:00:00Z"));
        (await lena.PatchAsync(path, new { remindBefore = 30, done = true })).Json.Has(("done", true), ("remindAt", null));
        var next = Assert.Single(await lena.AllAsync("tasks?search=week's+figures&done=false", 10));
        next.Has(("due", "2026-12-11T15:00:00+01:00"), ("remindBefore", 30), ("remindAt", "2026-12-11T13:30:00Z"), ("recurrence", new { kind = "weekly", every = 2, until = (string?)null, count = 2 }));
        (await lena.PatchAsync("tasks/" + next["id"], new { recurrence = (object?)null })).Json.Has(("recurrence", null));
        Assert.Equal(HttpStatusCode.OK, (await lena.PatchAsync("tasks/" + next["id"], new { done = true })).Status);
        Assert.Empty(await lena.AllAsync("tasks?search=week's+figures&done=false", 10));
    }

    [Fact]
    public async Task What_cannot_come_again_is_refused_by_name()
    {
        var lena = await fixture.AsAsync("lena");
        (await lena.PostAsync("tasks", new { title = "x", recurrence = new { kind = "daily" } })).IsProblem(HttpStatusCode.BadRequest, "recurs_without_due");
        (await lena.PostAsync("tasks", new { title = "x", due = "2026-12-01", recurrence = new { every = 2 } })).IsProblem(HttpStatusCode.BadRequest, "missing_value", "recurrence.kind");
        (await lena.PostAsync("tasks", new { title = "x", due = "2026-12-01", recurrence = new { kind = "hourly" } })).IsProblem(HttpStatusCode.BadRequest, "wrong_type", "recurrence");
        (await lena.PostAsync("tasks", new { title = "x", due = "2026-12-01", recurrence = new { kind = "daily", sometimes = true } })).IsProblem(HttpStatusCode.BadRequest, "unknown_field");
        Assert.Equal("remindBefore", (await lena.PostAsync("tasks", new { title = "x", due = "2026-12-01", remindBefore = 0 }))["field"]);
    }

    [Fact]
    public async Task A_task_is_done_rescheduled_and_deleted()
    {
        var lena = await fixture.AsAsync("lena");
        var created = await lena.CreateAsync("tasks", new { title = "Send offer", due = "2026-11-20", customer = "Acme" });
        created.Has(("overdue", true), ("customerName", "Acme"));
        var path = "tasks/" + created["id"];
        (await lena.PatchAsync(path, new { due = "2026-11-30", title = "Send new offer" })).Json.Has(("due", "2026-11-30"), ("overdue", false), ("title", "Send new offer"));
        (await lena.PatchAsync(path, new { due = (string?)null })).Json.Has(("due", null));
        (await lena.PatchAsync(path, new { done = true })).Json.Has(("done", true), ("doneAt", "2026-11-23T09:00:00Z"));
        Assert.Equal(HttpStatusCode.NoContent, (await lena.DeleteAsync(path)).Status);
        (await lena.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task A_manager_assigns_tasks_in_the_team_and_a_rep_does_not()
    {
        var marta = await fixture.AsAsync("marta");
        (await marta.CreateAsync("tasks", new { title = "Prepare review", assignee = "lena" })).Has(("assignee", "lena"));
        var lena = await fixture.AsAsync("lena");
        var refused = await lena.PostAsync("tasks", new { title = "Do mine", assignee = "marek" });
        refused.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("managers_assign_others", refused["policy"]);
        Assert.Contains((await lena.AllAsync("tasks?assignee=me&done=false", 2)).Select(item => (string)item["title"]!), title => title == "Prepare review");
    }
}
