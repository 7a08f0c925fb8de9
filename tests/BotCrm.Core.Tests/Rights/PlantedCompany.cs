using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// A company with sub-teams, built-in and custom roles, in which every seller's records carry that seller's marks. Its own model of who sees
/// whose records is written from the rules of docs/rights.md and asks nothing of the code under test.
/// </summary>
internal sealed class PlantedCompany : IAsyncDisposable
{
    // Written for all by design: what is known of them is no leak, so nothing is planted there.
    private static readonly string[] SharedRooms = ["Users", "Knowledge", "Queues", "Rules", "Webhooks", "Rates", "Transfer", "Automation", "Privacy", "Audit"];

    private readonly string folder;
    private readonly ServiceProvider services;
    private readonly Dictionary<string, string?> parents = new() { ["World"] = null, ["North"] = "World", ["North A"] = "North", ["East"] = "World" };
    private readonly Dictionary<string, string?> teamOf = [];

    private PlantedCompany(string folder, ServiceProvider services)
    {
        this.folder = folder;
        this.services = services;
    }

    public ICrm Crm => services.GetRequiredService<ICrm>();

    public Dictionary<string, Actor> Actors { get; } = [];

    public List<Actor> Sellers { get; } = [];

    /// <summary>Planted records: whose they are, by id.</summary>
    public Dictionary<long, (string Kind, long Owner)> Records { get; } = [];

