using System.Text.Json.Nodes;
using BotCrm.Bot.Tests.Turns;
using BotCrm.Bot.Tests.Web;

namespace BotCrm.Bot.Tests.DirectLine;

/// <summary>Microsoft's own client, botframework-directlinejs, in Node.</summary>
public sealed class RealClientTests
{
    [Theory]
    [InlineData("websocket")]
    [InlineData("polling")]
    public async Task It_talks_hears_and_comes_back(string way)
    {
        var assistant = new ScriptedAssistant();
        await using var server = await ChatServer.StartAsync(assistant);

        var output = await NodeScript.RunAsync("directline.mjs", null, server.Address.ToString().TrimEnd('/'), "lena", way, "first", "第二句");

        var told = JsonNode.Parse(output)!;
        var seen = told["seen"]!.AsArray().Select(a => a!.AsObject()).ToList();
        var ids = told["ids"]!.AsArray().Select(id => (string)id!).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(["Hello Lena Fischer, I am BotCrm.", "first", "lena: first", "第二句", "lena: 第二句"], seen.Select(a => (string?)a["text"]));
        Assert.Equal(["c0", "c1"], seen.Where(a => (string)a["from"]!["role"]! == "user").Select(a => (string?)a["clientId"]));
        Assert.Equal(ids, seen.Where(a => (string)a["from"]!["role"]! == "user").Select(a => (string)a["id"]!));
        Assert.Equal(seen.Select(a => (string)a["id"]!), told["again"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("lena", (string)told["claimed"]!);
        Assert.Equal(2, assistant.Turns.Count);
    }
}
