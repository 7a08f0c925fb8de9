using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Reports;
using BotCrm.Core.Tasks;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests;

/// <summary>What triggers keep must equal what counting finds, whatever was done.</summary>
public sealed class AggregateTests
{
    [Fact]
    public async Task Aggregates_follow_every_kind_of_change_and_its_undo()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var globex = await crm.DoAsync("lena", new CreateCustomer { Name = "Globex", City = "Wien", Industry = "optics", Source = "fair" });
        var contact = await crm.ContactAsync("lena", acme.Id, "Erik Holm");
        var call = await crm.InteractionAsync("lena", acme.Id);
        await crm.OpportunityAsync("lena", acme.Id, "Line 4", 1000);
        await crm.TicketAsync("lena", acme.Id, "Late");
        await crm.TaskAsync("lena", "Call again", acme.Id);
        await CheckAsync(crm);

        await crm.DoAsync("lena", new CorrectInteraction { Id = call.Id, Kind = InteractionKind.Visit, When = crm.Clock.GetUtcNow().AddDays(-40), CustomerId = globex.Id });
        await CheckAsync(crm);
        await crm.DoAsync("marta", new UpdateCustomer { Id = acme.Id, OwnerId = (await crm.ActorAsync("marek")).UserId, City = "Linz", Lifecycle = Lifecycle.Interested });
        await CheckAsync(crm);
        Assert.Single((await crm.GetAsync("marek", new ListTasks { CustomerId = acme.Id })).Items);
        var last = (await crm.GetAsync("marta", new FindLastChangeSet()))!;
        await crm.DoAsync("marta", new UndoChangeSet { Id = last.Id });
        await CheckAsync(crm);
        await crm.DoAsync("lena", new DeleteInteraction { Id = call.Id });
        await CheckAsync(crm);
        await crm.DoAsync("marta", new DeleteCustomer { Id = acme.Id });
        await CheckAsync(crm);
        last = (await crm.GetAsync("marta", new FindLastChangeSet()))!;
        await crm.DoAsync("marta", new UndoChangeSet { Id = last.Id });
        await CheckAsync(crm);
        Assert.Equal(contact.Id, Assert.Single((await crm.GetAsync("lena", new Contacts.ListContacts { CustomerId = acme.Id })).Items).Id);
    }

    [Fact]
    public async Task Activity_adds_whole_blocks_and_both_ends_exactly()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var now = crm.Clock.GetUtcNow();
        // One call every eleven hours for forty days: more than four blocks and their ends.
        var instants = Enumerable.Range(0, 88).Select(i => now.AddHours(-11 * i)).ToList();
        foreach (var instant in instants)
            await crm.DoAsync("lena", new LogInteraction { CustomerId = acme.Id, Kind = InteractionKind.Call, Summary = "talked", When = instant });
        await crm.DoAsync("lena", new LogInteraction { CustomerId = acme.Id, Kind = InteractionKind.Visit, Summary = "met", When = now.AddDays(-3) });
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, berlin).DateTime);
        foreach (var (first, length) in new[] { (-39, 40), (-39, 3), (-20, 17), (-9, 1), (-16, 16), (0, 1) })
        {
            var from = today.AddDays(first);
            var to = from.AddDays(length - 1);
            var expected = instants.Append(now.AddDays(-3)).Count(instant => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, berlin).DateTime) is var day && day >= from && day <= to);
            var rows = await crm.GetAsync("lena", new Activity { From = from, To = to });
            Assert.Equal(expected, rows[^1].InteractionCount);
            Assert.Null(rows[^1].Person);
            Assert.Equal("Lena Fischer", rows[0].Person!.Name);
        }
    }

    [Fact]
    public async Task Activity_counts_what_each_did_and_only_of_those_one_answers_for()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var initech = await crm.CustomerAsync("marek", "Initech");
        var huaxia = await crm.CustomerAsync("lina", "华夏仪器");
        await crm.InteractionAsync("lena", acme.Id);
        await crm.InteractionAsync("lena", acme.Id);
        await crm.InteractionAsync("marek", initech.Id);
        await crm.InteractionAsync("lina", huaxia.Id);
        await crm.OpportunityAsync("marek", initech.Id, "Pumps", 500);
        var task = await crm.TaskAsync("marek", "Send the list", initech.Id);
        await crm.DoAsync("marek", new CompleteTask { Id = task.Id });
        var (from, to) = (new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));

        var north = await crm.GetAsync("marta", new Activity { From = from, To = to });
        Assert.Equal(["Lena Fischer: 2 0 0", "Marek Novak: 1 1 1", "all: 3 1 1"], north.Select(Line));
        Assert.Equal(["Lena Fischer: 2 0 0", "all: 2 0 0"], (await crm.GetAsync("lena", new Activity { From = from, To = to })).Select(Line));
        Assert.Equal("all: 4 1 1", Line((await crm.GetAsync("admin", new Activity { From = from, To = to }))[^1]));
        Assert.Empty(await crm.GetAsync("sam", new Activity { From = from, To = to }));
        Assert.Empty(await crm.GetAsync("marta", new Activity { From = from.AddMonths(-1), To = from.AddDays(-1) }));
        Assert.Equal("own_records_only", (await crm.AskAsync("lena", new Activity { From = from, To = to, OwnerId = (await crm.ActorAsync("marek")).UserId })).Failure?.Policy);
        Assert.Equal("period_reversed", (await crm.AskAsync("lena", new Activity { From = to, To = from })).Failure?.Code);

        static string Line(ActivityRow row) => $"{row.Person?.Name ?? "all"}: {row.InteractionCount} {row.TasksDone} {row.OpportunitiesCreated}";
    }

    [Fact]
    public async Task Portrait_counts_values_without_regard_to_case_and_tells_of_those_that_have_none()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        foreach (var (name, city) in new[] { ("Acme", "Wien"), ("Globex", "wien"), ("Initech", "Wien"), ("Umbra", null) })
            await crm.DoAsync("lena", new CreateCustomer { Name = name, City = city });
        await crm.DoAsync("marek", new CreateCustomer { Name = "Kolibri", City = "Linz", Lifecycle = Lifecycle.Interested });

        var hers = await crm.GetAsync("lena", new Portrait());
        Assert.Equal(4, hers.Customers);
        Assert.Equal([new PortraitRow("Wien", 3, 0.75m), new PortraitRow(null, 1, 0.25m)], hers.City);
        var team = await crm.GetAsync("marta", new Portrait());
        Assert.Equal([new PortraitRow("potential", 4, 0.8m), new PortraitRow("interested", 1, 0.2m)], team.Lifecycle);
        Assert.Equal(1, (await crm.GetAsync("marta", new Portrait { OwnerId = (await crm.ActorAsync("marek")).UserId })).Customers);
    }

    private static async Task CheckAsync(TestCrm crm)
    {
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        var db = session.Db;
        var owners = await db.Customers.ToDictionaryAsync(customer => customer.Id, customer => customer.OwnerId);
        Assert.All(await db.Contacts.ToListAsync(), one => Assert.Equal(owners[one.CustomerId], one.CustomerOwnerId));
        Assert.All(await db.Interactions.ToListAsync(), one => Assert.Equal(owners[one.CustomerId], one.CustomerOwnerId));
        Assert.All(await db.Opportunities.ToListAsync(), one => Assert.Equal(owners[one.CustomerId], one.CustomerOwnerId));
        Assert.All(await db.Tickets.ToListAsync(), one => Assert.Equal(owners[one.CustomerId], one.CustomerOwnerId));
        Assert.All(await db.Tasks.ToListAsync(), one => Assert.Equal(one.CustomerId is { } customer ? owners[customer] : null, one.CustomerOwnerId));

        var counted = (await db.Interactions.ToListAsync())
            .GroupBy(one => $"{one.When.ToUnixTimeMilliseconds() / ActivityBlock.Length} {one.AuthorId} {one.Kind}").Select(group => $"{group.Key} {group.Count()}").Order();
        var kept = (await db.Set<ActivityBlock>().Where(block => block.Count != 0).ToListAsync()).Select(block => $"{block.Block} {block.AuthorId} {block.Kind} {block.Count}").Order();
        Assert.Equal(counted, kept);

        var customers = await db.Customers.ToListAsync();
        var values = customers.SelectMany(one => new[] { (one.OwnerId, "lifecycle", one.Lifecycle.ToString().ToLowerInvariant()), (one.OwnerId, "industry", one.Industry ?? ""), (one.OwnerId, "city", one.City ?? ""), (one.OwnerId, "source", one.Source ?? "") })
            .GroupBy(value => value).Select(group => $"{group.Key} {group.Count()}").Order();
        var facts = (await db.Set<CustomerCount>().Where(row => row.Count != 0).ToListAsync()).Select(row => $"{(row.OwnerId, row.Dimension, row.Value)} {row.Count}").Order();
        Assert.Equal(values, facts);
    }
}
