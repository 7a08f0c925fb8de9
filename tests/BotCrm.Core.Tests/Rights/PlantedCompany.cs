using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Users;
using BotCrm.Core.Webhooks;
using BotCrm.Testing;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Rights;

/// <summary>
/// A company with sub-teams, built-in and custom roles, in which each seller has records of every noun in every state, full of that seller's
/// marks. It can be copied as a file; the copy may then get more records that some people must not notice.
/// </summary>
internal sealed partial class PlantedCompany : IAsyncDisposable
{
    /// <summary>What the host is told of the two custom roles.</summary>
    public static readonly IReadOnlyDictionary<string, RoleSettings> CustomRoles = new Dictionary<string, RoleSettings>
    {
        ["assistant"] = new() { Base = "rep", Rows = "team", Permissions = ["-data.export"] },
        ["auditor"] = new() { Base = "support", Permissions = ["-customers.write"], HiddenFields = ["customer.notes", "ticket.description"] },
    };

    private static readonly IReadOnlyDictionary<string, string?> Parents = new Dictionary<string, string?> { ["World"] = null, ["North"] = "World", ["North A"] = "North", ["East"] = "World" };

    private static readonly (string Login, string Role, string? Team)[] Staff =
    [
        ("boss", "manager", "World"), ("mnorth", "manager", "North"), ("mna", "manager", "North A"), ("meast", "manager", "East"), ("mlone", "manager", null),
        ("rnorth", "rep", "North"), ("rna", "rep", "North A"), ("rna2", "rep", "North A"), ("reast", "rep", "East"), ("rlone", "rep", null),
        ("sup", "support", null), ("fin", "finance", null), ("assi", "assistant", "North"), ("aud", "auditor", null),
    ];

    /// <summary>Those for whom nothing of East and of the people without a team is there.</summary>
    private static readonly string[] BlindToEast = ["mnorth", "mna", "rnorth", "rna", "rna2", "assi", "mlone"];

    private static readonly string[] Planters = ["boss", "mnorth", "meast", "rnorth", "rna", "rna2", "reast", "rlone"];

    // All companies of a test have the same few thousand queries; translating one costs more than asking it twenty times.
    private static readonly MemoryCache Queries = new(new MemoryCacheOptions());

    private readonly string folder;
    private ServiceProvider services;

    private PlantedCompany(string folder, CrmOptions options, TestClock clock)
    {
        this.folder = folder;
        Options = options;
        Clock = clock;
        services = Open();
    }

    public CrmOptions Options { get; }

    public TestClock Clock { get; }

    public ICrm Crm => services.GetRequiredService<ICrm>();

    public StoreEngine Engine => services.GetRequiredService<Crm>().Engine;

    public Dictionary<string, Actor> Actors { get; private init; } = [];

    public Oracle Oracle { get; private set; } = null!;

    /// <summary>Everything planted, by id.</summary>
    public Dictionary<long, Planted> Records { get; private init; } = [];

    /// <summary>Whose marks carry which number; a mark that several may know has a number of its own.</summary>
    public Dictionary<long, IReadOnlyList<long>> Parties { get; private init; } = [];

    /// <summary>Ids that some people know of though they do not see the record: what they see hangs on it.</summary>
    public HashSet<(long Id, long UserId)> Known { get; private init; } = [];

    /// <summary>Amounts of opportunities, by whose they are.</summary>
    public Dictionary<long, IReadOnlyList<long>> Amounts { get; private init; } = [];

    public IEnumerable<Actor> People => Actors.Values;

    public static bool IsBlindToEast(Actor actor) => BlindToEast.Contains(actor.Login);

    /// <summary>Ids of what is the whole company's and belongs to nobody: teams, queues, rules, calendars, webhooks and what waits to be sent to them.</summary>
    public async Task<IReadOnlyList<long>> CommonAsync(string kind)
    {
        var table = kind switch { Kinds.Team => "teams", Kinds.Queue => "queues", Kinds.Rule => "rules", Kinds.Webhook => "webhooks", Kinds.CalendarEntry => "calendar_entries", "delivery" => "webhook_deliveries", _ => null };
        if (table is null)
            return [];
        await using var connection = await Engine.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // One of the names above.
        command.CommandText = $"SELECT id FROM {table} ORDER BY id";
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync();
        var ids = new List<long>();
        while (await rows.ReadAsync())
            ids.Add(rows.GetInt64(0));
        return ids;
    }

