using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class TeamTests
{
    [Fact]
    public async Task A_team_is_not_part_of_itself_and_goes_only_when_empty()
    {
        await using var crm = await TestCrm.StartAsync();
        var world = await crm.TeamAsync("World");
        var north = await crm.DoAsync("admin", new CreateTeam { Name = "North", ParentId = world.Id });
        var coast = await crm.DoAsync("admin", new CreateTeam { Name = "Coast", ParentId = north.Id });
        foreach (var parent in new[] { world.Id, north.Id, coast.Id })
            Assert.Equal("team_circle", (await crm.TryAsync("admin", new UpdateTeam { Id = world.Id, ParentId = parent })).Failure!.Code);
        Assert.Equal("team_has_parts", (await crm.TryAsync("admin", new DeleteTeam { Id = north.Id })).Failure!.Code);
        var anna = await crm.UserAsync("anna", "Anna", Role.Rep, coast.Id);
        Assert.Equal("team_has_members", (await crm.TryAsync("admin", new DeleteTeam { Id = coast.Id })).Failure!.Code);
        await crm.DoAsync("admin", new UpdateUser { Id = anna.Id, TeamId = world.Id });
        await crm.DoAsync("admin", new DeleteTeam { Id = coast.Id });
        Assert.Equal(Policies.AdminManagesUsers, (await crm.TryAsync("anna", new DeleteTeam { Id = north.Id })).Failure!.Policy);
    }

    [Fact]
    public async Task Moving_a_team_moves_what_its_managers_see_at_once()
    {
        await using var crm = await TestCrm.StartAsync();
        var (north, coast) = (await crm.TeamAsync("North"), await crm.TeamAsync("Coast"));
        await crm.UserAsync("mia", "Mia", Role.Manager, north.Id);
        await crm.UserAsync("rob", "Rob", Role.Rep, coast.Id);
        await crm.CustomerAsync("rob", "Nordlicht");
        Assert.Empty((await crm.GetAsync("mia", new ListCustomers())).Items);
        await crm.DoAsync("admin", new UpdateTeam { Id = coast.Id, ParentId = north.Id });
        Assert.Single((await crm.GetAsync("mia", new ListCustomers())).Items);
        await crm.DoAsync("admin", new UpdateTeam { Id = coast.Id, Clear = ["parentId"] });
        Assert.Empty((await crm.GetAsync("mia", new ListCustomers())).Items);
    }
}
