using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Automation;

public sealed class NotificationTests
{
    private const string Chat = "directline";

    [Fact]
    public async Task What_is_told_is_kept_with_what_it_tells_about_or_not_at_all()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await using (var dropped = await ((Crm)crm.Crm).OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin))
            await dropped.NotifyAsync(dropped.Actor.UserId, "quiet_customer", (Kinds.Customer, acme.Id));
        await TellAsync(crm, "lena", acme.Id);

        var told = Assert.Single((await crm.GetAsync("lena", new ListNotifications())).Items);
        Assert.Equal(("quiet_customer", "Acme", "7"), (told.Kind, told.Record!.Name, told.Data["days"]));
        Assert.Empty((await crm.GetAsync("marek", new ListNotifications())).Items);
    }

    [Fact]
    public async Task A_channel_gets_it_until_it_says_that_it_was_delivered()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var second = await crm.StartAnotherAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await TellAsync(crm, "lena", acme.Id);

        var first = Assert.Single(await crm.Outbox.TakeAsync(Chat, ["lena", "marek"], 10));
        Assert.Equal("lena", first.Recipient.Login);
        Assert.Empty(await second.Outbox.TakeAsync(Chat, ["lena"], 10));

        // The first process died before it was said: it is given out again.
        crm.Clock.Advance(NotificationOutbox.ClaimLife);
        var again = Assert.Single(await second.Outbox.TakeAsync(Chat, ["lena"], 10));
        await second.Outbox.MarkDeliveredAsync(Chat, [again.Notification.Id]);
        crm.Clock.Advance(NotificationOutbox.ClaimLife);
        Assert.Empty(await crm.Outbox.TakeAsync(Chat, ["lena"], 10));
        Assert.Empty(await crm.Outbox.TakeAsync("msteams", ["lena"], 10));
    }

    [Fact]
    public async Task Two_instances_that_take_at_once_share_them_without_taking_one_twice()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var second = await crm.StartAnotherAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        for (var i = 0; i < 20; i++)
            await TellAsync(crm, "lena", acme.Id);

        var taken = await Task.WhenAll(new[] { crm, second, crm, second }.Select(one => Task.Run(() => one.Outbox.TakeAsync(Chat, ["lena"], 20))));

        var ids = taken.SelectMany(list => list).Select(one => one.Notification.Id).ToList();
        Assert.Equal(20, ids.Count);
        Assert.Equal(20, ids.Distinct().Count());
    }

    [Fact]
    public async Task Seen_ones_are_not_delivered_and_one_sees_only_ones_own()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await TellAsync(crm, "lena", acme.Id);
        var id = (await crm.GetAsync("lena", new ListNotifications { Unseen = true })).Items[0].Id;

        Assert.Equal(0, await crm.DoAsync("marek", new MarkNotificationsSeen { Ids = [id] }));
        Assert.Equal(1, await crm.DoAsync("lena", new MarkNotificationsSeen { Ids = [id] }));
        Assert.Empty((await crm.GetAsync("lena", new ListNotifications { Unseen = true })).Items);
        Assert.Empty(await crm.Outbox.TakeAsync(Chat, ["lena"], 10));
    }

    [Fact]
    public async Task A_record_that_the_recipient_may_no_longer_see_is_not_named()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await TellAsync(crm, "lena", acme.Id);
        var marek = await crm.ActorAsync("marek");
        await crm.DoAsync("marta", new Core.Customers.UpdateCustomer { Id = acme.Id, OwnerId = marek.UserId });

        var told = Assert.Single(await crm.Outbox.TakeAsync(Chat, ["lena"], 10)).Notification;

        Assert.True(told.Gone);
        Assert.Null(told.Record);
    }

    private static async Task TellAsync(TestCrm crm, string login, long customer)
    {
        await using var session = await ((Crm)crm.Crm).OpenWriteAsync(await crm.ActorAsync(login), TestCrm.Origin);
        await session.NotifyAsync(session.Actor.UserId, "quiet_customer", (Kinds.Customer, customer), new Dictionary<string, string> { ["days"] = "7" });
        await session.CommitAsync();
    }
}
