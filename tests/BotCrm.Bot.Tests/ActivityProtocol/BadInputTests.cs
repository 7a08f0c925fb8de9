using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.ActivityProtocol;

public sealed class BadInputTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("\"message\"")]
    [InlineData("{\"type\":\"message\",}")]
    [InlineData("{\"type\":\"typing\"} {}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"message\",\"from\":\"lena\"}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\",\"from\":{\"id\":\"lena\"},\"conversation\":{\"id\":\"c\"}}")]
    public async Task What_is_no_activity_is_a_bad_request(string body)
    {
        using var response = await bot.PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal("BadSyntax", (string?)error["code"]);
        Assert.DoesNotContain("BotCrm.Bot", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("value", """{"\ud800":1}""")]
    [InlineData("value", """{"verb":"say","text":"\ud800"}""")]
    [InlineData("value", """{"action":{"verb":"undo","data":{"changeSet":"\udc00"}}}""")]
    [InlineData("channelData", """{"tenant":{"id":"\ud800"}}""")]
    [InlineData("entities", """[{"\ud800":1}]""")]
    [InlineData("unknownMember", """["\ud800"]""")]
    [InlineData("value", """{"verb":"undo","changeSet":1,"changeSet":2}""")]
    [InlineData("channelData", """{"a":1,"a":2}""")]
    [InlineData("entities", """[{"type":"mention","type":"place"}]""")]
    [InlineData("type", "\"message\",\"type\":\"message\"")]
    public async Task Half_characters_and_names_given_twice_are_refused_wherever_they_are(string member, string json)
    {
        foreach (var kind in (string[])["message", "invoke", "conversationUpdate"])
        {
            var activity = bot.Message();
            activity["type"] = kind;
            activity["name"] = "adaptiveCard/action";
            activity.Remove(member);
            var body = activity.ToJsonString();
            using var response = await bot.PostAsync($"{body[..^1]},\"{member}\":{json}}}");

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }

        Assert.Empty(bot.Assistant.Turns);
    }

    [Theory]
    [InlineData("type")]
    [InlineData("conversation")]
    [InlineData("from")]
    [InlineData("serviceUrl")]
    public async Task A_missing_member_is_named(string member)
    {
        var message = bot.Message();
        message.Remove(member);
        using var response = await bot.PostAsync(message);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(member, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_bad_request()
    {
        using var content = new ByteArrayContent([.. "{\"type\":\"message\",\"text\":\""u8, 0xc3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        using var response = await bot.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("value")]
    [InlineData("channelData")]
    [InlineData("unknownMember")]
    public async Task Nesting_without_end_is_a_bad_request(string member)
    {
        var deep = $"{{\"type\":\"message\",\"{member}\":{new string('[', 50_000)}{new string(']', 50_000)}}}";
        using var response = await bot.PostAsync(deep);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_too_large(bool chunked)
    {
        var message = bot.ExpectingReplies(new string('x', 256 * 1024)).ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(message, Encoding.UTF8, "application/json") };
        if (chunked)
        {
            request.Headers.TransferEncodingChunked = true;
            request.Content.Headers.ContentLength = null;
        }

        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task A_body_just_within_the_limit_is_taken()
    {
        var message = bot.ExpectingReplies(new string('x', 255 * 1024));

        Assert.Single(await bot.AskAsync(message));
    }

    [Fact]
    public async Task The_limit_is_a_setting()
    {
        await using var small = await BotHost.StartAsync(("Bot:MaxBodyKilobytes", "1"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await small.StatusAsync(small.ExpectingReplies(new string('x', 1024))));
        Assert.Equal(HttpStatusCode.OK, await small.StatusAsync(small.ExpectingReplies("x")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Only_posting_is_allowed(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");
        using var response = await bot.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Other_content_types_are_refused_as_pages_elsewhere_could_send_them(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(bot.ExpectingReplies().ToJsonString()));
        if (type is not null)
            content.Headers.ContentType = new(type);
        using var response = await bot.Client.PostAsync(new Uri("/api/messages", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(" ")]
    public async Task A_conversation_id_that_would_climb_in_a_path_is_refused(string id)
    {
        var message = bot.Message();
        message["conversation"]!["id"] = id;

        Assert.Equal(HttpStatusCode.BadRequest, await bot.StatusAsync(message));
    }

    [Fact]
    public async Task Ids_of_absurd_length_are_refused()
    {
        var message = bot.ExpectingReplies(id: new string('1', 5000));

        Assert.Equal(HttpStatusCode.BadRequest, await bot.StatusAsync(message));
    }

    [Fact]
    public async Task Members_nobody_knows_and_odd_entities_do_no_harm()
    {
        var message = bot.ExpectingReplies("hi");
        message["whatIsThis"] = new JsonObject { ["a"] = 1 };
        message["entities"] = new JsonArray(1, null, "x", new JsonObject { ["type"] = "mention" }, new JsonObject { ["type"] = "mention", ["mentioned"] = 5, ["text"] = "hi" }, new JsonArray());
        message["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "text/html", ["content"] = "<p>hi</p>" });
        message["channelData"] = "text";

        Assert.Equal("lena: hi", (string?)Assert.Single(await bot.AskAsync(message))["text"]);
    }
}
