using System.Net;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Contacts and users: who people are, and who may know how to reach them.</summary>
public sealed class PeopleApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_contact_is_created_read_changed_and_deleted()
    {
        var lena = await fixture.AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Contacted AG");
        var created = await lena.CreateAsync("contacts", new { customer = "Contacted AG", name = "Ada Stone", title = "buyer", phone = "+49 40 555 1234", email = "ada@contacted.example", wechat = "ada-stone", notes = "prefers mail" });
        created.Has(("customer", customer), ("customerName", "Contacted AG"), ("wechat", "ada-stone"), ("masked", false));
        Assert.Equal("+49 40 555 1234", (string)created["phone"]!);
        var id = (string)created["id"]!;

        var changed = await lena.PatchAsync("contacts/" + id, new { title = "head buyer", wechat = (string?)null });
        changed.Json.Has(("title", "head buyer"), ("wechat", null), ("email", "ada@contacted.example"));
        Assert.Equal([id], (await lena.AllAsync("contacts?customer=" + customer, 10)).Select(item => (string)item["id"]!));
        Assert.Equal(HttpStatusCode.NoContent, (await lena.DeleteAsync("contacts/" + id)).Status);
        (await lena.GetAsync("contacts/" + id)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Support_sees_masked_contact_details_and_the_manager_whole_ones()
    {
        var sam = await fixture.AsAsync("sam");
        var marta = await fixture.AsAsync("marta");
        var masked = (await sam.AllAsync("contacts?search=Maria%20Lopez", 10)).Single();
        var whole = (await marta.AllAsync("contacts?search=Maria%20Lopez", 10)).Single();
        Assert.True((bool)masked["masked"]!);
        Assert.False((bool)whole["masked"]!);
        Assert.Contains("*", (string)masked["email"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("*", (string)whole["email"]!, StringComparison.Ordinal);
        Assert.NotEqual((string)masked["phone"]!, (string)whole["phone"]!);
    }

    [Fact]
    public async Task An_administrator_creates_a_user_who_can_then_work_until_deactivated()
    {
        var admin = await fixture.AsAsync("admin");
        var created = await admin.CreateAsync("users", new { login = "nina", name = "Nina Holm", role = "rep", team = "North", manager = "marta", language = "en", timeZone = "Europe/Berlin" });
        created.Has(("login", "nina"), ("role", "rep"), ("team", "North"), ("manager", "marta"), ("active", true));

        var nina = await ApiClient.SignInAsync(fixture.Bot, "nina");
        Assert.Equal("nina", (await nina.GetAsync("users/me"))["login"]);
        Assert.Equal("zh", (await nina.PatchAsync("users/" + created["id"], new { language = "zh" }))["language"]);
        (await nina.PatchAsync("users/" + created["id"], new { role = "admin" })).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        var left = await admin.PatchAsync("users/" + created["id"], new { active = false });
        Assert.Equal("false", left["active"]);
        var refused = await nina.GetAsync("users/me");
        refused.IsProblem(HttpStatusCode.Unauthorized, "invalid_token");
        Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_administrators_create_users_and_teams()
    {
        var marta = await fixture.AsAsync("marta");
        var answer = await marta.PostAsync("users", new { login = "x", name = "X", role = "rep" });
        answer.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal("admin_manages_users", answer["policy"]);
        (await marta.PostAsync("teams", new { name = "South" })).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        var admin = await fixture.AsAsync("admin");
        var team = await admin.CreateAsync("teams", new { name = "South" });
        Assert.Contains((string)team["id"]!, (await admin.AllAsync("teams", 2)).Select(item => (string)item["id"]!));
        (await admin.PostAsync("users", new { login = "LENA", name = "Another Lena", role = "rep" })).IsProblem(HttpStatusCode.Conflict, "duplicate_login");
        (await admin.PostAsync("users", new { login = "zone", name = "Zone", role = "rep", timeZone = "Mars/Olympus" })).IsProblem(HttpStatusCode.BadRequest, "unknown_time_zone", "timeZone");
    }

    [Theory]
    [InlineData("role=manager", "marta,zhangwei")]
    [InlineData("team=Care", "linxue,sam")]
    [InlineData("search=bak", "tom")]
    public async Task Users_are_filtered(string filter, string logins)
    {
        var lena = await fixture.AsAsync("lena");
        Assert.Equal(logins, string.Join(",", (await lena.AllAsync("users?" + filter, 1)).Select(item => (string)item["login"]!).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Everybody_can_ask_what_one_may()
    {
        var sam = await (await fixture.AsAsync("sam")).GetAsync("me");
        Assert.Equal("sam", (string)sam.Json!["user"]!["login"]!);
        sam.Json.Has(("basedOn", "support"), ("rows", "all"), ("hiddenFields", new[] { "opportunity.amount" }));
        var lena = await (await fixture.AsAsync("lena")).GetAsync("me");
        lena.Json.Has(("basedOn", "rep"), ("rows", "own"), ("hiddenFields", Array.Empty<string>()));
        Assert.Contains("quotes.write", lena.Json!["permissions"]!.AsArray().Select(one => (string)one!));
        Assert.DoesNotContain("quotes.write", sam.Json!["permissions"]!.AsArray().Select(one => (string)one!));
    }
}
