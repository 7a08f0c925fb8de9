using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Privacy;

/// <summary>Somebody who has left is forgotten: what was done stays, done by a number.</summary>
public sealed class UserErasureTests
{
    private const string Entra = "3f2a9c10-7b7e-4e0a-9b15-1d2c3b4a5f60";

    [Fact]
    public async Task Name_and_identities_become_a_pseudonym_and_the_chain_verifies()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (lena, acme) = await FillAsync(crm);
        var marek = (await crm.ActorAsync("marek")).UserId;

        var report = await crm.DoAsync("admin", new EraseUser { UserId = lena, SuccessorId = marek }, new Origin("chat", "c", "erase Lena Fischer"));
        Assert.Equal(("Lena Fischer", "former-" + lena, "Marek Novak"), (report.Name, report.Pseudonym, report.Successor!.Name));
        Assert.Equal(["contract 1", "customer 1", "opportunity 1", "task 1", "ticket 1"], report.HandedOver.Select(one => $"{one.Key} {one.Value}").Order(StringComparer.Ordinal));
        await crm.RunBackgroundAsync();

        // The login that the log of actions was made with is a part of the chain and stays in it; nothing else of her does, in any table.
        foreach (var trace in TestDatabase.IsPostgres ? [] : new[] { "Lena Fischer", "Fischer", Entra })
            Assert.Empty(ErasureTests.TablesWith(crm.Path, trace));
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
        var feed = (await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(200) })).Items;
        Assert.DoesNotContain(feed, entry => entry.Actor == "lena");
        Assert.NotEmpty((await crm.GetAsync("admin", new ReadAudit { Actor = report.Pseudonym })).Items);
        Assert.Empty((await crm.GetAsync("admin", new ReadAudit { Actor = "lena" })).Items);
        Assert.Null(await crm.Crm.FindActorByLoginAsync("lena"));
        Assert.Null(await crm.Crm.FindActorByLoginAsync(report.Pseudonym));
        Assert.Null(await crm.Crm.FindActorByEntraIdAsync(Entra));

        // What she did is hers still, under the number; what was open is another's.
        Assert.All((await crm.GetAsync("marek", new ListInteractions { CustomerId = acme })).Items, one => Assert.Equal(report.Pseudonym, one.AuthorLogin));
        Assert.Equal("marek", (await crm.GetAsync("marek", new GetCustomer { Id = acme })).OwnerLogin);
        var sales = (await crm.GetAsync("marek", new ListOpportunities())).Items.ToDictionary(one => one.Name, one => one.OwnerLogin);
        Assert.Equal(("marek", report.Pseudonym), (sales["Open"], sales["Won"]));
        Assert.Equal("[erased] promised a visit", (await crm.GetAsync("marek", new ListTasks { Search = "visit" })).Items.Single().Title);
        var rule = (await crm.GetAsync("admin", new ListRules())).Single(one => one.Name == "To her");
        Assert.Equal("user:marek", rule.Definition.Action.To);
        Assert.Equal("already_erased", (await crm.TryAsync("admin", new EraseUser { UserId = lena, SuccessorId = marek })).Failure!.Code);
    }

    [Fact]
    public async Task A_successor_must_be_named_where_there_is_something_to_look_after()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (lena, _) = await FillAsync(crm);
        var (admin, marta) = ((await crm.ActorAsync("admin")).UserId, (await crm.ActorAsync("marta")).UserId);
        var refused = (await crm.TryAsync("admin", new EraseUser { UserId = lena })).Failure!;
        Assert.Equal(("successor_needed", "5"), (refused.Code, refused.Data["count"]));
        Assert.Equal("successor_is_erased", (await crm.TryAsync("admin", new EraseUser { UserId = lena, SuccessorId = lena })).Failure!.Code);
        Assert.Equal("erase_oneself", (await crm.TryAsync("admin", new EraseUser { UserId = admin })).Failure!.Code);
        Assert.Equal(FailureKind.Forbidden, (await crm.TryAsync("marta", new EraseUser { UserId = lena, SuccessorId = marta })).Failure!.Kind);
        Assert.Equal("reserved_login", (await crm.TryAsync("admin", new CreateUser { Login = "former-7", Name = "Seven", Role = Role.Rep })).Failure!.Code);
        // Tried and thrown away: nothing has happened.
        Assert.Equal("Lena Fischer", (await crm.ActorAsync("lena")).Name);

        // Sam looks after nothing; marta's people answer to nobody above her, so to whoever takes over.
        var sam = (await crm.ActorAsync("sam")).UserId;
        Assert.Empty((await crm.DoAsync("admin", new EraseUser { UserId = sam })).HandedOver);
        await crm.DoAsync("admin", new EraseUser { UserId = marta, SuccessorId = admin });
        Assert.Equal(admin, (await crm.GetAsync("admin", new GetUser { Id = lena })).ManagerId);
    }

    [Fact]
    public async Task Somebody_new_with_the_old_login_is_not_taken_for_the_erased_one()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (lena, acme) = await FillAsync(crm);
        await crm.DoAsync("admin", new EraseUser { UserId = lena, SuccessorId = (await crm.ActorAsync("marek")).UserId });
        await crm.UserAsync("lena", "Lena Otto", Role.Rep);
        await crm.CustomerAsync("lena", "Globex");
        var hers = (await crm.GetAsync("admin", new ReadAudit { Actor = "lena" })).Items;
        Assert.Equal([Kinds.Customer], hers.Select(entry => entry.Entity));
        Assert.DoesNotContain(hers, entry => entry.EntityId == acme);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
    }

    /// <summary>Five things to take over, of lena's.</summary>
    private static async Task<(long Lena, long Acme)> FillAsync(TestCrm crm)
    {
        var lena = (await crm.ActorAsync("lena")).UserId;
        await crm.DoAsync("admin", new UpdateUser { Id = lena, EntraObjectId = Entra });
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.InteractionAsync("lena", acme.Id, "asked for prices");
        await crm.OpportunityAsync("lena", acme.Id, "Open");
        var won = await crm.OpportunityAsync("lena", acme.Id, "Won");
        await crm.DoAsync("lena", new WinOpportunity { Id = won.Id });
        await crm.DoAsync("lena", new CreateContract { CustomerId = acme.Id, Value = 100 });
        await crm.DoAsync("admin", new CreateTask { Title = "Lena Fischer promised a visit", AssigneeId = lena });
        await crm.DoAsync("lena", new OpenTicket { CustomerId = acme.Id, Subject = "Server down", AssigneeId = lena });
        await crm.DoAsync("admin", new CreateRule { Definition = new RuleDefinition { Name = "To her", Trigger = new RuleTrigger { Kind = "lost" }, Action = new RuleAction { Kind = "notify", To = "user:lena" } } });
        await crm.DoAsync("lena", new ChangeNotificationSettings { DigestAt = new TimeOnly(7, 0) });
        return (lena, acme.Id);
    }
}
