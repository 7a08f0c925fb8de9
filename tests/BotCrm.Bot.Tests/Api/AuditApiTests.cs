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
    public async Task A_bulk_change_is_undone_whole_or_each_record_in_its_way_is_named()
    {
        var lena = await fixture.AsAsync("lena");
        var marta = await fixture.AsAsync("marta");
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add((string)(await lena.CreateAsync("opportunities", new { customer = "Acme", name = $"In bulk {i}", amount = 1000 }))["id"]!);
        var change = new { kind = "opportunity", ids, change = new { stage = "qualified" } };
        var token = (string)(await lena.PostAsync("bulk/preview", change)).Json!["token"]!;
        var changeSet = (await lena.PostAsync("bulk", new { change.kind, change.ids, change.change, token })).Headers.GetValues("Change-Set").Single();
        var moved = new List<string>();
        foreach (var id in ids.Take(2))
            moved.Add((await marta.PatchAsync("opportunities/" + id, new { stage = "proposal" })).Headers.GetValues("Change-Set").Single());

        var refused = await lena.PostAsync("undo", new { changeSet });
        refused.IsProblem(HttpStatusCode.Conflict, "changed_since");
        var conflicts = refused.Json!["conflicts"]!.AsArray();
        Assert.Equal(ids.Take(2).Select(id => ("opportunity", id, "Marta Keller")), conflicts.Select(one => ((string)one!["entity"]!, (string)one["id"]!, (string)one["by"]!)));
        Assert.Equal("qualified", (string)(await lena.GetAsync("opportunities/" + ids[2]))["stage"]!);

        foreach (var one in moved)
            Assert.Equal(HttpStatusCode.OK, (await marta.PostAsync("undo", new { changeSet = one })).Status);
        Assert.Equal(HttpStatusCode.OK, (await lena.PostAsync("undo", new { changeSet })).Status);
        foreach (var id in ids)
            Assert.Equal("lead", (string)(await lena.GetAsync("opportunities/" + id))["stage"]!);
    }

    [Fact]
    public async Task Of_two_who_move_the_same_opportunity_the_second_is_told()
    {
        var lena = await fixture.AsAsync("lena");
        var marta = await fixture.AsAsync("marta");
        var made = await lena.CreateAsync("opportunities", new { customer = "Acme", name = "Wanted by two", amount = 1000 });
        var (id, version) = ((string)made["id"]!, (int)made["version"]!);

        var both = await Task.WhenAll(
            lena.PatchAsync("opportunities/" + id, new { stage = "qualified", version }),
            marta.PatchAsync("opportunities/" + id, new { stage = "proposal", version }));

        var loser = Assert.Single(both, answer => answer.Status != HttpStatusCode.OK);
        loser.IsProblem(HttpStatusCode.Conflict, "version_changed");
        var winner = Assert.Single(both, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal((string)winner["stage"]!, (string)(await lena.GetAsync("opportunities/" + id))["stage"]!);
        Assert.Equal(2, (await lena.GetAsync($"opportunities/{id}/history")).Json!.AsArray().Count);
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
