using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace BotCrm.Bot.Tests.Api;

/// <summary>Whatever is sent: a clear answer, the right status, nothing half-written, never a 5xx.</summary>
public sealed class BadInputTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("{", "malformed_json", null)]
    [InlineData("", "malformed_json", null)]
    [InlineData("null", "malformed_json", null)]
    [InlineData("[]", "malformed_json", null)]
    [InlineData("\"x\"", "malformed_json", null)]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "malformed_json", null)]
    [InlineData("{\"name\":\"a\"} trailing", "malformed_json", null)]
    [InlineData("{\"name\":\"a\",}", "malformed_json", null)]
    [InlineData("{\"name\":NaN}", "malformed_json", null)]
    [InlineData("{\"\\ud800\":1}", "malformed_json", null)]
    [InlineData("{\"name\":\"\\ud800\"}", "wrong_type", "name")]
    [InlineData("{\"nmae\":\"a\"}", "unknown_field", "nmae")]
    [InlineData("{\"Name\":\"a\"}", "unknown_field", "Name")]
    [InlineData("{\"id\":\"7\",\"name\":\"a\"}", "unknown_field", "id")]
    [InlineData("{\"name\":5}", "wrong_type", "name")]
    [InlineData("{\"name\":{\"a\":1}}", "wrong_type", "name")]
    [InlineData("{\"name\":\"a\",\"tags\":\"x\"}", "wrong_type", "tags")]
    [InlineData("{\"name\":\"a\",\"tags\":[1]}", "wrong_type", "tags")]
    [InlineData("{\"name\":\"a\",\"lifecycle\":\"maybe\"}", "wrong_type", "lifecycle")]
    [InlineData("{\"name\":\"a\",\"lifecycle\":1}", "wrong_type", "lifecycle")]
    [InlineData("{\"name\":\"a\",\"owner\":true}", "wrong_type", "owner")]
    [InlineData("{\"name\":\"a\",\"owner\":1.5}", "wrong_type", "owner")]
    [InlineData("{\"name\":\"a\",\"owner\":\"nobody at all\"}", "unknown_user", "owner")]
    [InlineData("{\"name\":\"a\",\"createdAt\":\"2026-11-20T10:00:00\"}", "wrong_type", "createdAt")]
    [InlineData("{\"name\":\"a\",\"createdAt\":\"2026-02-30T10:00:00Z\"}", "wrong_type", "createdAt")]
    [InlineData("{}", "missing_value", "name")]
    [InlineData("{\"name\":null}", "missing_value", "name")]
    public async Task A_wrong_body_is_answered_400_and_names_the_field(string json, string code, string? field)
    {
        var lena = await fixture.AsAsync("lena");
        (await lena.SendAsync(HttpMethod.Post, "customers", json)).IsProblem(HttpStatusCode.BadRequest, code, field);
    }

    [Theory]
    [InlineData("segments", "{\"name\":\"Hamburg\",\"filter\":{\"city\":\"Hamburg\"}}", "filter.city")]
    [InlineData("bulk/preview", "{\"kind\":\"customer\",\"filter\":{\"owner\":\"lena\"},\"change\":{\"owner\":\"tom\"}}", "filter.owner")]
    [InlineData("quotes", "{\"opportunity\":1,\"lines\":[{\"text\":\"Sensor\",\"unitPrice\":5},{\"text\":\"Sensor\",\"unitPrice\":5,\"qty\":10}]}", "lines[1].qty")]
    public async Task A_field_within_a_field_that_does_not_exist_is_named_and_never_passed_over(string path, string json, string field)
    {
        var marta = await fixture.AsAsync("marta");
        (await marta.SendAsync(HttpMethod.Post, path, json)).IsProblem(HttpStatusCode.BadRequest, "unknown_field", field);
    }

    [Fact]
    public async Task A_file_of_another_content_type_is_told_which_to_send()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/files?name=a.csv") { Content = new ByteArrayContent("a,b"u8.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var answer = await (await fixture.AsAsync("lena")).SendAsync(request);
        answer.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type", null);
        Assert.Contains("application/octet-stream", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"amount\":-5}", "amount")]
    [InlineData("{\"amount\":0}", "amount")]
    [InlineData("{\"amount\":1e13}", "amount")]
    [InlineData("{\"amount\":1e400}", "amount")]
    [InlineData("{\"amount\":99999999999999999999999999999999999999999999}", "amount")]
    [InlineData("{\"amount\":\"45000\"}", "amount")]
    [InlineData("{\"currency\":\"EURO\"}", "currency")]
    [InlineData("{\"currency\":\"<b>\"}", "currency")]
    [InlineData("{\"closeDate\":\"2026-02-30\"}", "closeDate")]
    [InlineData("{\"closeDate\":\"tomorrow\"}", "closeDate")]
    [InlineData("{\"closeDate\":\"2026-12-01T00:00:00Z\"}", "closeDate")]
    [InlineData("{\"stage\":\"signed\"}", "stage")]
    [InlineData("{\"stage\":null}", "stage")]
    [InlineData("{\"version\":\"one\"}", "version")]
    public async Task A_wrong_value_of_an_opportunity_is_answered_400(string json, string field)
    {
        var lena = await fixture.AsAsync("lena");
        var id = (string)(await lena.AllAsync("opportunities?search=Fabrikam%20line", 10)).Single()["id"]!;
        var before = (await lena.GetAsync("opportunities/" + id)).Text;
        var answer = await lena.SendAsync(HttpMethod.Patch, "opportunities/" + id, json);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal(field, answer["field"]);
        Assert.Equal(before, (await lena.GetAsync("opportunities/" + id)).Text);
    }

    [Theory]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"call\",\"summary\":\"x\",\"durationMinutes\":-1}", "durationMinutes")]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"call\",\"summary\":\"x\",\"durationMinutes\":1.5}", "durationMinutes")]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"fax\",\"summary\":\"x\"}", "kind")]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"call\",\"summary\":\"x\",\"when\":\"2099-01-01T00:00:00Z\"}", "when")]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"call\",\"summary\":\"x\",\"participants\":[\"Nobody\"]}", "participants")]
    [InlineData("{\"customer\":\"Acme\",\"kind\":\"call\"}", "summary")]
    [InlineData("{\"customer\":\"Acme\",\"summary\":\"x\"}", "kind")]
    [InlineData("{\"kind\":\"call\",\"summary\":\"x\"}", "customer")]
    public async Task A_wrong_interaction_is_answered_400(string json, string field)
    {
        var lena = await fixture.AsAsync("lena");
        var answer = await lena.SendAsync(HttpMethod.Post, "interactions", json);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal(field, answer["field"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("colour=red", "colour")]
    [InlineData("lifecycle=7", "lifecycle")]
    [InlineData("desc=maybe", "desc")]
    [InlineData("quietSince=yesterday", "quietSince")]
    [InlineData("sort=shoe_size", null)]
    [InlineData("after=not-a-cursor", null)]
    [InlineData("after=%00%ff", null)]
    public async Task A_wrong_parameter_is_answered_400(string query, string? field)
    {
        var lena = await fixture.AsAsync("lena");
        var answer = await lena.GetAsync("customers?" + query);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Text);
        Assert.Equal("application/problem+json", answer.MediaType);
        if (field is not null)
            Assert.Equal(field, answer["field"]);
    }

    [Theory]
    [InlineData("customers/999999999", 404)]
    [InlineData("customers/abc", 404)]
    [InlineData("customers/-1", 404)]
    [InlineData("customers/99999999999999999999999", 404)]
    [InlineData("customers/1%20or%201=1", 404)]
    [InlineData("customers/%F0%9F%98%80", 404)]
    [InlineData("nothing", 404)]
    [InlineData("customers/1/2/3", 404)]
    public async Task What_is_not_there_is_answered_404_as_a_problem(string path, int status)
    {
        var answer = await (await fixture.AsAsync("lena")).GetAsync(path);
        Assert.Equal(status, (int)answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task A_method_that_is_not_there_is_answered_405()
    {
        var answer = await (await fixture.AsAsync("lena")).SendAsync(HttpMethod.Put, "customers/1", "{}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_body_that_is_not_JSON_is_answered_415(string contentType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = new ByteArrayContent("{\"name\":\"x\"}"u8.ToArray()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        var answer = await (await fixture.AsAsync("lena")).SendAsync(request);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_huge_body_is_answered_413(bool lengthKnown)
    {
        var bytes = Encoding.UTF8.GetBytes("{\"name\":\"" + new string('x', 1_100_000) + "\"}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = !lengthKnown;
        (await (await fixture.AsAsync("lena")).SendAsync(request)).IsProblem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_answered_400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await (await fixture.AsAsync("lena")).SendAsync(request)).IsProblem(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Fact]
    public async Task Deep_nesting_is_answered_400()
    {
        var json = "{\"name\":" + new string('[', 5000) + new string(']', 5000) + "}";
        (await (await fixture.AsAsync("lena")).SendAsync(HttpMethod.Post, "customers", json)).IsProblem(HttpStatusCode.BadRequest, "malformed_json");
    }

    [Theory]
    [InlineData("Robert'); DROP TABLE customers;--")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("🦄 Einhorn & Töchter 有限公司")]
    [InlineData("{{constructor}} ${7*7} %s %n")]
    public async Task Strange_names_are_kept_as_they_are(string name)
    {
        var lena = await fixture.AsAsync("lena");
        var created = await lena.CreateAsync("customers", new { name });
        Assert.Equal(name, (string)(await lena.GetAsync("customers/" + created["id"])).Json!["name"]!);
        Assert.Contains((await lena.AllAsync("customers?search=" + Uri.EscapeDataString(name), 50)), item => (string)item["name"]! == name);
    }

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("\u200b\u200d\u2060")]
    [InlineData("   ")]
    [InlineData("")]
    public async Task Names_without_anything_to_see_are_refused_or_cleaned(string name)
    {
        var lena = await fixture.AsAsync("lena");
        var answer = await lena.PostAsync("customers", new { name });
        if (answer.Status == HttpStatusCode.Created)
            Assert.False(string.IsNullOrWhiteSpace(answer["name"]!.Replace("\0", "", StringComparison.Ordinal)));
        else
            Assert.Equal((HttpStatusCode.BadRequest, "name"), (answer.Status, answer["field"]));
    }

    [Fact]
    public async Task Ten_thousand_characters_are_refused_where_a_name_goes()
    {
        var lena = await fixture.AsAsync("lena");
        var answer = await lena.PostAsync("customers", new { name = new string('长', 10_000) });
        Assert.Equal((HttpStatusCode.BadRequest, "name"), (answer.Status, answer["field"]));
    }
}
