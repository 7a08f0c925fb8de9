using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Bot.Tests.Turns;
using BotCrm.Bot.Tests.Web;
using BotCrm.Testing;

namespace BotCrm.Bot.Tests.DirectLine;

public sealed class TokenTests
{
    [Fact]
    public async Task The_token_is_shaped_like_a_jwt_and_names_the_user()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var answer = await server.TokenAsync("lena");

        var parts = ((string)answer["token"]!).Split('.');
        Assert.Equal(3, parts.Length);
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal("lena", (string)claims["user"]!);
        Assert.Equal((string)answer["conversationId"]!, (string)claims["conv"]!);
        Assert.Equal(3600, (int)answer["expires_in"]!);
    }

    [Fact]
    public async Task A_token_without_user_is_refused()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.Client.PostAsJsonAsync("/v3/directline/tokens/generate", new { user = new { id = " " } }));
        await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.Client.PostAsync("/v3/directline/tokens/generate", null));
        await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.Client.PostAsync("/v3/directline/tokens/generate", new StringContent("{\"user\": 5}", Encoding.UTF8, "application/json")));
        await ChatServer.RefusedAsync(HttpStatusCode.BadRequest, await server.Client.PostAsync("/v3/directline/tokens/generate", new StringContent("{nonsense", Encoding.UTF8, "application/json")));
    }

    [Fact]
    public async Task A_demo_token_ends_with_demo_mode()
    {
        await using var demo = await ChatServer.StartAsync(new ScriptedAssistant());
        var (_, token, _) = await demo.ConverseAsync("admin");
        await using var earnest = await ChatServer.StartAsync(new ScriptedAssistant(), folder: demo.Folder, settings: ("Bot:AppId", "00000000-0000-0000-0000-00000000b0cc"));

        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await earnest.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", token));
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await earnest.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token));
    }

    [Fact]
    public async Task Forged_tokens_open_nothing()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        var good = (string)(await server.TokenAsync("lena"))["token"]!;
        var parts = good.Split('.');
        var admin = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("lena", "admin", StringComparison.Ordinal);
        var none = Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8);
        string[] forged =
        [
            $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(admin))}.{parts[2]}",
            $"{none}.{parts[1]}.",
            $"{none}.{parts[1]}.{parts[2]}",
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[2]}",
            "nonsense",
            new string('a', 5000),
        ];
        foreach (var token in forged)
            await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Post, "/v3/directline/conversations", token));
        await ChatServer.RefusedAsync(HttpStatusCode.Unauthorized, await server.SendAsync(HttpMethod.Post, "/v3/directline/conversations", null));
        Assert.Equal(HttpStatusCode.Created, (await server.SendAsync(HttpMethod.Post, "/v3/directline/conversations", good)).StatusCode);
    }

    [Fact]
    public async Task A_token_expires_and_can_be_refreshed_before()
    {
        var clock = new TestClock();
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant(), clock);
        var (id, token, _) = await server.ConverseAsync("lena");

        clock.Advance(TimeSpan.FromMinutes(59));
        var fresh = (string)(await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", token)))["token"]!;
        clock.Advance(TimeSpan.FromMinutes(2));

        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{id}", token));
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/refresh", token));
        await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Get, $"/v3/directline/conversations/{id}", fresh));
    }

    [Fact]
    public async Task Outside_demo_mode_only_the_secret_gives_a_token()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant(), settings: [("Bot:AppId", "app"), ("DirectLine:Secret", "correct horse")]);
        var body = JsonContent.Create(new { user = new { id = "lena" } });

        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", null, body));
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", "correct hors", body));
        await ChatServer.ReadAsync(await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", "correct horse", body));
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/demo/users")).StatusCode);
    }

    [Fact]
    public async Task An_empty_secret_is_no_secret()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant(), settings: [("Bot:AppId", "app"), ("DirectLine:Secret", "")]);
        var body = JsonContent.Create(new { user = new { id = "lena" } });
        await ChatServer.RefusedAsync(HttpStatusCode.Forbidden, await server.SendAsync(HttpMethod.Post, "/v3/directline/tokens/generate", " ", body));
    }

    [Fact]
    public async Task The_signing_key_is_the_owners_alone()
    {
        await using var server = await ChatServer.StartAsync(new ScriptedAssistant());
        await server.TokenAsync("lena");
        var key = new FileInfo(Path.Combine(server.Folder, "directline.key"));
        Assert.True(key.Length >= 32);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, key.UnixFileMode);
    }
}
