using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Bot.Channels.DirectLine;
using BotCrm.Bot.Webhooks;
using BotCrm.Core.Automation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotCrm.Bot.Tests.Api;

public sealed class AutomationApiTests
{
    [Fact]
    public async Task A_reminder_shows_in_the_open_web_chat_once_and_its_button_works()
    {
        await using var bot = await TestBot.StartAsync();
        using var lena = await Chat.StartAsync(bot, "lena");
        using var marek = await Chat.StartAsync(bot, "marek");
        await ApiAsync(bot, "lena", HttpMethod.Post, "tasks", new JsonObject { ["title"] = "Call the harbour", ["due"] = "2026-11-23T10:30:00+01:00" });
        bot.Clock.Advance(TimeSpan.FromMinutes(31));
        await bot.Services.GetRequiredService<BackgroundWork>().RunDueAsync();
        var delivery = bot.Services.GetRequiredService<NoticeDelivery>();
        // A page that polls has the conversation open; marek's is asleep by now.
        await lena.ReadAsync();
        await delivery.DeliverAsync();

        var notice = Assert.Single(await lena.ReadAsync(), one => one.ToJsonString().Contains("Due: Call the harbour", StringComparison.Ordinal));
        Assert.DoesNotContain(await marek.ReadAsync(), one => one.ToJsonString().Contains("harbour", StringComparison.Ordinal));
        await delivery.DeliverAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await delivery.DeliverAsync();
        Assert.Single(await lena.ReadAsync(), one => one.ToJsonString().Contains("Due: Call the harbour", StringComparison.Ordinal));

        var done = notice["attachments"]![0]!["content"]!["actions"]!.AsArray().First(one => (string)one!["title"]! == "Done")!["data"]!;
        await lena.PressAsync(done);
        await bot.Services.GetRequiredService<DirectLineTurns>().IdleAsync();
        Assert.Contains(await lena.ReadAsync(), one => one.ToJsonString().Contains("Done", StringComparison.Ordinal) && one.ToJsonString().Contains("yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_comes_over_the_open_web_socket_once_and_its_buttons_work()
    {
        await using var bot = await TestBot.StartAsync();
        using var lena = await Chat.StartAsync(bot, "lena");
        using var socket = await lena.ListenAsync();
        var task = await ApiAsync(bot, "lena", HttpMethod.Post, "tasks", new JsonObject { ["title"] = "Call the harbour", ["due"] = "2026-11-23T10:10:00+01:00" });
        // A silent page: it holds the socket and asks for nothing.
        bot.Clock.Advance(TimeSpan.FromMinutes(11));
        var work = bot.Services.GetRequiredService<BackgroundWork>();
        var delivery = bot.Services.GetRequiredService<NoticeDelivery>();
        await work.RunDueAsync();
        var notice = await socket.UntilAsync(Harbour);
        await delivery.DeliverAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(5));
        await delivery.DeliverAsync();

        await lena.PressAsync(Button(notice, "In an hour"));
        await socket.UntilAsync(one => one.ToJsonString().Contains("12:16", StringComparison.Ordinal) || one.ToJsonString().Contains("11:16", StringComparison.Ordinal));
        Assert.Equal("2026-11-23T10:16:00Z", ((DateTimeOffset)(await TaskAsync())["remindAt"]!).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        await work.RunDueAsync();
        await delivery.DeliverAsync();
        Assert.Single(await lena.ReadAsync(), Harbour);

        await lena.RefreshAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(59));
        await work.RunDueAsync();
        Assert.Equal(1, socket.Seen.Count(Harbour));
        await lena.RefreshAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        await work.RunDueAsync();
        var again = await socket.UntilAsync(one => Harbour(one) && (string)one["id"]! != (string)notice["id"]!);
        await lena.PressAsync(Button(again, "Done"));
        await socket.UntilAsync(one => one["attachments"]?.ToJsonString().Contains('✓') == true || one.ToJsonString().Contains("Undo", StringComparison.Ordinal));
        Assert.True((bool)(await TaskAsync())["done"]!);
        bot.Clock.Advance(TimeSpan.FromHours(3));
        await work.RunDueAsync();
        await delivery.DeliverAsync();
        Assert.Equal(2, socket.Seen.Count(Harbour));

        static bool Harbour(JsonNode one) => one.ToJsonString().Contains("Due: Call the harbour", StringComparison.Ordinal);
        static JsonNode Button(JsonNode one, string title) => one["attachments"]![0]!["content"]!["actions"]!.AsArray().First(button => (string)button!["title"]! == title)!["data"]!;
        Task<JsonObject> TaskAsync() => ApiAsync(bot, "lena", HttpMethod.Get, "tasks/" + task["id"], null);
    }

    [Fact]
    public async Task What_was_not_fetched_is_told_at_the_next_connect()
    {
        await using var bot = await TestBot.StartAsync();
        await ApiAsync(bot, "lena", HttpMethod.Post, "tasks", new JsonObject { ["title"] = "Call the harbour", ["due"] = "2026-11-23T10:30:00+01:00" });
        bot.Clock.Advance(TimeSpan.FromMinutes(31));
        await bot.Services.GetRequiredService<BackgroundWork>().RunDueAsync();
        var delivery = bot.Services.GetRequiredService<NoticeDelivery>();
        await delivery.DeliverAsync();
        using var lena = await Chat.StartAsync(bot, "lena");
        await delivery.DeliverAsync();
        Assert.Contains(await lena.ReadAsync(), one => one.ToJsonString().Contains("harbour", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Webhooks_are_signed_sent_in_order_and_again_after_faults()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var bot = await TestBot.StartAsync();
        var work = bot.Services.GetRequiredService<BackgroundWork>();
        var hook = await ApiAsync(bot, "admin", HttpMethod.Post, "webhooks", new JsonObject { ["name"] = "ERP", ["address"] = receiver.Address + "hook", ["kinds"] = new JsonArray("customer") });
        var secret = (string)hook["secret"]!;
        receiver.Answers.Enqueue(503);
        receiver.Answers.Enqueue(302);
        foreach (var name in new[] { "First", "Second" })
            await ApiAsync(bot, "lena", HttpMethod.Post, "customers", new JsonObject { ["name"] = name + " Ltd of Bremen" });

        await work.RunDueAsync();
        Assert.Single(receiver.Got);
        bot.Clock.Advance(TimeSpan.FromSeconds(9));
        await work.RunDueAsync();
        Assert.Single(receiver.Got);
        bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await work.RunDueAsync();
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await work.RunDueAsync();

        Assert.Equal(["First", "First", "First", "Second"], receiver.Got.Select(one => ((string)one.Body["after"]!["name"]!).Split(' ')[0]));
        Assert.All(receiver.Got, one => Assert.Equal(
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(one.Timestamp + "." + one.Text))), one.Signature));
        Assert.Equal(receiver.Got[0].Delivery, receiver.Got[2].Delivery);
        Assert.Equal("customer.create", (string)receiver.Got[0].Body["event"]!);

        var list = await ApiAsync(bot, "admin", HttpMethod.Get, $"webhooks/{hook["id"]}/deliveries", null);
        Assert.Equal([1, 3], list["items"]!.AsArray().Select(one => (int)one!["attempts"]!));
        await ApiAsync(bot, "admin", HttpMethod.Post, $"webhooks/{hook["id"]}/deliveries/{list["items"]![0]!["id"]}/redeliver", null);
        bot.Clock.Advance(TimeSpan.FromSeconds(5));
        await work.RunDueAsync();
        Assert.Equal(receiver.Got[3].Delivery, receiver.Got[4].Delivery);

        receiver.Always = 500;
        await ApiAsync(bot, "lena", HttpMethod.Post, "customers", new JsonObject { ["name"] = "Third of Bremen" });
        for (var i = 0; i < 40; i++)
        {
            bot.Clock.Advance(TimeSpan.FromHours(4));
            await work.RunDueAsync();
        }
        Assert.False((bool)(await ApiAsync(bot, "admin", HttpMethod.Get, $"webhooks/{hook["id"]}", null))["enabled"]!);
        var told = await ApiAsync(bot, "admin", HttpMethod.Get, "notifications", null);
        Assert.Contains(told["items"]!.AsArray(), one => (string)one!["kind"]! == "webhook_disabled" && (string)one["recordName"]! == "ERP");
        var audit = await ApiAsync(bot, "admin", HttpMethod.Get, "audit?entity=webhook", null);
        Assert.DoesNotContain("whsec_", audit.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://example.com/x", true)]
    [InlineData("https://10.0.0.5/x", true)]
    [InlineData("https://169.254.169.254/latest", true)]
    [InlineData("https://[fd00::1]/x", true)]
    [InlineData("https://[::ffff:192.168.1.1]/x", true)]
    [InlineData("http://127.0.0.1:99/x", false)]
    [InlineData("https://example.com/x", false)]
    public void Addresses_inside_are_refused(string address, bool refused)
    {
        using var sender = new WebhookSender(demo: true, privateNetworks: false);
        Assert.Equal(refused, sender.Refuses(new Uri(address)) is not null);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void A_name_that_leads_inside_is_not_connected_to(string ip, bool reached) => Assert.Equal(reached, Reach.Reachable.May(IPAddress.Parse(ip), loopback: false, privateNetworks: false));

    [Fact]
    public async Task A_calendar_is_read_by_its_secret_until_it_is_revoked()
    {
        await using var bot = await TestBot.StartAsync();
        await ApiAsync(bot, "lena", HttpMethod.Post, "tasks", new JsonObject { ["title"] = "Ring 恒通, then write; " + new string('长', 40), ["due"] = "2026-11-25" });
        var path = (string)(await ApiAsync(bot, "lena", HttpMethod.Post, "home/calendar", null))["path"]!;
        using var client = bot.Client();
        var response = await client.GetAsync(path);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n");
        Assert.Equal("text/calendar", response.Content.Headers.ContentType!.MediaType);
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        var whole = string.Join("\r\n", lines).Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Ring 恒通\\, then write\\; " + new string('长', 40), whole, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20261125\r\nDTEND;VALUE=DATE:20261126", whole, StringComparison.Ordinal);

        await ApiAsync(bot, "lena", HttpMethod.Delete, "home/calendar", null);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/calendar/guess.ics")).StatusCode);
    }

    [Fact]
    public async Task Rules_home_lifecycle_and_settings_over_rest()
    {
        await using var bot = await TestBot.StartAsync();
        var rules = (await ApiAsync(bot, "lena", HttpMethod.Get, "rules", null))["items"]!.AsArray();
        Assert.Contains(rules, rule => (string?)rule!["shipped"] == "quiet_customer" && (int)rule["trigger"]!["days"]! == 7);
        var body = new JsonObject
        {
            ["name"] = "Lost",
            ["trigger"] = new JsonObject { ["kind"] = "lost" },
            ["condition"] = new JsonObject { ["field"] = "amount", ["op"] = ">", ["value"] = 5 },
            ["action"] = new JsonObject { ["kind"] = "notify", ["to"] = "manager" },
        };
        var refused = await ApiAsync(bot, "lena", HttpMethod.Post, "rules", body.DeepClone().AsObject(), HttpStatusCode.Forbidden);
        Assert.Equal("rules.manage", (string)refused["policy"]!);
        var rule = await ApiAsync(bot, "admin", HttpMethod.Post, "rules", body);
        Assert.Equal("amount", (string)rule["condition"]!["field"]!);
        Assert.False((bool)(await ApiAsync(bot, "admin", HttpMethod.Patch, "rules/" + rule["id"], new JsonObject { ["enabled"] = false }))["enabled"]!);
        Assert.True((int)(await ApiAsync(bot, "admin", HttpMethod.Get, $"rules/{rule["id"]}/trial?days=90", null))["times"]! >= 0);

        var home = await ApiAsync(bot, "lena", HttpMethod.Get, "home", null);
        Assert.Equal("2026-11-23", (string)home["day"]!);
        Assert.Equal("quiet_hours_incomplete", (string)(await ApiAsync(bot, "lena", HttpMethod.Patch, "notifications/settings", new JsonObject { ["quietFrom"] = "22:00" }, HttpStatusCode.BadRequest))["code"]!);
        Assert.Equal("07:00", (string)(await ApiAsync(bot, "lena", HttpMethod.Patch, "notifications/settings", new JsonObject { ["quietFrom"] = "22:00", ["quietTo"] = "07:00" }))["quietTo"]!);
    }

    internal static async Task<JsonObject> ApiAsync(TestBot bot, string login, HttpMethod method, string path, JsonObject? body, HttpStatusCode? expected = null)
    {
        using var client = bot.Client();
        var token = (string)JsonNode.Parse(await (await client.PostAsync("/api/v1/demo/token", Json(new JsonObject { ["user"] = login }))).Content.ReadAsStringAsync())!["token"]!;
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = body is null ? null : Json(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected is null ? response.IsSuccessStatusCode : response.StatusCode == expected, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private sealed class Chat : IDisposable
    {
        private readonly HttpClient client;
        private readonly string conversation;
        private readonly Uri stream;

        private Chat(HttpClient client, string conversation, Uri stream) => (this.client, this.conversation, this.stream) = (client, conversation, stream);

        public static async Task<Chat> StartAsync(TestBot bot, string login)
        {
            var client = bot.Client();
            var made = JsonNode.Parse(await (await client.PostAsync("/v3/directline/tokens/generate", Json(new JsonObject { ["user"] = new JsonObject { ["id"] = login } }))).Content.ReadAsStringAsync())!;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["token"]!);
            var started = JsonNode.Parse(await (await client.PostAsync("/v3/directline/conversations", Json(new JsonObject()))).Content.ReadAsStringAsync())!;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)started["token"]!);
            await bot.Services.GetRequiredService<DirectLineTurns>().IdleAsync();
            return new Chat(client, (string)started["conversationId"]!, new Uri((string)started["streamUrl"]!));
        }

        /// <summary>As the page does before its token runs out.</summary>
        public async Task RefreshAsync()
        {
            var token = JsonNode.Parse(await (await client.PostAsync("/v3/directline/tokens/refresh", null)).Content.ReadAsStringAsync())!["token"]!;
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!);
        }

        public Task<Listener> ListenAsync() => Listener.OpenAsync(stream);

        public async Task<IReadOnlyList<JsonNode>> ReadAsync() =>
            [.. JsonNode.Parse(await client.GetStringAsync($"/v3/directline/conversations/{conversation}/activities"))!["activities"]!.AsArray().Select(one => one!)];

        public async Task PressAsync(JsonNode data)
        {
            var posted = await client.PostAsync($"/v3/directline/conversations/{conversation}/activities", Json(new JsonObject { ["type"] = "message", ["value"] = data.DeepClone() }));
            posted.EnsureSuccessStatusCode();
        }

        public void Dispose() => client.Dispose();
    }

    /// <summary>The stream of a conversation, as a page hears it.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly ClientWebSocket socket = new();
        private readonly byte[] buffer = new byte[256 * 1024];

        public List<JsonNode> Seen { get; } = [];

        public static async Task<Listener> OpenAsync(Uri address)
        {
            var listener = new Listener();
            await listener.socket.ConnectAsync(address, CancellationToken.None);
            return listener;
        }

        /// <summary>The first activity not seen before that is meant.</summary>
        public async Task<JsonNode> UntilAsync(Func<JsonNode, bool> meant)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            for (var next = 0; ; next++)
            {
                while (next >= Seen.Count)
                    await HearAsync(patience.Token);
                if (meant(Seen[next]))
                    return Seen[next];
            }
        }

        public void Dispose() => socket.Dispose();

        private async Task HearAsync(CancellationToken ct)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), ct);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            // An empty one keeps the line open.
            if (length > 0)
                Seen.AddRange(JsonNode.Parse(buffer.AsSpan(0, length))!["activities"]!.AsArray().Select(one => one!));
        }
    }

    /// <summary>A web server that gets webhooks and answers as the test wants.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication app;

        private Receiver(WebApplication app) => this.app = app;

        public Queue<int> Answers { get; } = new();

        public int Always { get; set; } = 200;

        public List<(string Delivery, string Timestamp, string Signature, string Text, JsonObject Body)> Got { get; } = [];

        public string Address => app.Urls.First().TrimEnd('/') + "/";

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var receiver = new Receiver(app);
            app.MapPost("/hook", async (HttpContext http) =>
            {
                using var reader = new StreamReader(http.Request.Body);
                var text = await reader.ReadToEndAsync();
                var headers = http.Request.Headers;
                receiver.Got.Add((headers["X-BotCrm-Delivery"]!, headers["X-BotCrm-Timestamp"]!, headers["X-BotCrm-Signature"]!, text, JsonNode.Parse(text)!.AsObject()));
                http.Response.StatusCode = receiver.Answers.TryDequeue(out var status) ? status : receiver.Always;
                // A redirect to the inside must not be followed.
                http.Response.Headers.Location = "http://169.254.169.254/";
            });
            await app.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
