using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Mentions, presses on cards, and how replies are written.</summary>
public sealed class ShapesTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Theory]
    [InlineData("<at>BotCrm</at> how is the pipeline?", "how is the pipeline?")]
    [InlineData("<at>BotCrm</at>&nbsp;log a call with R&amp;D Labs", "log a call with R&D Labs")]
    [InlineData("请<at>BotCrm</at>记一下", "请 记一下")]
    [InlineData("<at>BotCrm</at> assign it to <at>Marek Nowak</at>", "assign it to Marek Nowak")]
    [InlineData("<AT>BotCrm</AT> help", "help")]
    public async Task Mentions_in_a_group_are_read_as_meant(string written, string meant)
    {
        var message = bot.ExpectingReplies(written);
        message["textFormat"] = "xml";
        message["entities"] = new JsonArray(Mention("28:bot", "BotCrm"), Mention("29:marek", "Marek Nowak"));
        await bot.AskAsync(message);

        Assert.Equal(meant, Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Fact]
    public async Task A_mention_without_its_text_is_found_by_the_name()
    {
        var message = bot.ExpectingReplies("<at>BotCrm</at> help");
        var mention = Mention("28:bot", "BotCrm");
        mention.Remove("text");
        message["entities"] = new JsonArray(mention);
        await bot.AskAsync(message);

        Assert.Equal("help", Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Fact]
    public async Task A_mention_alone_gets_the_introduction()
    {
        var message = bot.ExpectingReplies("<at>BotCrm</at>");
        message["entities"] = new JsonArray(Mention("28:bot", "BotCrm"));

        Assert.StartsWith("Hello", (string?)Assert.Single(await bot.AskAsync(message))["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_only_looks_like_a_mention_stays()
    {
        await bot.AskAsync(bot.ExpectingReplies("note: 5 &lt; 6 and <at>this</at>"));

        Assert.Equal("note: 5 &lt; 6 and <at>this</at>", Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Theory]
    [InlineData("""{"verb":"choose","pending":"p1","value":"customer:12"}""")]
    [InlineData("""{"verb":"choose","data":{"pending":"p1","value":"customer:12"}}""")]
    [InlineData("""{"action":{"type":"Action.Execute","verb":"choose","data":{"pending":"p1","value":"customer:12"}},"trigger":"manual"}""")]
    [InlineData("""{"action":{"verb":"choose","pending":"p1"},"value":"x","data":{"a":1}}""", "p1", null)]
    [InlineData("""{"verb":"choose","data":{"pending":"p1"},"value":"customer:12","msteams":{"type":"messageBack"}}""")]
    [InlineData("""{"data":{"verb":"choose","pending":"p1","value":"customer:12"}}""")]
    public async Task A_press_on_a_card_is_read_in_every_shape(string value, string pending = "p1", string? chosen = "customer:12")
    {
        var message = bot.ExpectingReplies(null);
        message.Remove("text");
        message["value"] = JsonNode.Parse(value);
        await bot.AskAsync(message);

        var turn = Assert.Single(bot.Assistant.Turns).Turn;
        Assert.Null(turn.Text);
        Assert.Equal("choose", turn.Action!.Verb);
        Assert.Equal(pending, turn.Action.Data["pending"].GetString());
        Assert.Equal(chosen, turn.Action.Data.TryGetValue("value", out var picked) ? picked.GetString() : null);
        Assert.DoesNotContain("msteams", turn.Action.Data.Keys);
    }

    [Fact]
    public async Task A_press_that_also_shows_words_is_still_a_press()
    {
        var message = bot.ExpectingReplies("Undo");
        message["value"] = new JsonObject { ["verb"] = "undo", ["changeSet"] = 12 };
        await bot.AskAsync(message);

        var turn = Assert.Single(bot.Assistant.Turns).Turn;
        Assert.Equal("undo", turn.Action!.Verb);
        Assert.Equal(12, turn.Action.Data["changeSet"].GetInt64());
    }

    [Fact]
    public async Task Words_beside_a_foreign_value_are_words()
    {
        var message = bot.ExpectingReplies("help");
        message["value"] = new JsonObject { ["kind"] = "other" };
        await bot.AskAsync(message);

        Assert.Equal("help", Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Fact]
    public async Task A_press_on_a_foreign_card_is_handed_on_as_unknown()
    {
        var message = bot.ExpectingReplies(null);
        message["value"] = new JsonObject { ["kind"] = "submit", ["name"] = "Rest" };
        await bot.AskAsync(message);

        Assert.Equal("", Assert.Single(bot.Assistant.Turns).Turn.Action!.Verb);
    }

    [Fact]
    public async Task A_button_whose_value_is_a_sentence_says_it()
    {
        var message = bot.ExpectingReplies(null);
        message["value"] = "show my tasks";
        await bot.AskAsync(message);

        Assert.Equal("show my tasks", Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Action_Execute_is_answered_in_the_body(bool withTrigger)
    {
        bot.Assistant.Says(new SaidReply("en", "Nothing to undo."), new SaidReply("en", "It was undone before."));
        using var response = await bot.PostAsync(Invoke("undo", withTrigger));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(200, (int)body["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.activity.message", (string?)body["type"]);
        Assert.Equal("Nothing to undo.\n\nIt was undone before.", (string?)body["value"]);
        Assert.Equal(1, Assert.Single(bot.Assistant.Turns).Turn.Action!.Data["x"].GetInt32());
    }

    [Fact]
    public async Task Action_Execute_by_a_stranger_tells_who_is_unknown()
    {
        var invoke = Invoke("undo", withTrigger: true);
        invoke["from"]!["id"] = "mallory";
        using var response = await bot.PostAsync(invoke);

        Assert.Contains("mallory", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["value"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task Action_Execute_without_a_verb_is_an_error_in_the_body()
    {
        var invoke = Invoke("undo", withTrigger: true);
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute" } };
        using var response = await bot.PostAsync(invoke);

        // The client looks into the body only when the status says that the bot answered.
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(400, (int)body["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.error", (string?)body["type"]);
    }

    [Theory]
    [InlineData("composeExtension/query")]
    [InlineData("message/submitAction")]
    [InlineData(null)]
    public async Task Invokes_nobody_handles_are_not_implemented(string? name)
    {
        var invoke = Invoke("undo", withTrigger: true);
        invoke["name"] = name;
        using var response = await bot.PostAsync(invoke);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("", await response.Content.ReadAsStringAsync());
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task An_invoke_that_expects_replies_carries_its_answer_among_them()
    {
        var invoke = Invoke("undo", withTrigger: true);
        invoke["deliveryMode"] = "expectReplies";

        var response = Assert.Single(await bot.AskAsync(invoke));

        Assert.Equal("invokeResponse", (string?)response["type"]);
        Assert.Equal(200, (int)response["value"]!["status"]!);
        Assert.Equal("lena: undo", (string?)response["value"]!["body"]!["value"]);

        invoke["name"] = "task/fetch";
        invoke["id"] = "i2";
        Assert.Equal(501, (int)Assert.Single(await bot.AskAsync(invoke))["value"]!["status"]!);
    }

    private static JsonObject Mention(string id, string name) => new()
    {
        ["type"] = "mention",
        ["mentioned"] = new JsonObject { ["id"] = id, ["name"] = name },
        ["text"] = $"<at>{name}</at>",
    };

    private JsonObject Invoke(string verb, bool withTrigger)
    {
        var invoke = bot.Message(null, "i1");
        invoke["type"] = "invoke";
        invoke["name"] = "adaptiveCard/action";
        invoke["replyToId"] = "1795334379048";
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = verb, ["data"] = new JsonObject { ["x"] = 1 } } };
        if (withTrigger)
            invoke["value"]!["trigger"] = "manual";
        return invoke;
    }
}
