using BotCrm.Bot.Tests.Cards;
using BotCrm.Bot.Tests.Turns;
using BotCrm.Skills.Assistant;
using Microsoft.Playwright;

namespace BotCrm.Bot.Tests.Web;

/// <summary>The page in a real browser, before an assistant that says what the test wants.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("en", "lena", "Undo")]
    [InlineData("zh", "lina", "撤销")]
    public async Task A_persona_talks_presses_and_comes_back(string language, string login, string undo)
    {
        var assistant = new ScriptedAssistant
        {
            Answer = (_, turn, _) => Task.FromResult<IReadOnlyList<Reply>>(
                [turn.Action is { Verb: "undo" } ? Cards.Replies.All["undone." + language] : Cards.Replies.All["done." + language]]),
        };
        await using var server = await ChatServer.StartAsync(assistant);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address, language == "zh" ? "zh-CN" : "en-US");

        await page.GetByTestId("persona-" + login).ClickAsync();
        await page.GetByText("I am BotCrm.").Last.WaitForAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("hello");
        await page.Keyboard.PressAsync("Enter");
        var done = (DoneReply)Cards.Replies.All["done." + language];
        await page.GetByText(done.Title, new PageGetByTextOptions { Exact = true }).WaitForAsync();
        await Browser.ShootAsync(page, "done-" + language);
        await page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = undo }).ClickAsync();
        await page.GetByText(((UndoneReply)Cards.Replies.All["undone." + language]).Title, new PageGetByTextOptions { Exact = true }).WaitForAsync();
        Assert.Equal(done.UndoChangeSet, assistant.Turns.Last().Turn.Action!.Data["changeSet"].GetInt64());

        await page.ReloadAsync();
        await page.GetByText(done.Title, new PageGetByTextOptions { Exact = true }).WaitForAsync();
        Assert.Equal(login, await page.GetByTestId("persona").InputValueAsync());
        Assert.Equal(2, assistant.Turns.Count);
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task Every_card_is_drawn_without_complaint()
    {
        var assistant = new ScriptedAssistant { Answer = (_, turn, _) => Task.FromResult<IReadOnlyList<Reply>>([Cards.Replies.All[turn.Text!]]) };
        await using var server = await ChatServer.StartAsync(assistant);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address);
        await Browser.ShootAsync(page, "chooser");
        await page.GetByTestId("persona-lena").ClickAsync();

        var cards = 0;
        foreach (var (name, reply) in Cards.Replies.All)
        {
            await page.GetByRole(AriaRole.Textbox).FillAsync(name);
            await page.Keyboard.PressAsync("Enter");
            if (reply is SaidReply)
                await page.GetByText(reply.Text, new PageGetByTextOptions { Exact = true }).Last.WaitForAsync();
            else
                await page.Locator(".ac-adaptiveCard").Nth(cards++).WaitForAsync();
            await Browser.ShootAsync(page, "card-" + name);
        }

        Assert.Equal(0, await page.Locator(".ac-adaptiveCard a, .ac-adaptiveCard script, .ac-adaptiveCard img:not([src^='data:image/svg+xml'])").CountAsync());
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task The_page_fits_a_phone()
    {
        var assistant = new ScriptedAssistant { Answer = (_, turn, _) => Task.FromResult<IReadOnlyList<Reply>>([Cards.Replies.All[turn.Text == "list" ? "list.en" : "chart.en"]]) };
        await using var server = await ChatServer.StartAsync(assistant);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Address, width: 400, height: 780);
        await Browser.ShootAsync(page, "phone-chooser");
        await page.GetByTestId("persona-marta").ClickAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("list");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ac-adaptiveCard").First.WaitForAsync();
        await Browser.ShootAsync(page, "phone-list");
        await page.GetByRole(AriaRole.Textbox).FillAsync("chart");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ac-adaptiveCard img").First.WaitForAsync();
        await Browser.ShootAsync(page, "phone-chart");

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "The page must not scroll sideways.");
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));
    }
}
