using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using BotCrm.Bot.Channels.DirectLine;
using BotCrm.Bot.Tests.Turns;
using BotCrm.Bot.Tests.Web;
using BotCrm.Core;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;

namespace BotCrm.Bot.Tests.DirectLine;

public sealed class ConversationTests
{
    [Fact]
    public async Task Starting_greets_once_and_starting_again_returns_the_same()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var token = (string)(await server.TokenAsync("lena"))["token"]!;

        var first = await server.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var started = await ChatServer.ReadAsync(first);
        var second = await server.SendAsync(HttpMethod.Post, "/v3/directline/conversations", (string)started["token"]!);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        var greeting = Assert.Single(await server.SettledAsync((string)started["conversationId"]!, (string)started["token"]!));
        Assert.Equal("Hello Lena Fischer, I am BotCrm.", (string)greeting["text"]!);
        Assert.Equal("bot", (string)greeting["from"]!["role"]!);
    }

    [Fact]
    public async Task A_message_is_echoed_with_its_id_and_answered_in_the_tokens_name()
    {
        var assistant = new ScriptedAssistant();
        await using var server = await ChatServer.StartAsync(assistant);
        var (id, token, _) = await server.ConverseAsync("lena");
        // The greeting first, so that it does not come in between.
        await server.SettledAsync(id, token);

        var posted = await ChatServer.ReadAsync(await server.SayAsync(id, token, new
        {
            type = "message",
            text = "你好",
            from = new { id = "admin", role = "bot" },
            channelData = new { clientActivityID = "c1" },
        }));

        var activities = await server.SettledAsync(id, token);
        var echo = activities[^2];
        Assert.Equal((string)posted["id"]!, (string)echo["id"]!);
        Assert.Equal("c1", (string)echo["channelData"]!["clientActivityID"]!);
        Assert.Equal("lena", (string)echo["from"]!["id"]!);
        Assert.Equal("user", (string)echo["from"]!["role"]!);
        Assert.Equal("lena: 你好", (string)activities[^1]["text"]!);
        Assert.Equal((string)posted["id"]!, (string)activities[^1]["replyToId"]!);
        Assert.All(activities, a => Assert.Equal(id, (string)a["conversation"]!["id"]!));
        var (actor, turn) = Assert.Single(assistant.Turns);
        Assert.Equal("lena", actor.Login);
        Assert.Equal(id, turn.Conversation);
    }

    [Fact]
    public async Task A_button_press_reaches_the_assistant_as_its_verb()
    {
        var assistant = new ScriptedAssistant();
        await using var server = await ChatServer.StartAsync(assistant);
        var (id, token, _) = await server.ConverseAsync("lena");

        await ChatServer.ReadAsync(await server.SayAsync(id, token, new { type = "message", value = new { verb = "undo", changeSet = 7 } }));
        await server.SettledAsync(id, token);

        var action = Assert.Single(assistant.Turns).Turn.Action!;
        Assert.Equal("undo", action.Verb);
        Assert.Equal(7, action.Data["changeSet"].GetInt64());
        Assert.False(action.Data.ContainsKey("verb"));
    }

    [Fact]
    public async Task A_send_that_is_repeated_is_answered_once()
    {
        var assistant = new ScriptedAssistant();
        await using var server = await ChatServer.StartAsync(assistant);
        var (id, token, _) = await server.ConverseAsync("lena");
        var message = new { type = "message", text = "once", channelData = new { clientActivityID = "c1" } };

        var first = await ChatServer.ReadAsync(await server.SayAsync(id, token, message));
        var second = await ChatServer.ReadAsync(await server.SayAsync(id, token, message));

        Assert.Equal((string)first["id"]!, (string)second["id"]!);
        Assert.Equal(2, (await server.SettledAsync(id, token)).Count(a => (string?)a["text"] is "once" or "lena: once"));
        Assert.Single(assistant.Turns);
    }

    [Fact]
    public async Task A_watermark_continues_where_it_was_given()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var (id, token, _) = await server.ConverseAsync("lena");
        await server.SettledAsync(id, token);
        var (_, watermark) = await server.ListAsync(id, token);

        await server.SayAsync(id, token, new { type = "message", text = "news" });
        await server.SettledAsync(id, token);

        var (news, next) = await server.ListAsync(id, token, watermark);
        Assert.Equal(["news", "lena: news"], news.Select(a => (string)a["text"]!));
        Assert.Empty((await server.ListAsync(id, token, next)).Activities);
        Assert.Equal(3, (await server.ListAsync(id, token, "nonsense")).Activities.Count);
    }

    [Fact]
    public async Task Foreign_and_unknown_conversations_stay_shut()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var (hers, _, _) = await server.ConverseAsync("lena");
        var (_, his, _) = await server.ConverseAsync("marek");
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{hers}/activities", his));
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{hers}", his));
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SayAsync(hers, his, new { type = "message", text = "x" }));

        var unstarted = await server.TokenAsync("tom");
        await ChatServer.RefusedAsync(HttpStatusCode.NotFound, await server.SayAsync((string)unstarted["conversationId"]!, (string)unstarted["token"]!, new { type = "message", text = "x" }));
    }

    [Fact]
    public async Task Bad_bodies_are_refused_and_other_types_change_nothing()
    {
        var assistant = new ScriptedAssistant();
        await using var server = await ChatServer.StartAsync(assistant);
        var (id, token, _) = await server.ConverseAsync("lena");
        var before = (await server.SettledAsync(id, token)).Count;
        var path = $"/v3/directline/conversations/{id}/activities";

        foreach (var body in (string[])["", "nonsense", "[]", "null", "{}", """{"type":""}""", """{"type":5}""", """{"type":"message","from":"lena"}""", "{\"type\":\"message\",\"text\":\"\ud800",
            """{"type":"message","value":{"verb":"\ud800"}}""", """{"type":"message","value":{"\ud800":1}}""", """{"type":"message","channelData":{"clientActivityID":"\ud800"}}""",
            """{"type":"message","channelData":{"clientActivityID":"a","clientActivityID":"b"}}""", """{"type":"message","entities":[{"\ud800":1}]}"""])
            await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.SendAsync(HttpMethod.Post, path, token, new StringContent(body, Encoding.UTF8, "application/json")));
        await ChatServer.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, await server.SayAsync(id, token, new { type = "message", text = new string('x', 300_000) }));
        foreach (var type in (string[])["typing", "event", "endOfConversation", "conversationUpdate", "somethingNew"])
            await ChatServer.ReadAsync(await server.SayAsync(id, token, new { type, name = "x" }));

        Assert.Equal(before, (await server.SettledAsync(id, token)).Count);
        Assert.Empty(assistant.Turns);
    }

    [Fact]
    public async Task A_conversation_goes_on_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-chat-").FullName;
        string id, token, watermark;
        await using (var server = await ChatServer.StartAsync(new ScriptedAssistant(), folder: folder))
        {
            (id, token, _) = await server.ConverseAsync("lena");
            await server.SayAsync(id, token, new { type = "message", text = "before" });
            await server.SettledAsync(id, token);
            (_, watermark) = await server.ListAsync(id, token);
        }

        var assistant = new ScriptedAssistant();
        await using (var server = await ChatServer.StartAsync(assistant, folder: folder))
        {
            await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{id}?watermark={watermark}", token));
            await server.SayAsync(id, token, new { type = "message", text = "after" });
            await server.SettledAsync(id, token);
            var (activities, _) = await server.ListAsync(id, token, watermark);
            Assert.Equal(["after", "lena: after"], activities.Select(a => (string)a["text"]!));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Too_many_waiting_messages_are_refused()
    {
        var release = new TaskCompletionSource();
        var assistant = new ScriptedAssistant { Answer = async (_, _, _) => { await release.Task; return []; } };
        await using var server = await ChatServer.StartAsync(assistant);
        var (id, token, _) = await server.ConverseAsync("lena");
        await server.SettledAsync(id, token);

        for (var i = 0; i < DirectLineTurns.MaxWaiting; i++)
            await ChatServer.ReadAsync(await server.SayAsync(id, token, new { type = "message", text = "wait" }));
        await ChatServer.RefusedAsync(HttpStatusCode.TooManyRequests, await server.SayAsync(id, token, new { type = "message", text = "wait" }));

        release.SetResult();
        await server.SettledAsync(id, token);
        Assert.Equal(DirectLineTurns.MaxWaiting, assistant.Turns.Count);
    }

    [Fact]
    public async Task An_upload_takes_activity_and_file_names()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var (id, token, _) = await server.ConverseAsync("lena");
        // The greeting first, so that it does not come in between.
        await server.SettledAsync(id, token);
        var activity = new StringContent("""{"type":"message","text":"see this"}""");
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var form = new MultipartFormDataContent { { activity, "activity" }, { file, "file", "图片.png" } };

        await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload?userId=admin", token, form));
        var activities = await server.SettledAsync(id, token);
        Assert.Equal("see this", (string)activities[^2]["text"]!);
        Assert.Equal("lena", (string)activities[^2]["from"]!["id"]!);
        Assert.Equal("image/png", (string)activities[^2]["attachments"]![0]!["contentType"]!);

        // As large as what may be attached over REST, and no larger.
        var most = new CrmOptions { Path = "" }.MaxFileBytes;
        using var large = new MultipartFormDataContent { { new ByteArrayContent(new byte[most]), "file", "large.bin" } };
        await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload", token, large));
        using var huge = new MultipartFormDataContent { { new ByteArrayContent(new byte[most + 1]), "file", "big.bin" } };
        var refused = await server.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload", token, huge);
        Assert.Contains("20 MB", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ChatServer.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, refused);
        await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.SendAsync(HttpMethod.Post, $"/v3/directline/conversations/{id}/upload", token, JsonContent.Create(new { })));
    }

    [Fact]
    public async Task Pages_elsewhere_are_kept_out_unless_they_are_named()
    {
        await using (var server = await ChatServer.StartAsync(new ScriptedAssistant()))
            Assert.Null(await AllowedOriginAsync(server, "https://page.example"));
        await using (var server = await ChatServer.StartAsync(new ScriptedAssistant(), settings: [("DirectLine:Origins:0", "https://page.example")]))
        {
            Assert.Equal("https://page.example", await AllowedOriginAsync(server, "https://page.example"));
            Assert.Null(await AllowedOriginAsync(server, "https://other.example"));
        }
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var clock = new TestClock();
        var conversations = new Conversations(clock);
        for (var i = 0; i < Conversations.Most + 100; i++)
            conversations.Open($"c{i}", "lena", out _);
        Assert.InRange(conversations.Count, Conversations.Most / 2, Conversations.Most);
        Assert.Null(conversations.Find("c0"));
        Assert.NotNull(conversations.Find($"c{Conversations.Most + 99}"));

        clock.Advance(Conversations.Idle);
        conversations.Open("new", "lena", out _);
        Assert.Equal(1, conversations.Count);

        var long_ = conversations.Open("long", "lena", out _);
        for (var i = 0; i < Conversation.MaxActivities + 50; i++)
            long_.Append(new Channels.ActivityProtocol.Activity { Type = "message", Text = $"m{i}" });
        var position = 0L;
        var kept = System.Text.Json.Nodes.JsonNode.Parse(long_.Read(ref position, evenEmpty: true)!)!["activities"]!.AsArray();
        Assert.Equal(Conversation.MaxActivities, kept.Count);
        Assert.Equal("m50", (string)kept[0]!["text"]!);
    }

    private static async Task<string?> AllowedOriginAsync(ChatServer server, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Options, "/v3/directline/tokens/generate");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        var response = await server.Client.SendAsync(request);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
