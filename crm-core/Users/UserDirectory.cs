using System.Collections.Frozen;
using BotCrm.Core.Access;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Users;

/// <summary>A colleague as views name them.</summary>
internal sealed record Person(long Id, string Login, string Name, Role Role, long? TeamId, long? ManagerId, string Language, string TimeZone, string? EntraObjectId, bool Active);

/// <summary>
/// All users and teams at one moment, in memory: there are few, they seldom change, and nearly every answer names some. Immutable;
/// <see cref="CrmSession.DirectoryAsync"/> gives the current one.
/// </summary>
internal sealed class UserDirectory
{
    private readonly FrozenDictionary<long, Person> people;
    private readonly FrozenDictionary<string, Actor> actorsByLogin;
    private readonly FrozenDictionary<string, Actor> actorsByEntraId;

    private readonly FrozenDictionary<long, long?> parents;

    private UserDirectory(IReadOnlyList<Person> all, IReadOnlyList<(long Id, string Name, long? Parent)> teams, RoleBook roles)
    {
        Roles = roles;
        people = all.ToFrozenDictionary(person => person.Id);
        Teams = teams.ToDictionary(team => team.Id, team => team.Name);
        parents = teams.ToFrozenDictionary(team => team.Id, team => team.Parent);
        var actors = all.Where(person => person.Active).Select(person => (person, Actor: ActorOf(person, roles.Of(person.Role)))).ToList();
        actorsByLogin = actors.ToFrozenDictionary(pair => pair.person.Login, pair => pair.Actor, StringComparer.OrdinalIgnoreCase);
        actorsByEntraId = actors.Where(pair => pair.person.EntraObjectId is not null)
            .ToFrozenDictionary(pair => pair.person.EntraObjectId!, pair => pair.Actor, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What the roles of these people may.</summary>
    public RoleBook Roles { get; }

    public IReadOnlyDictionary<long, string> Teams { get; }

    public IReadOnlyCollection<Person> People => people.Values;

    public Person? Find(long id) => people.GetValueOrDefault(id);

    /// <summary>A user that a record refers to; foreign keys make sure it is there.</summary>
    public Person this[long id] => people[id];

    public Actor? ActorByLogin(string login) => actorsByLogin.GetValueOrDefault(login);

    public Actor? ActorByEntraId(string objectId) => actorsByEntraId.GetValueOrDefault(objectId);

    /// <summary>Ids of the members of a team and of all its sub-teams, active or not: what they own stays the team's.</summary>
    public long[] MembersOf(long teamId) => [.. people.Values.Where(person => person.TeamId is { } team && IsWithin(team, teamId)).Select(person => person.Id).Order()];

    public int DirectMembers(long teamId) => people.Values.Count(person => person.TeamId == teamId);

    public long? ParentOf(long teamId) => parents.GetValueOrDefault(teamId);

    /// <summary>Whether a team is the other one or lies below it. Ends on a circle, which the commands refuse but an undo race could leave.</summary>
    public bool IsWithin(long teamId, long above)
    {
        var seen = new HashSet<long>();
        for (long? team = teamId; team is { } one && seen.Add(one); team = ParentOf(one))
        {
            if (one == above)
                return true;
        }
        return false;
    }

    public static async Task<UserDirectory> LoadAsync(CrmDbContext db, RoleBook roles, CancellationToken ct)
    {
        var people = await db.Users.AsNoTracking()
            .Select(user => new Person(user.Id, user.Login, user.Name, user.Role, user.TeamId, user.ManagerId, user.Language, user.TimeZone, user.EntraObjectId, user.Active))
            .ToListAsync(ct);
        var teams = await db.Teams.AsNoTracking().Select(team => new { team.Id, team.Name, team.ParentId }).ToListAsync(ct);
        return new UserDirectory(people, [.. teams.Select(team => (team.Id, team.Name, team.ParentId))], roles);
    }

    private Actor ActorOf(Person person, RoleRights rights)
    {
        IReadOnlySet<long>? owners = rights.Rows switch
        {
            RowRange.All => null,
            RowRange.Team when person.TeamId is { } team => new HashSet<long>(MembersOf(team)) { person.Id },
            _ => new HashSet<long> { person.Id },
        };
        return new Actor(person.Id, person.Login, person.Name, person.Role, person.TeamId, person.Language, person.TimeZone, owners) { Rights = rights, Colleagues = people.Count };
    }
}
