using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotCrm.Core;
using BotCrm.Core.Audit;
using BotCrm.Skills.Assistant;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Api;

public sealed class PrivacyApiTests
{
    [Fact]
    public async Task A_person_is_exported_consents_and_is_erased_over_the_wire()
    {
        await using var bot = await TestBot.StartAsync();
        using var admin = await SignedInAsync(bot, "admin");
        var contact = await FindAsync(admin, "Maria Lopez");
        var id = (string)contact["id"]!;

        var export = JsonNode.Parse(await admin.GetStringAsync($"/api/v1/contacts/{id}/export"))!;
        Assert.Equal((string)contact["phone"]!, (string)export["person"]!["phone"]!);
        var page = await admin.GetAsync($"/api/v1/contacts/{id}/export?format=html");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync($"/api/v1/contacts/{id}/export?format=pdf")).StatusCode);

        var consent = await admin.PostAsJsonAsync($"/api/v1/contacts/{id}/consents", new { purpose = "newsletter", channel = "email", proof = "signed" });
        Assert.Equal(HttpStatusCode.Created, consent.StatusCode);
        await admin.PostAsJsonAsync($"/api/v1/contacts/{id}/consents", new { purpose = "newsletter", channel = "email", given = false });
        var consents = JsonNode.Parse(await admin.GetStringAsync($"/api/v1/contacts/{id}/consents"))!.AsArray();
        Assert.Equal([false, true], consents.Select(one => (bool)one!["given"]!));

        using var lena = await SignedInAsync(bot, "lena");
        Assert.Equal(HttpStatusCode.Forbidden, (await lena.PostAsJsonAsync($"/api/v1/contacts/{id}/erase", new { confirm = true })).StatusCode);
        var preview = await ReadAsync(await admin.PostAsJsonAsync($"/api/v1/contacts/{id}/erase", new { }));
        Assert.False((bool)preview["erased"]!);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync($"/api/v1/contacts/{id}")).StatusCode);
        var done = await ReadAsync(await admin.PostAsJsonAsync($"/api/v1/contacts/{id}/erase", new { confirm = true }));
        Assert.True((bool)done["erased"]!);
        Assert.Equal(preview["counts"]!.ToJsonString(), done["counts"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/api/v1/contacts/{id}")).StatusCode);
        Assert.True((bool)JsonNode.Parse(await admin.GetStringAsync("/api/v1/audit/verify"))!["whole"]!);
    }

    [Fact]
    public async Task A_user_who_has_left_is_erased_over_the_wire_by_an_administrator_and_a_successor_takes_over()
    {
        await using var bot = await TestBot.StartAsync();
        using var admin = await SignedInAsync(bot, "admin");
        using var lena = await SignedInAsync(bot, "lena");
        var user = JsonNode.Parse(await admin.GetStringAsync("/api/v1/users?limit=200"))!["items"]!.AsArray().Single(one => (string)one!["login"]! == "lena")!;
        var path = $"/api/v1/users/{(string)user["id"]!}/erase";
        var hers = (int)JsonNode.Parse(await admin.GetStringAsync("/api/v1/customers?owner=lena&limit=200"))!["items"]!.AsArray().Count;
        Assert.True(hers > 0);

        Assert.Equal(HttpStatusCode.Forbidden, (await lena.PostAsJsonAsync(path, new { successor = "marek", confirm = true })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsJsonAsync(path, new { successor = "nobody-here" })).StatusCode);
        var alone = await admin.PostAsJsonAsync(path, new { confirm = true });
        Assert.False(alone.IsSuccessStatusCode);
        var preview = await ReadAsync(await admin.PostAsJsonAsync(path, new { successor = "marek" }));
        Assert.False((bool)preview["erased"]!);
        Assert.Equal(hers, (int)preview["handedOver"]!["customer"]!);
        Assert.Equal(HttpStatusCode.OK, (await lena.GetAsync("/api/v1/customers?limit=1")).StatusCode);

        var done = await ReadAsync(await admin.PostAsJsonAsync(path, new { successor = "marek", confirm = true }));
        Assert.True((bool)done["erased"]!);
        Assert.Equal(preview["handedOver"]!.ToJsonString(), done["handedOver"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await lena.GetAsync("/api/v1/customers?limit=1")).StatusCode);
        var left = JsonNode.Parse(await admin.GetStringAsync($"/api/v1/users/{(string)user["id"]!}"))!;
        Assert.Equal(((string)done["login"]!, false), ((string)left["login"]!, (bool)left["active"]!));
        Assert.DoesNotContain((string)user["name"]!, left.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse(await admin.GetStringAsync($"/api/v1/customers?owner={(string)done["login"]!}"))!["items"]!.AsArray());
        Assert.False((await admin.PostAsJsonAsync(path, new { confirm = true })).IsSuccessStatusCode);
        Assert.True((bool)JsonNode.Parse(await admin.GetStringAsync("/api/v1/audit/verify"))!["whole"]!);
    }

    [Fact]
    public async Task Sign_ins_reads_and_exports_are_in_the_audit_and_can_be_asked_for()
    {
        await using var bot = await TestBot.StartAsync();
        using var admin = await SignedInAsync(bot, "admin");
        var id = (string)(await FindAsync(admin, "Maria Lopez"))["id"]!;
        await admin.GetStringAsync($"/api/v1/contacts/{id}/export");
        using var stranger = bot.Client();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "secret-that-is-none");
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/contacts")).StatusCode);
        await bot.Services.GetRequiredService<IAuditEvents>().FlushAsync();

        foreach (var (operation, count) in new[] { ("sign_in", 1), ("sign_in_failed", 1), ("export", 1) })
        {
            var feed = JsonNode.Parse(await admin.GetStringAsync($"/api/v1/audit?operation={operation}&channel=api"))!["items"]!.AsArray();
            Assert.Equal(count, feed.Count);
            Assert.DoesNotContain("secret-that-is-none", feed.ToJsonString(), StringComparison.Ordinal);
        }
        Assert.Contains(JsonNode.Parse(await admin.GetStringAsync($"/api/v1/audit?operation=read&entity=contact&id={id}"))!["items"]!.AsArray(), entry => (string)entry!["actor"]! == "admin");
    }

    [Fact]
    public async Task No_log_line_holds_what_was_said_or_a_number()
    {
        var log = new CapturedLog();
        await using var bot = await TestBot.StartAsync(
            builder =>
            {
                builder.Logging.AddProvider(log);
                builder.Logging.SetMinimumLevel(LogLevel.Trace);
                builder.Logging.AddFilter<CapturedLog>(null, LogLevel.Trace);
            });
        var lena = (await bot.Services.GetRequiredService<ICrm>().FindActorByLoginAsync("lena"))!;
        var assistant = bot.Services.GetRequiredService<IAssistant>();
        string[] said =
        [
            "add Quirin Zabel as contact at Acme, phone +49 40 98765432, quirin.zabel@acme.example",
            "Quirin's new number is +49 170 5550123",
            "log a call with Quirin: wants the xylophone offer sent to quirin.private@mail.example",
            "给 Acme 加联系人 欧阳清扬,手机 13912348888",
            "call back 0171 22334455 !!! zzz",
        ];
        for (var i = 0; i < said.Length; i++)
            await assistant.RunAsync(lena, new IncomingTurn($"t{i}", "webchat", "log-test", said[i]));
        using var client = await SignedInAsync(bot, "lena");
        var created = await client.PostAsJsonAsync("/api/v1/contacts", new { customer = "Acme", name = "Wanda Quill", phone = "+49 40 31415926", email = "wanda@quill.example" });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        Assert.True(log.Lines.Count > 20);
        foreach (var secret in new[] { "98765432", "5550123", "quirin", "xylophone", "13912348888", "欧阳", "22334455", "31415926", "wanda", "Quill" })
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<HttpClient> SignedInAsync(TestBot bot, string login)
    {
        var client = bot.Client();
        var token = (string)(await ReadAsync(await client.PostAsJsonAsync("/api/v1/demo/token", new { user = login })))["token"]!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<JsonNode> FindAsync(HttpClient client, string name) =>
        JsonNode.Parse(await client.GetStringAsync($"/api/v1/contacts?search={Uri.EscapeDataString(name)}"))!["items"]!.AsArray().First()!;

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) => JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

    private sealed class CapturedLog : ILoggerProvider
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(CapturedLog log, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                log.Lines.Add($"{category}: {formatter(state, exception)} {exception}");
        }
    }
}
