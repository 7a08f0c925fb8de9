using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ExcelDataReader;

namespace BotCrm.Bot.Tests.Api;

public sealed class TransferApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_file_goes_in_and_out_again()
    {
        var lena = await api.AsAsync("lena");
        var import = await UploadAsync(lena, "imports?fileName=firms.csv", "Company;City;Contact;Phone\nTidewater Tools;Kiel;=HYPERLINK(1);+49 431 998877\nBroken Row;Kiel;Ann;not a phone\n");
        Assert.Equal(HttpStatusCode.Created, import.Status);
        var id = import["id"];
        Assert.Equal("mapping", import["state"]);

        var tried = await lena.PostAsync($"imports/{id}/check", new { });
        Assert.Equal("checked", tried["state"]);
        Assert.Equal((1, 1), ((int)tried.Json!["counts"]!["created"]!, (int)tried.Json["counts"]!["failed"]!));
        var rows = await lena.GetAsync($"imports/{id}/rows");
        Assert.Equal((3, "bad_phone", "Phone"), ((int)rows.Json!["items"]![0]!["row"]!, (string?)rows.Json["items"]![0]!["code"], (string?)rows.Json["items"]![0]!["column"]));

        var done = await lena.PostAsync($"imports/{id}/start", new { });
        Assert.Equal("done", done["state"]);
        (await (await api.AsAsync("marek")).GetAsync($"imports/{id}")).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await (await api.AsAsync("sam")).GetAsync("imports")).IsProblem(HttpStatusCode.Forbidden, "forbidden");

        // Out again: a name that looks like a formula is a harmless text, and the phone number of somebody else's customer stays masked.
        var csv = await BytesAsync("lena", "exports/contacts?format=csv&search=hyperlink");
        Assert.StartsWith("\uFEFF", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK(1),Tidewater Tools,", Encoding.UTF8.GetString(csv), StringComparison.Ordinal);
        var firms = Encoding.UTF8.GetString(await BytesAsync("lena", "exports/customers?format=csv&search=Tidewater"));
        Assert.Contains("+49 431 998877", Encoding.UTF8.GetString(csv) + firms, StringComparison.Ordinal);
        Assert.DoesNotContain("998877", Encoding.UTF8.GetString(await BytesAsync("sam", "exports/contacts?format=csv&search=hyperlink")), StringComparison.Ordinal);

        using var book = ExcelReaderFactory.CreateReader(new MemoryStream(await BytesAsync("lena", "exports/customers?search=Tidewater&language=zh")));
        book.Read();
        var headers = Enumerable.Range(0, book.FieldCount).Select(book.GetString).ToList();
        book.Read();
        Assert.Equal("Tidewater Tools", book.GetString(headers.IndexOf("客户名称")));
        Assert.Equal("Kiel", book.GetString(headers.IndexOf("城市")));
        Assert.Contains(Enumerable.Range(0, book.FieldCount), column => book.GetValue(column) is DateTime);

        Assert.Equal("undone", (await lena.PostAsync($"imports/{id}/undo", new { }))["state"]);
        Assert.Empty((await lena.GetAsync("customers?search=Tidewater")).Json!["items"]!.AsArray());
        var audit = await (await api.AsAsync("admin")).GetAsync("audit?entity=export");
        Assert.Equal(HttpStatusCode.OK, audit.Status);
    }

    [Fact]
    public async Task An_admin_moves_in_over_the_api()
    {
        var admin = await api.AsAsync("admin");
        const string people = "Name,Email,Role,Department,Reports to\nIda Move,ida.move@movers.example,Sales manager,Movers,\nJan Move,jan.move@movers.example,ROLE,Movers,Ida Move\n";
        const string firms = "Company,Owner,Contact,Email\nMoving Harbour Cranes,jan.move,Tina Dock,tina@harbourcranes.example\nMoving Mountain Huts,Ida Move,Uli Peak,uli@mountainhuts.example\n";
        var early = await UploadAsync(admin, "imports?fileName=firms.csv", firms);
        Assert.Equal(2, (int)(await admin.PostAsync($"imports/{early["id"]}/check", new { })).Json!["counts"]!["failed"]!);
        Assert.Contains("import the users first", (string?)(await admin.GetAsync($"imports/{early["id"]}/rows")).Json!["items"]![0]!["message"], StringComparison.Ordinal);

        var wrong = await UploadAsync(admin, "imports?fileName=people.csv", people.Replace("ROLE", "Emperor", StringComparison.Ordinal));
        Assert.Equal("user", wrong["kind"]);
        var tried = await admin.PostAsync($"imports/{wrong["id"]}/check", new { });
        Assert.Equal((1, 1), ((int)tried.Json!["counts"]!["created"]!, (int)tried.Json["counts"]!["failed"]!));
        var row = (await admin.GetAsync($"imports/{wrong["id"]}/rows?outcome=failed")).Json!["items"]![0]!;
        Assert.Equal((3, "Role", "Emperor"), ((int)row["row"]!, (string?)row["column"], (string?)row["value"]));

        var mended = await UploadAsync(admin, "imports?fileName=people.csv", people.Replace("ROLE", "Sales rep", StringComparison.Ordinal));
        Assert.Equal("done", (await admin.PostAsync($"imports/{mended["id"]}/start", new { }))["state"]);
        var companies = await UploadAsync(admin, "imports?fileName=firms.csv", firms);
        var done = await admin.PostAsync($"imports/{companies["id"]}/start", new { });
        Assert.Equal(2, (int)done.Json!["counts"]!["created"]!);
        var jan = await api.AsAsync("jan.move");
        Assert.Equal("Moving Harbour Cranes", (string?)Assert.Single((await jan.GetAsync("customers")).Json!["items"]!.AsArray())!["name"]);

        Assert.Equal("undone", (await admin.PostAsync($"imports/{companies["id"]}/undo", new { }))["state"]);
        Assert.Equal("undone", (await admin.PostAsync($"imports/{mended["id"]}/undo", new { }))["state"]);
    }

    [Theory]
    [InlineData("quotes")]
    [InlineData("contracts")]
    [InlineData("payments")]
    [InlineData("segments")]
    public async Task Every_list_goes_out(string list)
    {
        var text = Encoding.UTF8.GetString(await BytesAsync("marta", $"exports/{list}?format=csv"));
        Assert.True(text.Split("\r\n", 2)[0].Count(c => c == ',') > 1, text);
    }

    [Fact]
    public async Task An_attachment_is_handed_out_to_be_saved_to_those_who_see_its_record_only()
    {
        var lena = await api.AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Paper Lantern");
        var file = await UploadAsync(lena, $"files?name=..%2F..%2Fevil.html&recordKind=customer&record={customer}", "<script>alert(1)</script>");
        Assert.Equal(HttpStatusCode.Created, file.Status);
        Assert.Equal(("evil.html", "text/plain"), (file["name"], file["contentType"]));
        using var http = await SignedInAsync("lena");
        using var content = await http.GetAsync($"/api/v1/files/{file["id"]}/content");
        Assert.Equal("attachment", content.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", content.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("<script>alert(1)</script>", await content.Content.ReadAsStringAsync());
        (await (await api.AsAsync("marek")).GetAsync($"files/{file["id"]}/content")).IsProblem(HttpStatusCode.NotFound, "not_found");
        (await UploadAsync(await api.AsAsync("marek"), $"files?name=a.txt&recordKind=customer&record={customer}", "x")).IsProblem(HttpStatusCode.NotFound, "not_found");
        Assert.Equal(HttpStatusCode.NoContent, (await lena.DeleteAsync($"files/{file["id"]}")).Status);
        using var expired = await http.GetAsync("/downloads/none");
        Assert.Equal(HttpStatusCode.NotFound, expired.StatusCode);
    }

    private async Task<HttpClient> SignedInAsync(string login)
    {
        var http = api.Bot.Client();
        using var response = await http.PostAsync("/api/v1/demo/token", new StringContent($$"""{"user":"{{login}}"}""", Encoding.UTF8, "application/json"));
        var token = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private async Task<byte[]> BytesAsync(string login, string path)
    {
        using var http = await SignedInAsync(login);
        using var response = await http.GetAsync("/api/v1/" + path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private static async Task<Answer> UploadAsync(ApiClient client, string path, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(content)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await client.SendAsync(request);
    }
}
