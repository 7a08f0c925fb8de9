using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using BotCrm.Core;
using BotCrm.Core.Automation;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Who has talked to the bot can be talked to later.</summary>
public sealed class ReachablePeopleTests
{
    [Fact]
    public async Task A_turn_keeps_where_its_sender_can_be_reached_until_the_bot_is_removed()
    {
        await using var bot = await TestBot.StartAsync();
        await PostAsync(bot, Message("lena", "c-1", "help", "http://127.0.0.1:9/_connector"));

        var kept = Assert.Single(await ReachedAsync(bot, "lena"));
        Assert.Equal(("msteams", "c-1"), (kept.Channel, kept.Conversation));
        var reference = JsonNode.Parse(kept.Reference)!;
        Assert.Equal("http://127.0.0.1:9/_connector", (string?)reference["serviceUrl"]);
        Assert.Equal("lena", (string?)reference["from"]!["id"]);
        Assert.Equal("28:bot", (string?)reference["recipient"]!["id"]);
        Assert.Equal("t-1", (string?)reference["conversation"]!["tenantId"]);
        Assert.DoesNotContain("help", kept.Reference, StringComparison.Ordinal);
        Assert.Empty(await ReachedAsync(bot, "marek"));

        // The connector moved; a person pressed a card in another conversation.
        bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await PostAsync(bot, Message("lena", "c-1", "help", "http://127.0.0.1:10/_connector"));
        var invoke = Message("lena", "c-2", null, "http://127.0.0.1:9/");
        (invoke["type"], invoke["name"]) = ("invoke", "adaptiveCard/action");
        await PostAsync(bot, invoke);
        var two = await ReachedAsync(bot, "lena");
        Assert.Equal(["c-1", "c-2"], two.Select(one => one.Conversation).Order());
        Assert.Contains("127.0.0.1:10", two.Single(one => one.Conversation == "c-1").Reference, StringComparison.Ordinal);

        var removed = Message("lena", "c-1", null, "http://127.0.0.1:10/_connector");
        (removed["type"], removed["action"]) = ("installationUpdate", "remove");
        await PostAsync(bot, removed);
        Assert.Equal("c-2", Assert.Single(await ReachedAsync(bot, "lena")).Conversation);
    }

    [Fact]
    public async Task Strangers_and_connectors_that_may_not_be_called_are_not_kept()
    {
        await using var bot = await TestBot.StartAsync();
        var elsewhere = Message("lena", "c-1", "help", "http://10.0.0.9/_connector");
        elsewhere["deliveryMode"] = "expectReplies";
        await PostAsync(bot, elsewhere);
        await PostAsync(bot, Message("nobody", "c-1", "help", "http://127.0.0.1:9/"));
        Assert.Empty(await ReachedAsync(bot, "lena"));
    }

    private static async Task PostAsync(TestBot bot, JsonObject activity)
    {
        using var client = bot.Client();
        using var answer = await client.PostAsJsonAsync("/api/messages", activity);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, $"{answer.StatusCode}");
    }

    private static async Task<IReadOnlyList<ConversationView>> ReachedAsync(TestBot bot, string login)
    {
        var crm = bot.Services.GetRequiredService<ICrm>();
        return (await crm.AskAsync((await crm.FindActorByLoginAsync(login))!, TestCrm.Origin, new ListConversations())).Value;
    }

    private static JsonObject Message(string login, string conversation, string? text, string serviceUrl) => new()
    {
        ["type"] = "message",
        ["id"] = Guid.NewGuid().ToString(),
        ["channelId"] = "msteams",
        ["serviceUrl"] = serviceUrl,
        ["from"] = new JsonObject { ["id"] = login },
        ["recipient"] = new JsonObject { ["id"] = "28:bot" },
        ["conversation"] = new JsonObject { ["id"] = conversation, ["tenantId"] = "t-1" },
        ["text"] = text,
    };
}
