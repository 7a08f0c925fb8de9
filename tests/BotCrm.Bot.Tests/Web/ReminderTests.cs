using BotCrm.Core;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace BotCrm.Bot.Tests.Web;

/// <summary>What nobody asked for now: it comes up in the open page, in a real browser, and its buttons do what they say.</summary>
public sealed class ReminderTests
{
    [Theory]
    [InlineData("lena", "en-US", "Due: Call the harbour", "In an hour", "Done", "Undo")]
    [InlineData("lina", "zh-CN", "Call the harbour", "一小时后", "完成", "撤销")]
    public async Task A_reminder_comes_up_once_is_put_off_and_is_done(string login, string locale, string told, string later, string done, string undo)
    {
        await using var host = await RunningBot.StartAsync("--DirectLine:TokenMinutes=600");
        await using var browser = await Browser.StartAsync();
        var crm = host.Services.GetRequiredService<ICrm>();
        var work = host.Services.GetRequiredService<BackgroundWork>();
        var actor = (await crm.FindActorByLoginAsync(login))!;
        var task = (await crm.RunAsync(actor, TestCrm.Origin, new CreateTask { Title = "Call the harbour", Due = DueTime.At(host.Clock.GetUtcNow().AddMinutes(5)) })).Value;
        var page = await browser.OpenAsync(host.Address, locale);
        await page.GetByTestId("persona-" + login).ClickAsync();
        await page.Locator(".webchat__text-content, .ac-adaptiveCard").First.WaitForAsync();
        var notices = page.Locator(".ac-adaptiveCard", new PageLocatorOptions { HasText = told }).Filter(new LocatorFilterOptions { Has = page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = later }) });
        Assert.Equal(0, await notices.CountAsync());

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await work.RunDueAsync();
        await notices.First.WaitForAsync();
        await Button(notices.First, later).ClickAsync();
        await UntilAsync(async () => (await TaskAsync()).RemindAt == host.Clock.GetUtcNow().AddHours(1));

        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await work.RunDueAsync();
        Assert.Equal(1, await notices.CountAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(31));
        await work.RunDueAsync();
        await notices.Nth(1).WaitForAsync();
        await Browser.ShootAsync(page, "reminder-" + login);
        await Button(notices.Nth(1), done).ClickAsync();
        await page.Locator("button.ac-pushButton", new PageLocatorOptions { HasText = undo }).Last.WaitForAsync();
        Assert.True((await TaskAsync()).Done);
        await Browser.ShootAsync(page, "reminder-done-" + login);

        host.Clock.Advance(TimeSpan.FromHours(3));
        await work.RunDueAsync();
        await page.ReloadAsync();
        await notices.Nth(1).WaitForAsync();
        Assert.Equal(2, await notices.CountAsync());
        Assert.True(browser.Complaints.IsEmpty, string.Join("\n", browser.Complaints));

        async Task<TaskView> TaskAsync() => (await crm.AskAsync(actor, TestCrm.Origin, new GetTask { Id = task.Id })).Value;
    }

    private static ILocator Button(ILocator card, string label) => card.Locator("button.ac-pushButton", new LocatorLocatorOptions { HasText = label });

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
            await Task.Delay(50, patience.Token);
    }
}
