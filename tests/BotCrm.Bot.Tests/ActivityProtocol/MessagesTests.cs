using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>What each kind of activity comes to, in demo mode.</summary>
public sealed class MessagesTests : IAsyncLifetime
{
    private BotHost bot = null!;

    public async Task InitializeAsync() => bot = await BotHost.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task A_message_that_expects_replies_gets_them_in_the_body()
    {
        bot.Assistant.Says(new SaidReply("zh", "已保存。") { Suggestions = ["撤销", "我的任务"] });

        var reply = Assert.Single(await bot.AskAsync(bot.ExpectingReplies("log a call with Acme")));

        Assert.Equal("message", (string?)reply["type"]);
        Assert.Equal("已保存。", (string?)reply["text"]);
        Assert.Equal("已保存。", (string?)reply["speak"]);
        Assert.Equal("zh-CN", (string?)reply["locale"]);
        Assert.Equal("a1", (string?)reply["replyToId"]);
        Assert.Equal("28:bot", (string?)reply["from"]!["id"]);
        Assert.Equal("lena", (string?)reply["recipient"]!["id"]);
        Assert.Equal("19:abc|x;messageid=17@thread.v2", (string?)reply["conversation"]!["id"]);
        Assert.Equal(["撤销", "我的任务"], reply["suggestedActions"]!["actions"]!.AsArray().Select(action => (string?)action!["value"]));
        Assert.False(reply.ContainsKey("attachments"));
        Assert.Empty(bot.Connector.Calls);
    }

