using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

/// <summary>An undo is bound by the rights of the moment, not by those of the change it takes back.</summary>
public sealed class UndoRightsTests
{
    [Fact]
    public async Task Who_is_no_administrator_any_more_takes_back_no_change_of_users()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var second = await crm.UserAsync("nina", "Nina Roth", Role.Admin);
        await crm.DoAsync("nina", new UpdateUser { Id = await IdAsync(crm, "marek"), Active = false });
        var deactivation = await LastAsync(crm, "nina");
        await crm.DoAsync("nina", new UpdateUser { Id = second.Id, Role = Role.Rep });
        var demotion = await LastAsync(crm, "nina");
        await crm.DoAsync("admin", new CreateTeam { Name = "Night" });

        foreach (var id in new[] { deactivation, demotion })
        {
            var refused = (await crm.TryAsync("nina", new UndoChangeSet { Id = id })).Failure!;
            Assert.Equal((FailureKind.Forbidden, Policies.AdminManagesUsers), (refused.Kind, refused.Policy));
        }
        Assert.Equal(Role.Rep, (await crm.GetAsync("admin", new GetUser { Id = second.Id })).Role);
        Assert.True((await crm.TryAsync("admin", new UndoChangeSet { Id = deactivation })).Ok);
    }

    [Fact]
    public async Task Ones_own_preferences_are_taken_back_without_being_administrator()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await IdAsync(crm, "lena");
        await crm.DoAsync("lena", new UpdateUser { Id = lena, Language = "zh", TimeZone = "Asia/Shanghai" });
        await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        Assert.Equal("Europe/Berlin", (await crm.GetAsync("lena", new GetUser { Id = lena })).TimeZone);
    }

    [Fact]
    public async Task An_undo_leaves_an_administrator()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var marta = await IdAsync(crm, "marta");
        await crm.DoAsync("admin", new UpdateUser { Id = marta, Role = Role.Admin });
        var promotion = await LastAsync(crm, "admin");
        await crm.DoAsync("admin", new UpdateUser { Id = await IdAsync(crm, "admin"), Role = Role.Rep });
        Assert.Equal("last_admin", (await crm.TryAsync("marta", new UndoChangeSet { Id = promotion })).Failure!.Code);
        Assert.Equal(Role.Admin, (await crm.GetAsync("marta", new GetUser { Id = marta })).Role);
    }

    [Fact]
    public async Task Nothing_is_put_back_on_a_customer_that_went_to_somebody_else()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var call = await crm.InteractionAsync("lena", acme.Id);
        await crm.DoAsync("lena", new DeleteInteraction { Id = call.Id });
        var deletion = await LastAsync(crm, "lena");
        await crm.DoAsync("marta", new UpdateCustomer { Id = acme.Id, OwnerId = await IdAsync(crm, "marek") });

        Assert.Equal("not_found", (await crm.TryAsync("lena", new UndoChangeSet { Id = deletion })).Failure!.Code);
        Assert.Equal("not_found", (await crm.AskAsync("marek", new GetInteraction { Id = call.Id })).Failure!.Code);
    }

    [Fact]
    public async Task Who_moved_to_support_takes_back_no_change_of_an_opportunity()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var refresh = await crm.OpportunityAsync("lena", acme.Id, "Refresh", 48000m);
        await crm.DoAsync("lena", new UpdateOpportunity { Id = refresh.Id, Amount = 60000m });
        var change = await LastAsync(crm, "lena");
        await crm.DoAsync("admin", new UpdateUser { Id = await IdAsync(crm, "lena"), Role = Role.Support });

        Assert.Equal(FailureKind.Forbidden, (await crm.TryAsync("lena", new UndoChangeSet { Id = change })).Failure!.Kind);
        Assert.Equal(60000m, (await crm.GetAsync("marta", new GetOpportunity { Id = refresh.Id })).Amount);
    }

    private static async Task<long> IdAsync(TestCrm crm, string login) => (await crm.Crm.FindActorByLoginAsync(login))!.UserId;

    private static async Task<long> LastAsync(TestCrm crm, string login) => (await crm.GetAsync(login, new FindLastChangeSet()))!.Id;
}
