using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;

namespace BotCrm.Bot.Api.Users;

internal static class UserEndpoints
{
    private const string Tag = "Users";

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users");
        users.MapGet("", ListAsync).Describe("listUsers", "List users.", Tag).Lists<UserResource>(
            [],
            QueryParameter.Of<string>("role", "With this role: admin, manager, rep, support, finance or one of the configuration."),
            QueryParameter.Of<Reference>("team", "Id or name of the team."),
            QueryParameter.Of<bool>("active", "May sign in or not."),
            QueryParameter.Of<string>("search", "Part of a name or login."));
        users.MapPost("", CreateAsync).Describe("createUser", "Create a user.", Tag).Creates<NewUser, UserResource>();
        users.MapGet("/me", MeAsync).Describe("getMe", "Get the user whom the token names.", Tag).Gets<UserResource>();
        users.MapGet("/{id}", GetAsync).Describe("getUser", "Get a user.", Tag).Gets<UserResource>();
        users.MapPatch("/{id}", ChangeAsync).Describe("updateUser", "Change or deactivate a user.", Tag).Changes<UserChange, UserResource>();

        var teams = api.MapGroup("/teams");
        teams.MapGet("", ListTeamsAsync).Describe("listTeams", "List teams.", Tag).Lists<TeamResource>([]);
        teams.MapPost("", CreateTeamAsync).Describe("createTeam", "Create a team.", Tag).Creates<NewTeam, TeamResource>();
        teams.MapGet("/{id}", GetTeamAsync).Describe("getTeam", "Get a team.", Tag).Gets<TeamResource>();
        teams.MapPatch("/{id}", ChangeTeamAsync).Describe("updateTeam", "Rename a team or make it part of another.", Tag).Changes<TeamChange, TeamResource>();
        teams.MapDelete("/{id}", DeleteTeamAsync).Describe("deleteTeam", "Delete a team without members and sub-teams.", Tag).Deletes();

        api.MapGet("/me", RightsAsync).Describe("getRights", "Get the user whom the token names, and what this user may.", Tag).Gets<MeResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(
            await call.AskAsync(
                new ListUsers
                {
                    Role = call.Query.Text("role") is { } role ? new Role(role) : null,
                    TeamId = await call.References.TeamAsync(call.Query.Reference("team"), "team", ct),
                    Active = call.Query.Flag("active"),
                    Search = call.Query.Text("search"),
                    Paging = call.Query.Paging(),
                },
                ct),
            UserResource.From);

    private static async Task<IResult> MeAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetUser { Id = call.Actor.UserId }, ct), UserResource.From);

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetUser { Id = call.Id(Kinds.User) }, ct), UserResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewUser>(ct);
        var given = body.Value;
        var team = await call.References.TeamAsync(given.Team, "team", ct);
        var manager = await call.References.UserAsync(given.Manager, "manager", ct);
        var command = new CreateUser
        {
            Login = body.Needed(given.Login, "login", ""),
            Name = body.Needed(given.Name, "name", ""),
            Role = new Role(body.Needed(given.Role, "role", "")),
            TeamId = team,
            ManagerId = manager,
            EntraObjectId = given.EntraObjectId,
        };
        return call.Created(
            await call.RunAsync(
                command with { Language = given.Language ?? command.Language, TimeZone = given.TimeZone ?? command.TimeZone },
                ct),
            UserResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<UserChange>(ct);
        var given = body.Value;
        var team = await call.References.TeamAsync(given.Team, "team", ct);
        var manager = await call.References.UserAsync(given.Manager, "manager", ct);
        return call.Answer(
            await call.RunAsync(
                new UpdateUser
                {
                    Id = call.Id(Kinds.User),
                    Name = given.Name,
                    Role = given.Role is { } role ? new Role(role) : null,
                    TeamId = team,
                    ManagerId = manager,
                    Language = given.Language,
                    TimeZone = given.TimeZone,
                    EntraObjectId = given.EntraObjectId,
                    Active = given.Active,
                    Clear = [.. body.Clear("team", "manager", "entraObjectId").Select(static field => field is "team" or "manager" ? field + "Id" : field)],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            UserResource.From);
    }

    private static async Task<IResult> ListTeamsAsync(ApiCall call, CancellationToken ct) =>
        call.Page(await call.AskAsync(new ListTeams { Paging = call.Query.Paging() }, ct), TeamResource.From);

    private static async Task<IResult> CreateTeamAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewTeam>(ct);
        var parent = await call.References.TeamAsync(body.Value.Parent, "parent", ct);
        return call.Created(await call.RunAsync(new CreateTeam { Name = body.Needed(body.Value.Name, "name", ""), ParentId = parent }, ct), TeamResource.From);
    }

    private static async Task<IResult> GetTeamAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetTeam { Id = call.Id(Kinds.Team) }, ct), TeamResource.From);

    private static async Task<IResult> ChangeTeamAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TeamChange>(ct);
        var given = body.Value;
        var parent = await call.References.TeamAsync(given.Parent, "parent", ct);
        return call.Answer(
            await call.RunAsync(
                new UpdateTeam
                {
                    Id = call.Id(Kinds.Team),
                    Name = given.Name,
                    ParentId = parent,
                    Clear = [.. body.Clear("parent").Select(static field => field + "Id")],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            TeamResource.From);
    }

    private static async Task<IResult> DeleteTeamAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteTeam { Id = call.Id(Kinds.Team), IfVersion = call.Version() }, ct));

    private static async Task<IResult> RightsAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetUser { Id = call.Actor.UserId }, ct), view => MeResource.From(view, call.Actor.Rights));
}
