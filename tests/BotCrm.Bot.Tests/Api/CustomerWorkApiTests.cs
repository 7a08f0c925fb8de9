using System.Net;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Finding, grouping, merging and changing many customers; articles.</summary>
public sealed class CustomerWorkApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_shared_segment_shows_each_what_they_may_see_and_belongs_to_its_maker()
    {
        var (lena, marek) = (await fixture.AsAsync("lena"), await fixture.AsAsync("marek"));
        await lena.CreateAsync("customers", new { name = "Harbour Tools", city = "Husum", tags = new[] { "fair" } });
        await marek.CreateAsync("customers", new { name = "Dockworks", city = "husum", tags = new[] { "Fair" } });
        var filter = new { cities = new[] { "HUSUM" }, tagsAll = new[] { "fair" } };
        var made = await lena.CreateAsync("segments", new { name = "Coast", filter, shared = true });
        made.Has(("name", "Coast"), ("shared", true), ("count", 1), ("ownerName", "Lena Fischer"));
        var path = "segments/" + made["id"];

        Assert.Equal(2, (int)(await (await fixture.AsAsync("marta")).GetAsync(path)).Json!["count"]!);
        Assert.Equal(["Dockworks"], (await marek.AllAsync("customers?segment=" + made["id"], 10)).Select(one => (string)one["name"]!));
        Assert.Equal("husum", (string)(await lena.GetAsync("customers/counts?by=city&segment=" + made["id"])).Json!["items"]![0]!["label"]!, ignoreCase: true);
        Refused(await marek.PatchAsync(path, new { name = "Mine" }), "own_records_only");
        (await lena.PostAsync("segments", new { name = "coast", filter })).IsProblem(HttpStatusCode.Conflict, "segment_name_taken");
        (await lena.PostAsync("segments", new { name = "Bad", filter = new { minEmployees = 9, maxEmployees = 1 } })).IsProblem(HttpStatusCode.BadRequest, "range_reversed");
        (await lena.PatchAsync(path, new { filter = new { cities = new[] { "Nowhere" } } })).Json.Has(("count", 0));
        Assert.Equal(HttpStatusCode.NoContent, (await lena.DeleteAsync(path)).Status);
        (await marek.GetAsync("customers?segment=" + made["id"])).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Records_are_found_by_any_words_with_a_slip_in_either_language_within_what_one_sees()
    {
        var (lena, lina) = (await fixture.AsAsync("lena"), await fixture.AsAsync("lina"));
        var hit = (await FoundAsync(lena, "Fabrikm"))[0];
        hit.Has(("kind", "customer"), ("name", "Fabrikam"), ("field", "name"));
        var span = hit["matched"]![0]!;
        Assert.Equal("Fabrikam", ((string)hit["text"]!).Substring((int)span["start"]!, (int)span["length"]!));
        Assert.Equal("恒通物流", (string)(await FoundAsync(lina, "通物"))[0]["name"]!);
        Assert.Empty(await FoundAsync(lena, "通物"));
        Assert.All(await FoundAsync(lena, "Maria", "&kinds=contact"), one => Assert.Equal("contact", (string)one["kind"]!));
        (await FoundAsync(lena, "+49 40 66969 114"))[0].Has(("name", "Maria Lopez"), ("field", "phone"));
        var page = await lena.GetAsync("search/records?text=sensor&limit=2");
        Assert.Equal(2, page.Json!["items"]!.AsArray().Count);
        var next = await lena.GetAsync("search/records?text=sensor&limit=2&after=" + page["next"]);
        Assert.DoesNotContain(next.Json!["items"]!.AsArray().Select(one => one!.ToJsonString()), page.Json["items"]!.AsArray().Select(one => one!.ToJsonString()).Contains);
        (await lena.GetAsync("search/records?text=")).IsProblem(HttpStatusCode.BadRequest, "required", "text");
        (await lena.GetAsync("search/records?text=x&kinds=invoice")).IsProblem(HttpStatusCode.BadRequest, "unknown_value", "kinds");
    }

    [Fact]
    public async Task A_likely_duplicate_is_named_and_made_only_when_meant()
    {
        var lena = await fixture.AsAsync("lena");
        var there = await lena.CreateAsync("customers", new { name = "Tidewater Pumps GmbH", website = "https://tidewater.example", phone = "+49 4321 998877" });
        var asked = (await lena.PostAsync("customers/duplicates", new { name = "Something else", website = "www.tidewater.example" })).Json!["items"]!.AsArray();
        Assert.Equal((string)there["id"]!, (string)asked[0]!["customer"]!["id"]!);
        Assert.Contains("same_domain", asked[0]!["reasons"]!.AsArray().Select(one => (string)one!));
        Assert.InRange((double)asked[0]!["score"]!, 0.5, 1);

        var refused = await lena.PostAsync("customers", new { name = "TIDEWATER PUMPS Ltd" });
        refused.IsProblem(HttpStatusCode.Conflict, "duplicate_customer");
        Assert.Contains("Tidewater Pumps GmbH", refused["detail"], StringComparison.Ordinal);
        Assert.Single(await lena.AllAsync("customers?search=tidewater", 10));
        var twin = await lena.CreateAsync("customers", new { name = "TIDEWATER PUMPS Ltd", allowDuplicate = true });
        Assert.Equal((string)there["id"]!, (string)(await lena.GetAsync($"customers/{twin["id"]}/duplicates")).Json!["items"]![0]!["customer"]!["id"]!);
        // Whose customer it is, is nobody else's business.
        await (await fixture.AsAsync("marek")).CreateAsync("customers", new { name = "Tidewater Pumps" });
    }

    [Fact]
    public async Task A_merge_is_previewed_done_and_taken_back_whole()
    {
        var lena = await fixture.AsAsync("lena");
        var target = await lena.CreateAsync("customers", new { name = "Mergeable AG", city = "Kiel" });
        var source = await lena.CreateAsync("customers", new { name = "Mergable", city = "Ulm", industry = "rail", allowDuplicate = true });
        var contact = await lena.CreateAsync("contacts", new { customer = source["id"], name = "Ida Merge" });
        await lena.CreateAsync("opportunities", new { customer = source["id"], amount = 5 });
        await lena.CreateAsync("contracts", new { customer = source["id"], title = "Merged care", value = 10 });
        var path = $"customers/{target["id"]}/merge";

        var preview = await lena.PostAsync(path, new { source = source["id"], preview = true });
        preview.Json!["moved"].Has(("contact", 1), ("opportunity", 1), ("contract", 1));
        Assert.Contains(preview.Json["conflicts"]!.AsArray(), one => (string)one!["field"]! == "city");
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync("customers/" + source["id"])).Status);
        Refused(await (await fixture.AsAsync("sam")).PostAsync(path, new { source = source["id"] }), "customers.merge");
        (await (await fixture.AsAsync("marek")).PostAsync(path, new { source = source["id"] })).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await lena.PostAsync(path, new { source = source["id"], sourceVersion = 99 })).IsProblem(HttpStatusCode.Conflict, "version_changed");

        var merged = await lena.PostAsync(path, new { source = source["id"], fromSource = new[] { "city" } });
        merged.Json!["target"].Has(("name", "Mergeable AG"), ("city", "Ulm"), ("industry", "rail"));
        Assert.Contains("Mergable", merged.Json["target"]!["aliases"]!.AsArray().Select(one => (string)one!));
        (await lena.GetAsync("customers/" + source["id"])).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal((string)target["id"]!, (await lena.GetAsync("contacts/" + contact["id"]))["customer"]);

        var back = await lena.PostAsync("undo", new { changeSet = merged.Headers.GetValues("Change-Set").Single() });
        Assert.True(back.Status == HttpStatusCode.OK, back.Text);
        (await lena.GetAsync("customers/" + target["id"])).Json.Has(("city", "Kiel"), ("industry", null));
        (await lena.GetAsync("customers/" + source["id"])).Json.Has(("name", "Mergable"), ("city", "Ulm"));
        Assert.Equal((string)source["id"]!, (await lena.GetAsync("contacts/" + contact["id"]))["customer"]);
    }

    [Fact]
    public async Task A_bulk_change_does_what_was_previewed_by_whom_and_row_by_row()
    {
        var (lena, marta, marek) = (await fixture.AsAsync("lena"), await fixture.AsAsync("marta"), await fixture.AsAsync("marek"));
        var ids = new List<string>();
        foreach (var name in new[] { "Bulk Alpha", "Bulk Beta", "Bulk Gamma" })
            ids.Add((string)(await lena.CreateAsync("customers", new { name, tags = name == "Bulk Gamma" ? new[] { "wave" } : [] }))["id"]!);
        object Wave(string? token = null) => token is null
            ? new { kind = "customer", ids, change = new { addTags = new[] { "wave" } } }
            : new { kind = "customer", ids, change = new { addTags = new[] { "wave" } }, token };

        var preview = await lena.PostAsync("bulk/preview", Wave());
        preview.Json.Has(("changed", 2), ("unchanged", 1), ("refused", 0));
        Assert.Empty((await lena.GetAsync("customers/" + ids[0])).Json!["tags"]!.AsArray());
        (await lena.PostAsync("bulk", Wave())).IsProblem(HttpStatusCode.BadRequest, "missing_value", "token");
        (await marta.PostAsync("bulk", Wave(preview["token"]))).IsProblem(HttpStatusCode.Conflict, "preview_outdated");
        await lena.PatchAsync("customers/" + ids[1], new { city = "Ulm" });
        (await lena.PostAsync("bulk", Wave(preview["token"]))).IsProblem(HttpStatusCode.Conflict, "preview_outdated");
        Assert.Empty((await lena.GetAsync("customers/" + ids[0])).Json!["tags"]!.AsArray());
        var done = await lena.PostAsync("bulk", Wave((await lena.PostAsync("bulk/preview", Wave()))["token"]));
        done.Json.Has(("changed", 2), ("unchanged", 1));
        var undone = await lena.PostAsync("undo", new { changeSet = done.Headers.GetValues("Change-Set").Single() });
        Assert.Equal(2, undone.Json!["changes"]!.AsArray().Count);
        Assert.Empty((await lena.GetAsync("customers/" + ids[0])).Json!["tags"]!.AsArray());

        var owner = await lena.PostAsync("bulk/preview", new { kind = "customer", ids, change = new { owner = "marek" } });
        owner.Json.Has(("changed", 0), ("refused", 3));
        owner.Json!["rows"]![0].Has(("outcome", "refused"), ("policy", "managers_assign_others"));
        (await marek.PostAsync("bulk/preview", Wave())).IsProblem(HttpStatusCode.NotFound, "nothing_selected");
        (await lena.PostAsync("bulk/preview", new { kind = "customer", ids, change = new { stage = "lead" } })).IsProblem(HttpStatusCode.BadRequest, "not_a_field", "stage");
        (await lena.PostAsync("bulk/preview", new { kind = "customer", change = new { addTags = new[] { "x" } } })).IsProblem(HttpStatusCode.BadRequest, "selection_needed", "selection");
        Refused(await (await fixture.AsAsync("sam")).PostAsync("bulk/preview", Wave()), "data.bulk");
    }

    [Fact]
    public async Task Opportunities_are_moved_in_bulk_from_stage_to_stage()
    {
        var lena = await fixture.AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Bulk Stages");
        var one = await lena.CreateAsync("opportunities", new { customer, name = "One", stage = "qualified" });
        await lena.CreateAsync("opportunities", new { customer, name = "Two" });
        var request = new { kind = "opportunity", customer, stage = "qualified", change = new { stage = "negotiation" } };
        var preview = await lena.PostAsync("bulk/preview", request);
        preview.Json.Has(("changed", 1));
        Assert.Equal((string)one["id"]!, (string)preview.Json!["rows"]![0]!["id"]!);
        (await lena.PostAsync("bulk/preview", new { kind = "opportunity", customer, stage = "site_survey", change = new { stage = "lead" } })).IsProblem(HttpStatusCode.BadRequest, "unknown_value", "stage");
        var row = (await lena.PostAsync("bulk/preview", new { kind = "opportunity", ids = new[] { one["id"] }, change = new { stage = "site_survey" } })).Json!["rows"]![0];
        row.Has(("outcome", "refused"), ("code", "unknown_value"));
        Assert.Contains("lead, qualified, proposal, negotiation", (string)row!["problem"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_is_drafted_approved_by_who_may_and_changed_in_a_new_revision()
    {
        var (lena, marta, sam) = (await fixture.AsAsync("lena"), await fixture.AsAsync("marta"), await fixture.AsAsync("sam"));
        var draft = await lena.CreateAsync("articles", new { title = "Descaling pumps", body = "Use **citric** acid.", tags = new[] { "pumps" } });
        draft.Has(("status", "draft"), ("revision", 1), ("kind", "knowledge"), ("approvedByName", null));
        var path = "articles/" + draft["id"];
        Assert.Empty(await sam.AllAsync("articles?search=descaling", 10));
        Refused(await lena.PostAsync(path + "/approve", new { }), "knowledge.approve");
        (await marta.PostAsync(path + "/approve", new { })).Json.Has(("status", "approved"), ("approvedByName", "Marta Keller"));
        Assert.Single(await sam.AllAsync("articles?search=descaling", 10));

        var next = await lena.PatchAsync(path, new { body = "Use warm citric acid." });
        next.Json.Has(("status", "draft"), ("revision", 2), ("article", (string)draft["article"]!));
        Assert.Equal("Use **citric** acid.", (string)(await sam.AllAsync("articles?search=descaling", 10)).Single()["body"]!);
        await marta.PostAsync($"articles/{next["id"]}/approve", new { });
        Assert.Equal("Use warm citric acid.", (string)(await sam.AllAsync("articles?search=descaling", 10)).Single()["body"]!);
        (await marta.PostAsync($"articles/{next["id"]}/retire", new { })).Json.Has(("status", "retired"));
        Assert.Empty(await sam.AllAsync("articles?search=descaling", 10));
    }

    private static async Task<List<JsonNode>> FoundAsync(ApiClient who, string text, string more = "")
    {
        var answer = await who.GetAsync($"search/records?text={Uri.EscapeDataString(text)}{more}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return [.. answer.Json!["items"]!.AsArray().Select(one => one!)];
    }

    private static void Refused(Answer answer, string policy)
    {
        answer.IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(policy, answer["policy"]);
    }
}
