using System.Net;

namespace BotCrm.Bot.Tests.Api;

public sealed class CustomerApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_customer_is_created_read_changed_and_deleted()
    {
        var lena = await fixture.AsAsync("lena");
        var created = await lena.PostAsync("customers", new { name = "Zeta Pumps", aliases = new[] { "Zeta" }, industry = "pumps", city = "Kiel", source = "fair", lifecycle = "interested", tags = new[] { "new" }, notes = "met at the fair" });
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created["id"]!;
        Assert.Equal($"/api/v1/customers/{id}", created.Headers.Location!.ToString());
        Assert.Equal("\"1\"", created.Headers.ETag!.Tag);
        created.Json.Has(("owner", "lena"), ("ownerName", "Lena Fischer"), ("lifecycle", "interested"), ("city", "Kiel"), ("createdAt", "2026-11-23T09:00:00Z"));

        var read = await lena.GetAsync("customers/" + id);
        Assert.Equal(created.Text, read.Text);

        var changed = await lena.PatchAsync("customers/" + id, new { city = "Lübeck", industry = (string?)null, tags = new[] { "key" } });
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        changed.Json.Has(("city", "Lübeck"), ("industry", null), ("source", "fair"), ("version", 2), ("tags", new[] { "key" }));

        var deleted = await lena.DeleteAsync("customers/" + id);
        Assert.Equal(HttpStatusCode.NoContent, deleted.Status);
        (await lena.GetAsync("customers/" + id)).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.DeleteAsync("customers/" + id)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task An_old_version_is_refused_and_changes_nothing()
    {
        var lena = await fixture.AsAsync("lena");
        var id = await lena.CreateCustomerAsync("Versioned Ltd");
        Assert.Equal(HttpStatusCode.OK, (await lena.PatchAsync("customers/" + id, new { city = "Bonn" }, "\"1\"")).Status);

        (await lena.PatchAsync("customers/" + id, new { city = "Ulm" }, "\"1\"")).IsProblem(HttpStatusCode.PreconditionFailed, "version_changed");
        (await lena.PatchAsync("customers/" + id, new { city = "Ulm", version = 1 })).IsProblem(HttpStatusCode.Conflict, "version_changed");
        (await lena.PatchAsync("customers/" + id, new { city = "Ulm" }, "\"new\"")).IsProblem(HttpStatusCode.BadRequest, "wrong_type", "If-Match");
        Assert.Equal("Bonn", (await lena.GetAsync("customers/" + id))["city"]);
    }

    [Fact]
    public async Task The_same_name_twice_is_a_conflict_unless_it_is_meant()
    {
        var lena = await fixture.AsAsync("lena");
        await lena.CreateCustomerAsync("Twice GmbH");
        (await lena.PostAsync("customers", new { name = "twice gmbh" })).IsProblem(HttpStatusCode.Conflict, "duplicate_customer");
        Assert.Equal(HttpStatusCode.Created, (await lena.PostAsync("customers", new { name = "Twice GmbH", allowDuplicate = true })).Status);
    }

    [Theory]
    [InlineData("marek")]
    [InlineData("Marek Novak")]
    [InlineData("MAREK")]
    public async Task A_manager_names_another_owner_by_login_or_name(string owner)
    {
        var marta = await fixture.AsAsync("marta");
        var created = await marta.CreateAsync("customers", new { name = "For " + owner, owner, allowDuplicate = true });
        Assert.Equal("marek", (string)created["owner"]!);
    }

    [Fact]
    public async Task An_owner_may_be_given_by_id_as_string_or_number()
    {
        var marta = await fixture.AsAsync("marta");
        var id = (await marta.GetAsync("users?search=marek")).Json!["items"]![0]!["id"]!.GetValue<string>();
        Assert.Equal("marek", (string)(await marta.CreateAsync("customers", new { name = "By string id", owner = id }))["owner"]!);
        Assert.Equal("marek", (string)(await marta.CreateAsync("customers", new { name = "By number id", owner = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture) }))["owner"]!);
    }

    [Fact]
    public async Task Paging_gives_everything_once_in_order()
    {
        var lena = await fixture.AsAsync("lena");
        var whole = await lena.AllAsync("customers?sort=createdAt", 200);
        var paged = await lena.AllAsync("customers?sort=createdAt", 2);
        Assert.True(whole.Count >= 7);
        Assert.Equal(whole.Select(item => (string)item["id"]!), paged.Select(item => (string)item["id"]!));
        Assert.Equal(paged.Select(item => (string)item["createdAt"]!).Order(StringComparer.Ordinal), paged.Select(item => (string)item["createdAt"]!));
    }

    [Theory]
    [InlineData("owner=lena&search=acme", "Acme,Acme Labs")]
    [InlineData("city=Cork", "O'Brien Marine")]
    [InlineData("search=mueller", "Müller & Söhne")]
    [InlineData("industry=pharma", "Helix Pharma")]
    [InlineData("search=%3Cscript%3E", "")]
    [InlineData("search='%20OR%201=1--", "")]
    [InlineData("owner=marek", "")]
    public async Task Filters_narrow_the_list(string filter, string names)
    {
        var lena = await fixture.AsAsync("lena");
        var found = await lena.AllAsync("customers?" + filter, 50);
        Assert.Equal(names, string.Join(",", found.Select(item => (string)item["name"]!)));
    }

    [Fact]
    public async Task The_summary_shows_what_hangs_on_a_customer()
    {
        var lena = await fixture.AsAsync("lena");
        var id = (string)(await lena.AllAsync("customers?search=acme", 50)).First(item => (string)item["name"]! == "Acme")["id"]!;
        var summary = await lena.GetAsync($"customers/{id}/summary");
        Assert.Equal(HttpStatusCode.OK, summary.Status);
        Assert.Contains("Maria Lopez", summary.Json!["contacts"]!.AsArray().Select(contact => (string)contact!["name"]!));
        Assert.Contains("Acme sensor refresh", summary.Json["openOpportunities"]!.AsArray().Select(opportunity => (string)opportunity!["name"]!));
        Assert.NotNull(summary.Json["openAmounts"]);
    }

    [Fact]
    public async Task A_change_of_nothing_answers_the_customer_as_it_is()
    {
        var lena = await fixture.AsAsync("lena");
        var id = await lena.CreateCustomerAsync("Unchanged");
        var answer = await lena.PatchAsync("customers/" + id, new { });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("1", answer["version"]);
    }
}
