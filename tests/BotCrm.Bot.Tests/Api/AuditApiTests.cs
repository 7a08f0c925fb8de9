using System.Net;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.Api;

public sealed class AuditApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_feed_tells_each_change_once_in_order_and_can_be_polled()
    {
        var admin = await fixture.AsAsync("admin");
        var lena = await fixture.AsAsync("lena");
        var cursor = await EndOfFeedAsync(admin);

        var id = await lena.CreateCustomerAsync("Audited");
        await lena.PatchAsync("customers/" + id, new { city = "Bonn" });
        await lena.DeleteAsync("customers/" + id);

        // Sign-ins are noted in the background, and may come between.
        var page = await admin.GetAsync("audit?entity=customer&limit=2&after=" + cursor);
        var rest = await admin.GetAsync("audit?entity=customer&limit=2&after=" + page["next"]);
        var items = page.Json!["items"]!.AsArray().Concat(rest.Json!["items"]!.AsArray()).Select(item => item!).ToList();
        Assert.Equal(["create", "update", "delete"], items.Select(item => (string)item["operation"]!));
        Assert.All(items, item => item.Has(("entity", "customer"), ("id", id), ("actor", "lena"), ("channel", "api")));
        Assert.Null(items[0]["before"]);
        Assert.Equal("Bonn", (string)items[1]["after"]!["city"]!);
        Assert.Null(items[2]["after"]);
        Assert.True(items.Select(item => (long)item["sequence"]!).SequenceEqual(items.Select(item => (long)item["sequence"]!).Order()));

        var end = await admin.GetAsync("audit?entity=customer&after=" + rest["next"]);
        Assert.Empty(end.Json!["items"]!.AsArray());
        Assert.Equal(rest["next"], end["next"]);
    }

    [Fact]
    public async Task Images_name_their_fields_as_the_rest_of_the_API_does()
    {
        var lina = await fixture.AsAsync("lina");
        var customer = await lina.CreateCustomerAsync("Imaged");
        var task = await lina.CreateAsync("tasks", new { title = "Imaged task", customer, due = "2026-12-01" });
        var image = (await lina.GetAsync($"audit?entity=task&id={task["id"]}")).Json!["items"]![0]!["after"];
        image.Has(("id", (string)task["id"]!), ("customer", customer), ("assignee", "lina"), ("due", "2026-12-01"), ("done", false));
        Assert.False(image!.AsObject().ContainsKey("assigneeId"));
        var opportunity = await lina.CreateAsync("opportunities", new { customer, name = "Imaged sale", amount = 7 });
        await lina.PatchAsync("opportunities/" + opportunity["id"], new { stage = "lost", reason = "太贵" });
        image = (await lina.GetAsync($"audit?entity=opportunity&id={opportunity["id"]}")).Json!["items"]!.AsArray()[^1]!["after"];
        image.Has(("stage", "lost"), ("reason", "太贵"), ("owner", "lina"), ("customer", customer));
    }

    [Fact]
    public async Task A_rep_reads_of_own_records_only()
    {
        var lena = await fixture.AsAsync("lena");
        var marek = await fixture.AsAsync("marek");
        var secret = await marek.CreateCustomerAsync("Mareks secret");
        Assert.DoesNotContain("Mareks secret", (await lena.GetAsync($"audit?entity=customer&id={secret}")).Text, StringComparison.Ordinal);
        Assert.Contains("Mareks secret", (await marek.GetAsync($"audit?entity=customer&id={secret}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_set_is_undone_once()
    {
        var lena = await fixture.AsAsync("lena");
        var id = await lena.CreateCustomerAsync("Undoable");
        var changed = await lena.PatchAsync("customers/" + id, new { city = "Oops" });
        var changeSet = changed.Headers.GetValues("Change-Set").Single();

        var undone = await lena.PostAsync("undo", new { changeSet });
        Assert.Equal(HttpStatusCode.OK, undone.Status);
        Assert.Null((await lena.GetAsync("customers/" + id))["city"]);
        (await lena.PostAsync("undo", new { changeSet })).IsProblem(HttpStatusCode.Conflict, "already_undone");
        (await (await fixture.AsAsync("marek")).PostAsync("undo", new { changeSet })).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.PostAsync("undo", new { changeSet = "last" })).IsProblem(HttpStatusCode.BadRequest, "wrong_type", "changeSet");
        var entry = (await lena.GetAsync($"audit?entity=customer&id={id}&limit=200")).Json!["items"]!.AsArray()[^1]!;
        Assert.Equal(("undo_update", changeSet), ((string)entry["operation"]!, (string)entry["undoes"]!));
    }

    [Fact]
    public async Task What_changed_since_is_not_undone()
    {
        var lena = await fixture.AsAsync("lena");
        var id = await lena.CreateCustomerAsync("Overtaken");
        var first = (await lena.PatchAsync("customers/" + id, new { city = "A" })).Headers.GetValues("Change-Set").Single();
        await lena.PatchAsync("customers/" + id, new { city = "B" });
        (await lena.PostAsync("undo", new { changeSet = first })).IsProblem(HttpStatusCode.Conflict, "changed_since");
    }

    [Fact]
    public async Task The_chain_is_verified_by_an_administrator()
    {
        var verified = await (await fixture.AsAsync("admin")).GetAsync("audit/verify");
        Assert.True((bool)verified.Json!["whole"]!);
        Assert.True((long)verified.Json["entries"]! > 100);
        (await (await fixture.AsAsync("marta")).GetAsync("audit/verify")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    private static async Task<string> EndOfFeedAsync(ApiClient admin)
    {
        var cursor = "";
        while (true)
        {
            var page = await admin.GetAsync("audit?limit=200" + (cursor.Length == 0 ? "" : "&after=" + cursor));
            if (page.Json!["items"]!.AsArray().Count == 0)
                return cursor;
            cursor = page["next"]!;
        }
    }
}
