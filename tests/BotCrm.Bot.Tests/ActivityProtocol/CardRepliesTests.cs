using System.Text.Json.Nodes;
using BotCrm.Bot.Cards;
using BotCrm.Bot.Channels.ActivityProtocol;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Replies with a card, over each way out.</summary>
public sealed class CardRepliesTests : IAsyncLifetime
{
    private static readonly DoneReply Saved = new("en", "Saved: call with Acme Corp.\nSummary: 3% off\nNext step: follow up", "Saved: call with Acme Corp.", [new ChangeLine("interaction", 7, "Call with Acme Corp.", [new Fact("Summary", "3% off")])], 41)
    {
        Suggestions = ["undo"],
    };

    private BotHost bot = null!;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync();
        bot.Assistant.Says(Saved, new SaidReply("en", "Anything else?"));
    }

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task A_caller_that_reads_the_body_gets_words_and_card_in_one()
    {
        var replies = await bot.AskAsync(bot.ExpectingReplies("log a call"));

        Assert.Equal(2, replies.Count);
        Assert.Equal(Saved.Text, (string?)replies[0]["text"]);
        Assert.Equal("Saved: call with Acme Corp.", (string?)replies[0]["speak"]);
        AssertCard(replies[0]["attachments"]![0]!);
        Assert.Equal("undo", (string?)replies[0]["suggestedActions"]!["actions"]![0]!["title"]);
        Assert.Equal(["a1|0000", "a1|0001"], replies.Select(reply => (string?)reply["id"]));
    }

    [Fact]
    public async Task A_connector_gets_a_line_of_text_and_then_the_card_alone()
    {
        await bot.StatusAsync(bot.Message("log a call"));
        var calls = (await bot.Connector.WaitForCallsAsync(3)).Select(call => call.Json).ToList();

        Assert.Equal("Saved: call with Acme Corp.", (string?)calls[0]["text"]);
        Assert.False(calls[0].ContainsKey("attachments"));
        Assert.False(calls[1].ContainsKey("text"));
        Assert.Equal(Saved.Text, (string?)calls[1]["summary"]);
        AssertCard(calls[1]["attachments"]![0]!);
        Assert.Equal("Anything else?", (string?)calls[2]["text"]);
    }

    [Fact]
    public async Task A_pressed_card_is_replaced_and_the_rest_follows_through_the_connector()
    {
        using var response = await bot.PostAsync(Undo());
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal(200, (int)body["statusCode"]!);
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)body["type"]);
        Assert.Equal("AdaptiveCard", (string?)body["value"]!["type"]);
        Assert.Equal("Anything else?", (string?)Assert.Single(await bot.Connector.WaitForCallsAsync(1)).Json["text"]);
    }

    [Fact]
    public async Task A_pressed_card_whose_press_expects_replies_gets_all_in_one_body()
    {
        var undo = Undo();
        undo["deliveryMode"] = "expectReplies";
        var replies = await bot.AskAsync(undo);

        Assert.Equal(["invokeResponse", "message"], replies.Select(reply => (string?)reply["type"]));
        Assert.Equal("AdaptiveCard", (string?)replies[0]["value"]!["body"]!["value"]!["type"]);
        Assert.Empty(bot.Connector.Calls);
    }

    [Fact]
    public async Task A_repeated_press_is_answered_the_same_and_acts_once()
    {
        using var first = await bot.PostAsync(Undo());
        using var second = await bot.PostAsync(Undo());

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Single(bot.Assistant.Turns);
    }

    [Theory]
    [InlineData("msteams", CardDialect.Teams)]
    [InlineData("agents", CardDialect.Teams)]
    [InlineData("webchat", CardDialect.WebChat)]
    [InlineData("emulator", CardDialect.WebChat)]
    [InlineData(null, CardDialect.WebChat)]
    public void Only_Teams_gets_what_only_Teams_draws(string? channel, CardDialect dialect) =>
        Assert.Equal(dialect, IncomingActivities.DialectOf(new Activity { ChannelId = channel }));

    [Fact]
    public void A_question_expects_an_answer()
    {
        var question = new QuestionReply("en", "Which Acme?", "p1", [new Choice("Acme Corp.", null, "customer:1"), new Choice("Acme Labs", null, "customer:2")]);

        var activity = Assert.Single(ReplyActivities.Create([question], new Activity { Type = "message" }, CardDialect.WebChat, TextAndCard.CardOnly));

        Assert.Equal("expectingInput", activity.InputHint);
        Assert.Null(activity.Text);
        Assert.Equal("Which Acme?", activity.Speak);
        Assert.Single(activity.Attachments!);
    }

    private static void AssertCard(JsonNode attachment)
    {
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)attachment["contentType"]);
        Assert.Equal("AdaptiveCard", (string?)attachment["content"]!["type"]);
        Assert.Contains("Call with Acme Corp.", attachment.ToJsonString(), StringComparison.Ordinal);
    }

    private JsonObject Undo()
    {
        var invoke = bot.Message(null, "i1");
        invoke["type"] = "invoke";
        invoke["name"] = "adaptiveCard/action";
        invoke["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = "undo", ["data"] = new JsonObject { ["changeSet"] = 41 } } };
        return invoke;
    }
}
