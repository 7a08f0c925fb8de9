using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Retention;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Privacy;

public sealed class RetentionTests
{
    [Fact]
    public async Task What_is_old_and_quiet_goes_from_the_records_and_from_the_audit_and_nothing_else()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var engine = (Crm)crm.Crm;
        var acme = await crm.CustomerAsync("lena", "Acme");
        var quiet = await crm.ContactAsync("lena", acme.Id, "Quiet Person", "+49 40 1234567");
        var old = await crm.InteractionAsync("lena", acme.Id, "long ago");
        var globex = await crm.CustomerAsync("lena", "Globex");
        var waiting = await crm.ContactAsync("lena", globex.Id, "Waiting Person");
        var open = await crm.DoAsync("lena", new OpenTicket { CustomerId = globex.Id, ContactId = waiting.Id, Subject = "still open" });
        var solved = await crm.DoAsync("lena", new OpenTicket { CustomerId = globex.Id, Subject = "solved long ago" });
        await crm.DoAsync("lena", new ResolveTicket { Id = solved.Id });
        crm.Clock.Advance(TimeSpan.FromDays(300));
        var recent = await crm.InteractionAsync("lena", globex.Id, "the other day");
        crm.Clock.Advance(TimeSpan.FromDays(100));
        RetentionRule[] rules = [new(Kinds.Contact, 365, true), new(Kinds.Interaction, 365, false), new(Kinds.Ticket, 365, false)];
        await using var strict = new Crm(crm.Options with { Retention = rules }, crm.Clock);

        var found = await RetentionWork.FindAsync(strict, crm.Clock.GetUtcNow(), default);
        Assert.Equal([[quiet.Id], [old.Id], [solved.Id]], found.Select(one => one.Ids.ToArray()));
        var steps = 0;
        while (await new RetentionTask(strict).RunAsync(crm.Clock.GetUtcNow(), default))
            Assert.InRange(++steps, 1, 10);

        Assert.Equal("not_found", (await crm.AskAsync("admin", new GetContact { Id = quiet.Id })).Failure!.Code);
        Assert.Equal([recent.Id], (await crm.GetAsync("admin", new ListInteractions())).Items.Select(one => one.Id));
        Assert.Equal([open.Id], (await crm.GetAsync("admin", new ListTickets())).Items.Select(one => one.Id));
        Assert.Equal(waiting.Id, (await crm.GetAsync("admin", new GetContact { Id = waiting.Id })).Id);
        foreach (var (kind, id) in new[] { (Kinds.Contact, quiet.Id), (Kinds.Interaction, old.Id), (Kinds.Ticket, solved.Id) })
        {
            var feed = (await crm.GetAsync("admin", new ReadAudit { Entity = kind, EntityId = id })).Items;
            Assert.Contains(feed, entry => entry.Operation == "delete" && entry.Channel == "system");
            Assert.All(feed.Where(entry => entry.Operation != "erase"), entry => Assert.True(entry is { Erased: true, Before: null, After: null }));
        }
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
    }

    [Theory]
    [InlineData("contact:365:erase", true)]
    [InlineData("interaction:120m:delete", true)]
    [InlineData("contact:7:erase", false)]
    [InlineData("contact:365:delete", false)]
    [InlineData("user:365:erase", false)]
    [InlineData("contact:soon:erase", false)]
    public void Rules_are_read_strictly(string text, bool good) => Assert.Equal(good, RetentionRule.TryParse(text, out _));
}
