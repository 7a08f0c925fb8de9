using System.Net;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Interactions and opportunities.</summary>
public sealed class SalesApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_interaction_is_logged_corrected_and_deleted()
    {
        var lena = await fixture.AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Interacted SE");
        var contact = await lena.CreateAsync("contacts", new { customer, name = "Bo Lind" });
        var created = await lena.CreateAsync("interactions", new { customer = "interacted se", kind = "call", summary = "Wants 3% off <b>now</b>'; DROP TABLE", when = "2026-11-20T15:00:00+01:00", durationMinutes = 25, participants = new[] { "bo lind" }, outcome = "open", resolved = false, nextStep = "offer" });
        created.Has(("customer", customer), ("kind", "call"), ("when", "2026-11-20T14:00:00Z"), ("durationMinutes", 25), ("resolved", false), ("nextStep", "offer"), ("author", "lena"), ("summary", "Wants 3% off <b>now</b>'; DROP TABLE"));
        Assert.Equal((string)contact["id"]!, (string)created["participants"]![0]!["id"]!);
        var id = (string)created["id"]!;

        var corrected = await lena.PatchAsync("interactions/" + id, new { kind = "wechat", durationMinutes = (int?)null, participants = Array.Empty<string>(), resolved = true });
        corrected.Json.Has(("kind", "wechat"), ("durationMinutes", null), ("resolved", true), ("nextStep", "offer"));
        Assert.Empty(corrected.Json!["participants"]!.AsArray());
        corrected = await lena.PatchAsync("interactions/" + id, new { participants = new[] { "Bo Lind" } });
        Assert.Single(corrected.Json!["participants"]!.AsArray());

        Assert.Equal([id], (await lena.AllAsync($"interactions?customer={customer}&from=2026-11-20&to=2026-11-20&kind=wechat", 10)).Select(item => (string)item["id"]!));
        Assert.Empty(await lena.AllAsync($"interactions?customer={customer}&from=2026-11-21", 10));
        Assert.Equal(HttpStatusCode.NoContent, (await lena.DeleteAsync("interactions/" + id)).Status);
        (await lena.GetAsync("interactions/" + id)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_opportunity_is_moved_lost_reopened_and_won()
    {
        var lena = await fixture.AsAsync("lena");
        await lena.CreateCustomerAsync("Opportune");
        var created = await lena.CreateAsync("opportunities", new { customer = "Opportune", name = "Opportune line", amount = 45000.5, currency = "usd", closeDate = "2026-12-20" });
        created.Has(("customerName", "Opportune"), ("stage", "lead"), ("currency", "USD"), ("closeDate", "2026-12-20"), ("owner", "lena"), ("overdue", false), ("reason", null), ("closedAt", null));
        Assert.Equal(45000.5m, (decimal)created["amount"]!);
        var path = "opportunities/" + created["id"];

        (await lena.PatchAsync(path, new { stage = "negotiation", amount = 50000 })).Json.Has(("stage", "negotiation"), ("amount", 50000m));
        (await lena.PatchAsync(path, new { stage = "lost" })).IsProblem(HttpStatusCode.BadRequest, "missing_value", "reason");
        (await lena.PatchAsync(path, new { reason = "price" })).IsProblem(HttpStatusCode.BadRequest, "reason_without_loss", "reason");
        (await lena.PatchAsync(path, new { stage = "lost", reason = "price" })).Json.Has(("stage", "lost"), ("reason", "price"), ("closedAt", "2026-11-23T09:00:00Z"));
        (await lena.PatchAsync(path, new { stage = "proposal" })).Json.Has(("stage", "proposal"), ("reason", null), ("closedAt", null));
        var won = await lena.PatchAsync(path, new { stage = "won", amount = 47000 });
        won.Json.Has(("stage", "won"), ("amount", 47000m), ("closeDate", "2026-11-23"));
        Assert.Equal("won", (await lena.GetAsync("customers/" + created["customer"]))["lifecycle"]);
    }

    [Fact]
    public async Task A_change_that_fails_half_way_changes_nothing()
    {
        var lena = await fixture.AsAsync("lena");
        await lena.CreateCustomerAsync("Halfway");
        var created = await lena.CreateAsync("opportunities", new { customer = "Halfway", amount = 100 });
        var answer = await lena.PatchAsync("opportunities/" + created["id"], new { name = "Renamed", stage = "lost", reason = "   " });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("Halfway", (await lena.GetAsync("opportunities/" + created["id"]))["name"]);
    }

    [Fact]
    public async Task Support_sees_neither_amounts_nor_the_pipeline()
    {
        var sam = await fixture.AsAsync("sam");
        var list = await sam.GetAsync("opportunities");
        if (list.Status == HttpStatusCode.OK)
            Assert.All(list.Json!["items"]!.AsArray(), item => Assert.True(item!["amount"] is null && (bool)item["amountHidden"]!));
        else
            list.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        var pipeline = await sam.GetAsync("reports/pipeline");
        pipeline.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("amounts_hidden_from_support", pipeline["policy"]);
        // A number by itself: the same digits may stand in a hash.
        Assert.DoesNotMatch("(?<![0-9a-zA-Z])48000(?![0-9a-zA-Z])", (await sam.GetAsync("audit?entity=opportunity&limit=200")).Text);
    }

    [Fact]
    public async Task What_a_rep_may_not_see_does_not_exist_for_him()
    {
        var lena = await fixture.AsAsync("lena");
        var marek = await fixture.AsAsync("marek");
        var marta = await fixture.AsAsync("marta");
        var contoso = (await marek.AllAsync("customers?search=contoso", 10)).Single();
        var grid = (await marek.AllAsync("opportunities?search=Contoso%20grid", 10)).Single();

        Assert.Empty(await lena.AllAsync("customers?search=contoso", 10));
        (await lena.GetAsync("customers/" + contoso["id"])).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.PatchAsync("customers/" + contoso["id"], new { city = "Graz" })).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.DeleteAsync("opportunities/" + grid["id"])).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.PostAsync("interactions", new { customer = contoso["id"], kind = "note", summary = "sneaky" })).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.PostAsync("interactions", new { customer = "Contoso", kind = "note", summary = "sneaky" })).IsProblem(HttpStatusCode.BadRequest, "unknown_customer", "customer");
        Assert.Equal("Vienna", (await marta.GetAsync("customers/" + contoso["id"]))["city"]);
    }

    [Fact]
    public async Task Only_an_administrator_loads_records_of_the_past()
    {
        var admin = await fixture.AsAsync("admin");
        var lena = await fixture.AsAsync("lena");
        (await lena.PostAsync("customers", new { name = "Backdated", createdAt = "2024-01-02T03:04:05Z" })).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        var customer = await admin.CreateAsync("customers", new { name = "Loaded", owner = "lena", createdAt = "2024-01-02T03:04:05Z" });
        customer.Has(("createdAt", "2024-01-02T03:04:05Z"), ("owner", "lena"));
        (await admin.CreateAsync("opportunities", new { customer = "Loaded", name = "Old sale", amount = 9, stage = "won", createdAt = "2024-02-01T00:00:00Z", closedAt = "2024-03-01T00:00:00Z" }))
            .Has(("stage", "won"), ("closedAt", "2024-03-01T00:00:00Z"), ("createdAt", "2024-02-01T00:00:00Z"));
        (await admin.CreateAsync("interactions", new { customer = "Loaded", kind = "email", summary = "Old mail", when = "2024-02-02T00:00:00Z", author = "marek", createdAt = "2024-02-02T01:00:00Z" }))
            .Has(("author", "marek"), ("when", "2024-02-02T00:00:00Z"));
        (await admin.CreateAsync("tickets", new { customer = "Loaded", subject = "Old ticket", status = "resolved", createdAt = "2024-02-03T00:00:00Z", resolvedAt = "2024-02-04T00:00:00Z" }))
            .Has(("status", "resolved"), ("resolvedAt", "2024-02-04T00:00:00Z"));
        (await admin.CreateAsync("tasks", new { title = "Old task", assignee = "lena", customer = "Loaded", done = true, createdAt = "2024-02-05T00:00:00Z", doneAt = "2024-02-06T00:00:00Z" }))
            .Has(("done", true), ("doneAt", "2024-02-06T00:00:00Z"), ("assignee", "lena"));
    }

    [Fact]
    public async Task Reports_add_up_what_the_lists_show()
    {
        var marek = await fixture.AsAsync("marek");
        var open = await marek.AllAsync("opportunities?open=true&currency=EUR", 200);
        var pipeline = await marek.GetAsync("reports/pipeline");
        var total = pipeline.Json!["openTotal"]!.AsArray().Single(money => (string)money!["currency"]! == "EUR");
        Assert.Equal(open.Sum(item => (decimal)item["amount"]!), (decimal)total!["amount"]!);
        Assert.NotEmpty((await marek.GetAsync("reports/forecast")).Json!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await marek.GetAsync("reports/performance?from=2026-01-01&to=2026-12-31")).Status);
        var attention = await marek.GetAsync("reports/attention?quietDays=5");
        Assert.Equal(HttpStatusCode.OK, attention.Status);
        Assert.Equal((await marek.AllAsync("opportunities?overdue=true", 200)).Count, (int)attention.Json!["overdueOpportunityCount"]!);
    }

    [Fact]
    public async Task History_is_searched_in_what_one_may_see()
    {
        var lena = await fixture.AsAsync("lena");
        await lena.CreateCustomerAsync("Searchable");
        await lena.CreateAsync("interactions", new { customer = "Searchable", kind = "call", summary = "They asked about a calibration certificate for ultrasonic probes" });
        var found = await lena.GetAsync("search?q=ultrasonic%20probes");
        Assert.Equal("Searchable", (string)found.Json!["items"]![0]!["customerName"]!);
        var marek = await fixture.AsAsync("marek");
        Assert.Empty((await marek.GetAsync("search?q=ultrasonic%20probes")).Json!["items"]!.AsArray());
    }
}