    public static IReadOnlyList<Type> UseCases { get; } = [.. typeof(ICrm).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, BaseType.IsGenericType: true })
        .Where(type => type.BaseType!.GetGenericTypeDefinition() is var open && (open == typeof(Command<>) || open == typeof(Query<>)))
        .OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public static bool IsCommand(Type type) => type.BaseType!.GetGenericTypeDefinition() == typeof(Command<>);

    public static async Task<PlantedCompany> StartAsync(int seed)
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-rights-").FullName;
        var clock = new TestClock();
        var options = new CrmOptions
        {
            Path = Path.Combine(folder, "crm.db"),
            Currency = "EUR",
            Roles = new Dictionary<string, RoleSettings>
            {
                ["assistant"] = new() { Base = "rep", Rows = "team", Permissions = ["-data.export"] },
                ["auditor"] = new() { Base = "support", Permissions = ["-customers.write"], HiddenFields = ["customer.notes", "ticket.description"] },
            },
        };
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddCrmCore(options).BuildServiceProvider();
        await CrmStartup.PrepareAsync(services);
        var company = new PlantedCompany(folder, services);
        await company.StaffAsync();
        await company.PlantAsync(new Random(seed), clock.GetUtcNow());
        return company;
    }

    /// <summary>The rule: own records, a team's with all its sub-teams, or everybody's.</summary>
    public bool SeesRowsOf(Actor actor, long owner) => actor.UserId == owner || actor.Role.Name switch
    {
        "admin" or "support" or "auditor" or "finance" => true,
        "manager" or "assistant" => teamOf[actor.Login] is { } team && IsWithin(teamOf.GetValueOrDefault(Actors.Values.First(one => one.UserId == owner).Login), team),
        _ => false,
    };

    /// <summary>The rule: the owner, who supervises the owner, and admin.</summary>
    public bool SeesDetailsOf(Actor actor, long owner) => actor.UserId == owner || (actor.Role.Name is "admin" or "manager" && SeesRowsOf(actor, owner));

    public static bool SeesAmounts(Actor actor) => actor.Role.Name is not ("support" or "auditor" or "finance");

    /// <summary>The rule for a text, by where it was written.</summary>
    public bool SeesText(Actor actor, long owner, string room, string field)
    {
        if (!SeesRowsOf(actor, owner))
            return false;
        if (actor.Role.Name == "finance" && actor.UserId != owner)
            return room is "Contracts" or "Payments" || (room == "Customers" && field is "Name" or "Aliases" or "City" or "Address" or "RegistrationNumber");
        if (field is "Email" or "WeChat" or "IdNumber" && room == "Contacts")
            return SeesDetailsOf(actor, owner);
        return actor.Role.Name != "auditor" || !(room == "Customers" && field == "Notes" || room == "Tickets" && field == "Description");
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, true);
    }

    private bool IsWithin(string? team, string above)
    {
        for (var one = team; one is not null; one = parents[one])
        {
            if (one == above)
                return true;
        }
        return false;
    }

    private async Task StaffAsync()
    {
        var origin = new Origin("test");
        var admin = (await Crm.FindActorByLoginAsync("admin"))!;
        var teams = new Dictionary<string, long>();
        foreach (var (name, parent) in parents)
            teams[name] = (await Crm.RunAsync(admin, origin, new CreateTeam { Name = name, ParentId = parent is null ? null : teams[parent] })).Value.Id;
        (string Login, string Role, string? Team)[] staff =
        [
            ("boss", "manager", "World"), ("mnorth", "manager", "North"), ("mna", "manager", "North A"), ("meast", "manager", "East"), ("mlone", "manager", null),
            ("rnorth", "rep", "North"), ("rna", "rep", "North A"), ("rna2", "rep", "North A"), ("reast", "rep", "East"), ("rlone", "rep", null),
            ("sup", "support", null), ("fin", "finance", null), ("assi", "assistant", "North"), ("aud", "auditor", null),
        ];
        teamOf["admin"] = null;
        foreach (var (login, role, team) in staff)
        {
            (await Crm.RunAsync(admin, origin, new CreateUser { Login = login, Name = "Person " + login, Role = new Role(role), TeamId = team is null ? null : teams[team] })).Value.ToString();
            teamOf[login] = team;
        }
        foreach (var login in staff.Select(one => one.Login).Append("admin"))
            Actors[login] = (await Crm.FindActorByLoginAsync(login))!;
        Sellers.AddRange(Actors.Values.Where(actor => actor.Role.Name is "rep" or "manager"));
    }

    /// <summary>Every seller runs every command on own records, with own marks, and keeps what succeeds.</summary>
    private async Task PlantAsync(Random random, DateTimeOffset now)
    {
        var commands = UseCases.Where(IsCommand)
            .Where(type => !type.FullName!.Split('.').Any(SharedRooms.Contains))
            .Where(type => !new[] { "Delete", "Merge", "Erase", "Undo", "Bulk", "Assign" }.Any(word => type.Name.Contains(word, StringComparison.Ordinal)))
            .OrderBy(type => type.Name == "CreateCustomer" ? 0 : new[] { "Create", "Add", "Log", "Open" }.Any(type.Name.StartsWith) ? 1 : 2).ToList();
        foreach (var seller in Sellers)
        {
            var own = new List<(string Kind, long Id)>();
            var generator = new Generator(random, now)
            {
                Plants = seller.UserId,
                Probe = () => null,
                Id = kind => kind == Kinds.User ? seller.UserId : own.Where(one => one.Kind == kind).Select(one => (long?)one.Id).ElementAtOrDefault(random.Next(Math.Max(1, own.Count(one => one.Kind == kind)))),
            };
            foreach (var type in commands.Take(1).Concat(commands))
            {
                for (var attempt = 0; attempt < 2; attempt++)
                {
                    await using var session = await Crm.OpenWriteAsync(seller, new Origin("test", Sentence: string.Create(CultureInfo.InvariantCulture, $"mk{seller.UserId}_Audit_Sentence_{attempt}_")));
                    var (_, failure) = await Caller.Of(type).RunAsync(session, generator.Make(type));
                    if (failure is not null)
                        continue;
                    own.AddRange(session.Recorder.Changed.Where(record => !own.Contains(record)));
                    await session.CommitAsync();
                    break;
                }
            }
            foreach (var (kind, id) in own.Where(one => one.Kind is not (Kinds.User or Kinds.Team)))
                Records[id] = (kind, seller.UserId);
        }
    }
}