    [Fact]
    public async Task A_message_is_taken_at_once_and_answered_through_the_connector()
    {
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("help")));

        var call = Assert.Single(await bot.Connector.WaitForCallsAsync(1));
        Assert.Equal("POST", call.Method);
        Assert.Equal("/_connector/v3/conversations/19%3Aabc%7Cx%3Bmessageid%3D17%40thread.v2/activities/a1", call.Target);
        Assert.Null(call.Authorization);
        Assert.Equal("lena: help", (string?)call.Json["text"]);
    }

    [Fact]
    public async Task The_turn_carries_what_the_client_said_about_itself()
    {
        var message = bot.ExpectingReplies("hi", "id-7");
        message["conversation"]!["isGroup"] = true;
        message["locale"] = null;
        message["entities"] = new JsonArray(new JsonObject { ["type"] = "clientInfo", ["locale"] = "zh-CN", ["timezone"] = null });
        await bot.AskAsync(message);

        var (_, turn) = Assert.Single(bot.Assistant.Turns);
        Assert.Equal(new IncomingTurn("id-7", "msteams", "19:abc|x;messageid=17@thread.v2", "hi", null, "zh-CN", IsGroup: true), turn);
    }

    [Theory]
    [InlineData("messageReaction")]
    [InlineData("messageUpdate")]
    [InlineData("messageDelete")]
    [InlineData("typing")]
    [InlineData("event")]
    [InlineData("endOfConversation")]
    [InlineData("somethingNew/2031")]
    public async Task Other_types_are_taken_in_silence(string type)
    {
        var activity = bot.Message("edited");
        activity["type"] = type;
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(activity));

        activity["deliveryMode"] = "expectReplies";
        Assert.Empty(await bot.AskAsync(activity));
        Assert.Empty(bot.Assistant.Turns);
        Assert.Empty(bot.Connector.Calls);
    }

    [Fact]
    public async Task A_reaction_as_Teams_posts_it_needs_no_text_and_no_locale()
    {
        var reaction = bot.Message();
        reaction["type"] = "messageReaction";
        foreach (var absent in new[] { "text", "textFormat", "locale" })
            reaction.Remove(absent);
        reaction["reactionsAdded"] = new JsonArray(new JsonObject { ["type"] = "like" });

        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(reaction));
    }

    [Fact]
    public async Task An_unknown_sender_is_told_so()
    {
        var message = bot.ExpectingReplies("delete Acme");
        message["from"]!["id"] = "user-id-0";

        var reply = Assert.Single(await bot.AskAsync(message));

        Assert.Contains("user-id-0", (string?)reply["text"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task In_demo_mode_the_object_id_of_an_activity_is_worth_nothing()
    {
        var message = bot.ExpectingReplies("help");
        message["from"]!["id"] = "wei";

        Assert.Equal("wei: help", (string?)Assert.Single(await bot.AskAsync(message))["text"]);
    }

    [Fact]
    public async Task A_repeated_delivery_is_answered_once_through_the_connector()
    {
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("help", "a1")));
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("help", "a1")));
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("pipeline", "a2")));

        // The queue keeps order: when the third is answered, the second has been dealt with.
        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(["lena: help", "lena: pipeline"], calls.Select(call => (string?)call.Json["text"]));
        Assert.Equal(2, bot.Assistant.Turns.Count);
    }

    [Fact]
    public async Task A_repeated_delivery_that_waits_gets_the_same_replies_with_the_same_ids()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bot.AskAsync(bot.ExpectingReplies("log a call"))));

        Assert.Single(bot.Assistant.Turns);
        Assert.Single(answers.Select(replies => Assert.Single(replies).ToJsonString()).Distinct());
    }

    [Fact]
    public async Task Messages_without_an_id_are_all_different()
    {
        var message = bot.ExpectingReplies("help");
        message.Remove("id");
        await bot.AskAsync(message);
        await bot.AskAsync(message);

        Assert.Equal(2, bot.Assistant.Turns.Count);
    }

    [Theory]
    [InlineData("\U0001F44D\U0001F3FD great call with 恒通 \u200b\u200d")]
    [InlineData("Robert'); DROP TABLE customers;-- <script>alert(1)</script>")]
    public async Task Whatever_people_type_arrives_as_typed(string text)
    {
        var reply = Assert.Single(await bot.AskAsync(bot.ExpectingReplies(text)));

        Assert.Equal(text, Assert.Single(bot.Assistant.Turns).Turn.Text);
        Assert.Equal($"lena: {text}", (string?)reply["text"]);
        Assert.Equal("plain", (string?)reply["textFormat"]);
    }

    [Fact]
    public async Task A_message_of_ten_thousand_characters_arrives_whole()
    {
        var text = string.Concat(Enumerable.Repeat("给恒通打了个电话,好的。", 900))[..10_000];
        await bot.AskAsync(bot.ExpectingReplies(text));

        Assert.Equal(text, Assert.Single(bot.Assistant.Turns).Turn.Text);
    }

    [Fact]
    public async Task Both_announcements_of_a_newcomer_are_greeted_once()
    {
        var installed = Announcement("installationUpdate", "i1");
        installed["action"] = "add";
        var added = Announcement("conversationUpdate", "c1");
        added["membersAdded"] = new JsonArray(Account("lena"), Account("28:bot"));

        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(installed));
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(added));
        Assert.Equal(HttpStatusCode.Accepted, await bot.StatusAsync(bot.Message("help")));

        var calls = await bot.Connector.WaitForCallsAsync(2);
        Assert.Equal(["Hello Lena Vogt, I am BotCrm.", "lena: help"], calls.Select(call => (string?)call.Json["text"]));
    }

    [Fact]
    public async Task The_bot_itself_is_not_greeted()
    {
        var added = Announcement("conversationUpdate", "c1");
        added["membersAdded"] = new JsonArray(Account("28:bot"));
        added["deliveryMode"] = "expectReplies";

        Assert.Empty(await bot.AskAsync(added));
    }

    [Fact]
    public async Task Where_the_channel_names_no_sender_whoever_came_is_greeted()
    {
        var added = Announcement("conversationUpdate", "c1");
        added.Remove("from");
        added["membersAdded"] = new JsonArray(null, Account("28:bot"), Account("wei"));
        added["deliveryMode"] = "expectReplies";

        Assert.Equal("Hello 王伟, I am BotCrm.", (string?)Assert.Single(await bot.AskAsync(added))["text"]);
    }

    [Fact]
    public async Task Taken_out_and_put_back_it_introduces_itself_again()
    {
        var installed = Announcement("installationUpdate", "i1");
        installed["deliveryMode"] = "expectReplies";
        foreach (var (action, greetings) in new[] { ("add", 1), ("add-upgrade", 0), ("add", 0), ("remove", 0), ("add", 1) })
        {
            installed["action"] = action;
            Assert.Equal(greetings, (await bot.AskAsync(installed)).Count);
        }
    }

    private static JsonObject Account(string id) => new() { ["id"] = id };

    private JsonObject Announcement(string type, string id)
    {
        var activity = bot.Message(null, id);
        activity["type"] = type;
        activity.Remove("text");
        activity.Remove("textFormat");
        return activity;
    }
}