    public static async Task<PlantedCompany> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-rights-").FullName;
        var company = new PlantedCompany(folder, Settled(await TestDatabase.CreateAsync(folder)), new TestClock());
        await CrmStartup.PrepareAsync(company.services);
        await company.HireAsync();
        await company.PlantCommonAsync();
        foreach (var login in Planters)
            await company.PlantAsync(company.Actors[login]);
        await company.PlantAcrossAsync();
        await company.LetWorkAsync();
        return company;
    }

    /// <summary>The same company, with more records in East and with the people without a team.</summary>
    public async Task<PlantedCompany> TwinAsync()
    {
        var twin = await CopyAsync();
        twin.marks = 50_000;
        foreach (var login in new[] { "reast", "meast", "rlone" })
            await twin.PlantAsync(Actors[login], shared: false);
        return twin;
    }

    /// <summary>The same company in a store of its own. To be called while nobody works in this one: it is closed for the time of the copying.</summary>
    public async Task<PlantedCompany> CopyAsync()
    {
        var place = Directory.CreateTempSubdirectory("botcrm-rights-").FullName;
        await services.DisposeAsync();
        var options = Settled(await TestDatabase.CreateAsync(place, Options));
        services = Open();
        return new PlantedCompany(place, options, new TestClock(Clock.GetUtcNow()))
        {
            Actors = Actors,
            Oracle = Oracle,
            Records = new(Records),
            Parties = new(Parties),
            Known = [.. Known],
            Amounts = new(Amounts),
        };
    }

    /// <summary>Whom the marks in a text belong to and what they were written in.</summary>
    public static IEnumerable<(string Mark, long Party, string Kind, string Field)> MarksIn(string text)
    {
        foreach (Match mark in Marks().Matches(text))
            yield return (mark.Value, Number(mark.Groups[1].Value), mark.Groups[2].Value, mark.Groups[3].Value);
        foreach (Match phone in Phones().Matches(text))
            yield return (phone.Value, Number(phone.Groups[1].Value), Kinds.Contact, "Phone");
    }

    public IEnumerable<(string Mark, long Party)> AmountsIn(string text)
    {
        foreach (Match amount in AmountMarks().Matches(text))
        {
            if (Amounts.ContainsKey(Number(amount.Groups[1].Value)))
                yield return (amount.Value, Number(amount.Groups[1].Value));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, true);
        await TestDatabase.DropAsync(Options);
    }

    private static CrmOptions Settled(CrmOptions options) => options with { Roles = CustomRoles, QueryCache = Queries, WebhookSender = new NobodyThere() };

    private ServiceProvider Open() => new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddCrmCore(Options).BuildServiceProvider();

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("mk([0-9]+)q([a-z_]+)q([A-Za-z]+)q[0-9]+q")]
    private static partial Regex Marks();

    [GeneratedRegex("49170([0-9]{5})[0-9]{4}")]
    private static partial Regex Phones();

    [GeneratedRegex(@"(?<![0-9])(7310[0-9]{3})(00)?(?![0-9])")]
    private static partial Regex AmountMarks();

    // What a webhook is to be told of stays to be told.
    private sealed class NobodyThere : IWebhookSender
    {
        public string? Refuses(Uri address) => null;

        public Task<WebhookAnswer> SendAsync(WebhookMessage message, CancellationToken ct) => Task.FromResult(new WebhookAnswer(null, "nobody there"));
    }

    private async Task HireAsync()
    {
        var origin = new Origin("test");
        var admin = (await Crm.FindActorByLoginAsync("admin"))!;
        var teams = new Dictionary<string, long>();
        foreach (var (name, parent) in Parents)
            teams[name] = (await Crm.RunAsync(admin, origin, new CreateTeam { Name = name, ParentId = parent is null ? null : teams[parent] })).Value.Id;
        foreach (var (login, role, team) in Staff)
            Assert.True((await Crm.RunAsync(admin, origin, new CreateUser { Login = login, Name = "Person " + login, Role = new Role(role), TeamId = team is null ? null : teams[team] })).Ok);
        foreach (var login in Staff.Select(one => one.Login).Append("admin"))
            Actors[login] = (await Crm.FindActorByLoginAsync(login))!;
        var staff = Staff.ToDictionary(one => Actors[one.Login].UserId, one => (one.Role, one.Team));
        staff[admin.UserId] = ("admin", null);
        Oracle = new Oracle(Parents, staff);
    }
}
