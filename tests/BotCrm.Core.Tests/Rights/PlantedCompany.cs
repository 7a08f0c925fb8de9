using System.Text.RegularExpressions;
using BotCrm.Core.Access;
using BotCrm.Core.Users;
using BotCrm.Testing;
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

    private readonly string folder;
    private readonly ServiceProvider services;

    private PlantedCompany(string folder, TestClock clock)
    {
        this.folder = folder;
        Path = System.IO.Path.Combine(folder, "crm.db");
        Clock = clock;
        services = new ServiceCollection().AddSingleton<TimeProvider>(clock)
            .AddCrmCore(new CrmOptions { Path = Path, Currency = "EUR", Roles = CustomRoles }).BuildServiceProvider();
    }

    public string Path { get; }

    public TestClock Clock { get; }

    public ICrm Crm => services.GetRequiredService<ICrm>();

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

    public static async Task<PlantedCompany> StartAsync()
    {
        var company = new PlantedCompany(Directory.CreateTempSubdirectory("botcrm-rights-").FullName, new TestClock());
        await CrmStartup.PrepareAsync(company.services);
        await company.HireAsync();
        foreach (var login in Planters)
            await company.PlantAsync(company.Actors[login]);
        await company.PlantAcrossAsync();
        return company;
    }

    /// <summary>The same company, with more records in East and with the people without a team.</summary>
    public async Task<PlantedCompany> TwinAsync()
    {
        var twin = new PlantedCompany(Directory.CreateTempSubdirectory("botcrm-rights-").FullName, new TestClock())
        {
            Actors = Actors,
            Records = new(Records),
            Parties = new(Parties),
            Known = [.. Known],
            Amounts = new(Amounts),
        };
        twin.Oracle = Oracle;
        twin.marks = 50_000;
        CopyTo(twin.Path);
        await CrmStartup.PrepareAsync(twin.services);
        foreach (var login in new[] { "reast", "meast", "rlone" })
            await twin.PlantAsync(Actors[login], shared: false);
        return twin;
    }

    /// <summary>The data file and its keys, as they are when nobody writes.</summary>
    public void CopyTo(string path)
    {
        using (var from = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path};Pooling=False"))
        {
            from.Open();
            using var copy = from.CreateCommand();
            copy.CommandText = "VACUUM INTO $path";
            copy.Parameters.AddWithValue("$path", path);
            copy.ExecuteNonQuery();
        }
        File.Copy(Path + ".key", path + ".key");
    }

    /// <summary>Whom the marks in a text belong to and what they were written in.</summary>
    public static IEnumerable<(string Mark, long Party, string Kind, string Field)> MarksIn(string text)
    {
        foreach (Match mark in Marks().Matches(text))
            yield return (mark.Value, Number(mark.Groups[1].Value), mark.Groups[2].Value, mark.Groups[3].Value);
        foreach (Match phone in Phones().Matches(text))
            yield return (phone.Value, Number(phone.Groups[1].Value), Primitives.Kinds.Contact, "Phone");
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
    }

    private static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("mk([0-9]+)q([a-z_]+)q([A-Za-z]+)q[0-9]+q")]
    private static partial Regex Marks();

    [GeneratedRegex("49170([0-9]{5})[0-9]{4}")]
    private static partial Regex Phones();

    [GeneratedRegex(@"(?<![0-9])(7310[0-9]{3})(00)?(?![0-9])")]
    private static partial Regex AmountMarks();

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
