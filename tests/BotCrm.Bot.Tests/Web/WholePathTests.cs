using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace BotCrm.Bot.Tests.Web;

/// <summary>The application as it is started, in a real browser: say it, and it is in the CRM; press Undo, and it is not.</summary>
public sealed class WholePathTests
{
    [Theory]
    [InlineData("lena", "en-US", "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday", "Acme", "3%", "Undo")]
    [InlineData("lina", "zh-CN", "给恒通打了个电话,对方要求分期付款,下周二跟进", "恒通物流", "分期付款", "撤销")]
    public async Task What_is_said_is_saved_and_undone(string login, string locale, string sentence, string customer, string summary, string undo)
    {
        await using var host = await RunningBot.StartAsync();
        await using var browser = await Browser.StartAsync();
        var before = await host.StateAsync(login);
        var page = await browser.OpenAsync(host.Address, locale);
        await page.GetByTestId("persona-" + login).ClickAsync();
        var box = page.GetByRole(AriaRole.Textbox);
        await page.Locator(".webchat__text-content, .ac-adaptiveCard").First.WaitForAsync();
        await box.FillAsync(sentence);
        await page.Keyboard.PressAsync("Enter");

        var saved = page.Locator(".ac-adaptiveCard", new PageLocatorOptions { HasText = customer });
        if (customer == "恒通物流")
            await AnswerWhichAsync(page, customer, undo);
        await saved.Last.GetByText(undo).Last.WaitForAsync();
        Assert.Contains(summary, await saved.Last.InnerTextAsync(), StringComparison.Ordinal);
        await Browser.ShootAsync(page, "whole-" + login);
        var after = await host.StateAsync(login);
        Assert.Equal(before.Interactions + 1, after.Interactions);
        Assert.Equal(before.Tasks + 1, after.Tasks);

        await page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = undo }).Last.ClickAsync();
        await page.GetByText("↩").Last.WaitForAsync();
        await Browser.ShootAsync(page, "whole-undone-" + login);
        Assert.Equal(before, await host.StateAsync(login));
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));
    }

    [Fact]
    public async Task A_manager_asks_and_sees_numbers_and_a_chart()
    {
        await using var host = await RunningBot.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(host.Address, height: 1180);
        await page.GetByTestId("persona-marta").ClickAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("log a call with Contoso: Karl wants the service plan in the same contract, follow up next Tuesday");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ac-adaptiveCard").First.WaitForAsync();
        await page.GetByRole(AriaRole.Textbox).FillAsync("how is the pipeline this quarter?");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ac-adaptiveCard img[src^='data:image/svg+xml']").First.WaitForAsync();
        await Browser.ShootAsync(page, "whole-chart");
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));
    }

    /// <summary>A sentence that the page proposes must work.</summary>
    [Fact]
    public async Task Every_sentence_the_page_proposes_is_understood()
    {
        await using var host = await RunningBot.StartAsync();
        var examples = JsonNode.Parse(await NodeScript.RunAsync("examples.mjs"))!.AsObject();
        var logins = new Dictionary<string, string>
        {
            ["en.rep"] = "lena",
            ["en.manager"] = "marta",
            ["en.support"] = "sam",
            ["en.admin"] = "admin",
            ["zh.rep"] = "lina",
            ["zh.manager"] = "zhangwei",
            ["zh.support"] = "linxue",
            ["zh.admin"] = "admin",
        };
        Assert.Equal(logins.Keys.Order(), examples.Select(e => e.Key).Order());
        foreach (var (audience, sentences) in examples)
        {
            foreach (var sentence in sentences!.AsArray().Select(s => (string)s!))
            {
                var reply = await host.SayAsync(logins[audience], sentence);
                Assert.True(reply is not Skills.Assistant.NotUnderstoodReply and not Skills.Assistant.SaidReply, $"{audience}, \"{sentence}\": {reply.GetType().Name}: {reply.Text}");
            }
        }
    }

    /// <summary>恒通 may be one company or the other: if it asks, it is told.</summary>
    private static async Task AnswerWhichAsync(IPage page, string customer, string undo)
    {
        var choice = page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = customer });
        var done = page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = undo });
        await choice.Or(done).First.WaitForAsync();
        if (await choice.CountAsync() > 0)
            await choice.First.ClickAsync();
    }
}
