using System.Text;
using System.Text.Json.Nodes;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Tests.ActivityProtocol;

/// <summary>Files dropped into a Teams chat, fetched from a server on loopback that stands for SharePoint.</summary>
public sealed class SharedFileTests : IAsyncLifetime
{
    private BotHost bot = null!;
    private LocalPeer store = null!;

    public async Task InitializeAsync()
    {
        bot = await BotHost.StartAsync();
        store = await LocalPeer.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await bot.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_dropped_file_goes_with_the_turn()
    {
        store.Answer = _ => new PeerAnswer(200, "客户名称,城市\n海风,青岛\n");
        await bot.AskAsync(Dropped($"{store.Url}/download.aspx?tempauth=secret", "客户.csv"));
        var (_, turn) = Assert.Single(bot.Assistant.Turns);
        var file = Assert.Single(turn.Files);
        Assert.Equal(("客户.csv", "客户名称,城市\n海风,青岛\n"), (file.Name, Encoding.UTF8.GetString(file.Content.Span)));
        Assert.Equal("/download.aspx?tempauth=secret", Assert.Single(store.Calls).Target);
        Assert.Null(store.Calls[0].Authorization);
    }

    [Theory]
    [InlineData("https://files.attacker.example/a.csv")]
    [InlineData("http://contoso.sharepoint.com/a.csv")]
    [InlineData("https://contoso.sharepoint.com:8443/a.csv")]
    [InlineData("https://user@contoso.sharepoint.com/a.csv")]
    [InlineData("https://10.0.0.8/a.csv")]
    [InlineData("https://sharepoint.com.attacker.example/a.csv")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task A_file_elsewhere_is_not_fetched(string address)
    {
        var reply = Assert.Single(await bot.AskAsync(Dropped(address, "a.csv")));
        Assert.Contains("do not fetch files from", (string?)reply["text"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_a_failure_said()
    {
        store.Answer = call => call.Target == "/inside" ? new PeerAnswer(200, "secret") : new PeerAnswer(302, Location: $"{store.Url}/inside");
        var reply = Assert.Single(await bot.AskAsync(Dropped($"{store.Url}/a", "a.csv")));
        Assert.Contains("could not fetch the file “a.csv”", (string?)reply["text"], StringComparison.Ordinal);
        Assert.Single(store.Calls);
        store.Answer = _ => new PeerAnswer(404);
        var chinese = Dropped($"{store.Url}/gone", "名单.xlsx");
        (chinese["text"], chinese["locale"]) = ("", "zh-CN");
        Assert.Contains("“名单.xlsx”下载失败", (string?)Assert.Single(await bot.AskAsync(chinese))["text"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused()
    {
        store.Answer = _ => new PeerAnswer(200, new string('x', (20 * 1024 * 1024) + 1));
        var reply = Assert.Single(await bot.AskAsync(Dropped($"{store.Url}/a", "huge.csv")));
        Assert.Contains("larger than 20 MB", (string?)reply["text"], StringComparison.Ordinal);
        Assert.Empty(bot.Assistant.Turns);
    }

    [Fact]
    public async Task An_attachment_without_an_address_is_no_file()
    {
        var message = bot.ExpectingReplies("hello");
        message["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.teams.file.download.info", ["name"] = "a.docx", ["content"] = new JsonObject { ["uniqueId"] = "1", ["fileType"] = "docx" } });
        bot.Assistant.Says(new SaidReply("en", "Hello."));
        Assert.Equal("Hello.", (string?)Assert.Single(await bot.AskAsync(message))["text"]);
        Assert.Empty(Assert.Single(bot.Assistant.Turns).Turn.Files);
    }

    private JsonObject Dropped(string address, string name)
    {
        var message = bot.ExpectingReplies("import this");
        message["attachments"] = new JsonArray(new JsonObject
        {
            ["contentType"] = "application/vnd.microsoft.teams.file.download.info",
            ["contentUrl"] = "https://contoso.sharepoint.com/personal/a.csv",
            ["name"] = name,
            ["content"] = new JsonObject { ["downloadUrl"] = address, ["uniqueId"] = "1150D938", ["fileType"] = "csv" },
        });
        return message;
    }
}
