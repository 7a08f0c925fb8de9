using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class UserTests
{
    public static TheoryData<CreateUser, string, string> Bad => new()
    {
        { New with { Login = " " }, "required", "login" },
        { New with { Login = "two words" }, "login_with_spaces", "login" },
        { New with { Login = new string('l', Limits.Login + 1) }, "too_long", "login" },
        { New with { Login = "LENA" }, "duplicate_login", "login" },
        { New with { Name = "" }, "required", "name" },
        { New with { Role = new Role("chief") }, "unknown_value", "role" },
        { New with { Language = "de" }, "unknown_language", "language" },
        { New with { TimeZone = "Mars/Olympus" }, "unknown_time_zone", "timeZone" },
        { New with { TeamId = 999_999 }, "unknown_team", "team" },
        { New with { ManagerId = 999_999 }, "unknown_user", "manager" },
    };

    private static CreateUser New => new() { Login = "new", Name = "New", Role = Role.Rep };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_refused_with_its_field(CreateUser command, string code, string field)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var failure = (await crm.TryAsync("admin", command)).Failure!;
        Assert.Equal((code, field), (failure.Code, failure.Field));
    }

    [Fact]
    public async Task A_user_is_found_by_login_and_by_entra_id_whatever_the_case()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var user = await crm.DoAsync("admin", New with { Login = "Eva", EntraObjectId = "0F5C" });
        Assert.Equal("eva", user.Login);
        Assert.Equal(user.Id, (await crm.Crm.FindActorByLoginAsync("EVA"))!.UserId);
        Assert.Equal(user.Id, (await crm.Crm.FindActorByEntraIdAsync("0f5c"))!.UserId);
        Assert.Equal("duplicate_entra_object_id", (await crm.TryAsync("admin", New with { EntraObjectId = "0f5C" })).Failure!.Code);
        Assert.Null(await crm.Crm.FindActorByLoginAsync("nobody"));
        Assert.Equal(FailureKind.NotFound, (await crm.AskAsync("lena", new GetUser { Id = 999_999 })).Failure!.Kind);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var admin = (await crm.ActorAsync("admin")).UserId;
        Assert.Equal("last_admin", (await crm.TryAsync("admin", new UpdateUser { Id = admin, Active = false })).Failure!.Code);
        Assert.Equal("last_admin", (await crm.TryAsync("admin", new UpdateUser { Id = admin, Role = Role.Rep })).Failure!.Code);
        await crm.UserAsync("second", "Second", Role.Admin);
        await crm.DoAsync("second", new UpdateUser { Id = admin, Active = false });
        Assert.Null(await crm.Crm.FindActorByLoginAsync("admin"));
    }

    [Fact]
    public async Task Nobody_manages_themselves_not_even_through_others()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var marta = (await crm.ActorAsync("marta")).UserId;
        var lena = (await crm.ActorAsync("lena")).UserId;
        Assert.Equal("manager_circle", (await crm.TryAsync("admin", new UpdateUser { Id = marta, ManagerId = marta })).Failure!.Code);
        Assert.Equal("manager_circle", (await crm.TryAsync("admin", new UpdateUser { Id = marta, ManagerId = lena })).Failure!.Code);
        Assert.Null((await crm.DoAsync("admin", new UpdateUser { Id = lena, Clear = ["managerId", "teamId"] })).ManagerLogin);
    }

    [Fact]
    public async Task Lists_filter_users_and_count_teams()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var teams = (await crm.GetAsync("lena", new ListTeams())).Items;
        Assert.Equal([("North", 3), ("华东", 2)], teams.Select(team => (team.Name, team.Members)));
        await ExpectAsync("lena marek marta", new ListUsers { TeamId = teams[0].Id });
        await ExpectAsync("marta zhangwei", new ListUsers { Role = Role.Manager });
        await ExpectAsync("lina", new ListUsers { Search = "李娜" });
        await ExpectAsync("lina", new ListUsers { Search = "LIN" });
        await crm.DoAsync("admin", new UpdateUser { Id = (await crm.ActorAsync("sam")).UserId, Active = false });
        await ExpectAsync("sam", new ListUsers { Active = false });
        Assert.Equal("duplicate_team", (await crm.TryAsync("admin", new CreateTeam { Name = "NORTH" })).Failure!.Code);

        async Task ExpectAsync(string logins, ListUsers list) =>
            Assert.Equal(logins, string.Join(' ', (await crm.GetAsync("lena", list)).Items.Select(user => user.Login)));
    }
}
