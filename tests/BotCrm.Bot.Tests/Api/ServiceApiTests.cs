using System.Net;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Queues, work on tickets, surveys and their public page.</summary>
public sealed class ServiceApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_queue_is_made_staffed_and_chooses()
    {
        var marta = await fixture.AsAsync("marta");
        var sam = await fixture.AsAsync("sam");
        var queue = await marta.CreateAsync("queues", new { name = "Wiring", categories = new[] { "account" }, calendar = "europe", lead = "sam", returnAfterMinutes = 240 });
        var path = "queues/" + queue["id"];
        (await sam.PatchAsync(path, new { name = "Mine" })).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await marta.PatchAsync(path, new { returnAfterMinutes = (int?)null, autoAssign = true })).Json.Has(("returnAfterMinutes", null), ("autoAssign", true), ("lead", "sam"));
        (await marta.PatchAsync(path, new { calendar = "moon" })).IsProblem(HttpStatusCode.BadRequest, "unknown_value", "calendar");
        var staffed = (await marta.PostAsync(path + "/members", new { user = "sam", skills = new[] { "Cables" }, capacity = 30 })).Json!["members"]!.AsArray();
        Assert.Equal("cables", (string)staffed.Single()!["skills"]!.AsArray().Single()!);

        var ticket = await sam.CreateAsync("tickets", new { customer = "Contoso", subject = "Cable", queue = "Wiring" });
        Assert.Equal(("sam", "Wiring"), ((string)ticket["assignee"]!, (string)ticket["assignment"]!["queueName"]!));
        var one = "tickets/" + ticket["id"];
        (await sam.PatchAsync(one, new { assignee = (string?)null })).Json.Has(("assignee", null));
        Assert.Equal("sam", (await sam.GetAsync(one + "/assignment"))["chosen"]);
        (await sam.PostAsync(one + "/assignment", new { })).Json.Has(("assignee", "sam"));
        (await sam.PostAsync(one + "/escalation", new { reason = "burning", to = "marta" })).Json.Has(("escalatedTo", "marta"), ("escalationReason", "burning"));
        (await sam.PostAsync(one + "/notes", new { text = "on my way", kind = "reply" })).Json.Has(("kind", "reply"), ("author", "sam"));
        Assert.Single(await sam.AllAsync(one + "/notes", 5));
        (await sam.PostAsync(one + "/rating", new { score = 5 })).Json.Has(("respondedAt", "2026-11-23T09:00:00Z"));
        var other = await sam.CreateAsync("tickets", new { customer = "Contoso", subject = "Cable again" });
        (await sam.PostAsync("tickets/" + other["id"] + "/merge", new { into = (string)ticket["id"]! })).Json.Has(("subject", "Cable"));
        Assert.Equal((string)ticket["id"]!, (await sam.GetAsync("tickets/" + other["id"]))["mergedInto"]);
        Assert.Contains(await sam.AllAsync("tickets?queue=Wiring&escalated=true", 5), item => (string)item["subject"]! == "Cable");
        Assert.All(await sam.AllAsync("tickets?breached=true&sort=slaDue", 5), item => Assert.True((bool)item["responseBreached"]! || (bool)item["resolutionBreached"]!));
    }

    [Fact]
    public async Task A_customer_answers_by_the_link_once()
    {
        var lena = await fixture.AsAsync("lena");
        var survey = await lena.CreateAsync("surveys", new { customer = "Acme", kind = "nps" });
        var link = (string)survey["link"]!;
        using var http = fixture.Bot.Client();
        using var page = await http.GetAsync(link + "?lang=zh");
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("您有多大可能向他人推荐我们", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acme", text, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", string.Join(';', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), "9"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(link, "11"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(link, "<script>"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(link, "9"));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(link, "1"));
        var answered = await lena.GetAsync("surveys/" + survey["id"]);
        Assert.Equal(("9", "Great <b>", null, null), (answered["score"], answered["comment"], answered["answeredBy"], answered["link"]));
        var nps = (await lena.GetAsync("reports/satisfaction?customer=Acme")).Json!.AsArray().Single(one => (string)one!["kind"]! == "nps")!;
        Assert.Equal((100m, 1), ((decimal)nps["nps"]!, (int)nps["answers"]!));

        async Task<HttpStatusCode> SendAsync(string address, string score)
        {
            using var form = new FormUrlEncodedContent([new("score", score), new("comment", "Great <b>")]);
            using var answer = await http.PostAsync(address, form);
            return answer.StatusCode;
        }
    }
}
