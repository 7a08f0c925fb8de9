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

    private UserDirectory(IReadOnlyList<Person> all, IReadOnlyDictionary<long, string> teams)
    {
        people = all.ToFrozenDictionary(person => person.Id);
        Teams = teams;
        var actors = all.Where(person => person.Active).Select(person => (person, Actor: ActorOf(person, all))).ToList();
        actorsByLogin = actors.ToFrozenDictionary(pair => pair.person.Login, pair => pair.Actor, StringComparer.OrdinalIgnoreCase);
        actorsByEntraId = actors.Where(pair => pair.person.EntraObjectId is not null)
            .ToFrozenDictionary(pair => pair.person.EntraObjectId!, pair => pair.Actor, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyDictionary<long, string> Teams { get; }

    public IReadOnlyCollection<Person> People => people.Values;

    public Person? Find(long id) => people.GetValueOrDefault(id);

    /// <summary>A user that a record refers to; foreign keys make sure it is there.</summary>
    public Person this[long id] => people[id];

    public Actor? ActorByLogin(string login) => actorsByLogin.GetValueOrDefault(login);

    public Actor? ActorByEntraId(string objectId) => actorsByEntraId.GetValueOrDefault(objectId);

    /// <summary>Ids of a team's members, active or not: what they own stays the team's.</summary>
    public long[] MembersOf(long teamId) => [.. people.Values.Where(person => person.TeamId == teamId).Select(person => person.Id).Order()];

    public static async Task<UserDirectory> LoadAsync(CrmDbContext db, CancellationToken ct)
    {
        var people = await db.Users.AsNoTracking()
            .Select(user => new Person(user.Id, user.Login, user.Name, user.Role, user.TeamId, user.ManagerId, user.Language, user.TimeZone, user.EntraObjectId, user.Active))
            .ToListAsync(ct);
        var teams = await db.Teams.AsNoTracking().ToDictionaryAsync(team => team.Id, team => team.Name, ct);
        return new UserDirectory(people, teams);
    }

    private static Actor ActorOf(Person person, IReadOnlyList<Person> all)
    {
        IReadOnlySet<long>? owners = person.Role switch
        {
            Role.Admin or Role.Support or Role.Finance => null,
            Role.Manager => all.Where(other => other.Id == person.Id || (person.TeamId is not null && other.TeamId == person.TeamId)).Select(other => other.Id).ToHashSet(),
            _ => new HashSet<long> { person.Id },
        };
        return new Actor(person.Id, person.Login, person.Name, person.Role, person.TeamId, person.Language, person.TimeZone, owners);
    }
}
