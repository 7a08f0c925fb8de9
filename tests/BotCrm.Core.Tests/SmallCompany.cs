using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

/// <summary>
/// Two teams: ann (manager) with bob and cid, and dora (manager) with eve; sue is support. Bob owns Acme (contact Maria), cid owns Globex,
/// eve owns 恒通 (contact 王强). Everybody lives in Berlin but eve, who lives in Shanghai.
/// </summary>
internal sealed class SmallCompany : IAsyncDisposable
{
    private SmallCompany(TestCrm crm) => Crm = crm;

    public TestCrm Crm { get; }

    public Dictionary<string, long> Users { get; } = [];

    public long North { get; private set; }

    public long East { get; private set; }

    public long Acme { get; private set; }

    public long Globex { get; private set; }

    public long Hengtong { get; private set; }

    public long Maria { get; private set; }

    public long Wang { get; private set; }

    public static async Task<SmallCompany> StartAsync(ServiceOptions? service = null)
    {
        var company = new SmallCompany(await TestCrm.StartAsync(change: service is null ? null : options => options with { Service = service }));
        var crm = company.Crm;
        company.North = (await crm.DoAsync("admin", new CreateTeam { Name = "North" })).Id;
        company.East = (await crm.DoAsync("admin", new CreateTeam { Name = "East" })).Id;
        await company.UserAsync("ann", Role.Manager, company.North);
        await company.UserAsync("bob", Role.Rep, company.North);
        await company.UserAsync("cid", Role.Rep, company.North);
        await company.UserAsync("dora", Role.Manager, company.East);
        await company.UserAsync("eve", Role.Rep, company.East, "Asia/Shanghai");
        await company.UserAsync("sue", Role.Support, null);
        company.Acme = (await crm.DoAsync("bob", new CreateCustomer { Name = "Acme" })).Id;
        company.Globex = (await crm.DoAsync("cid", new CreateCustomer { Name = "Globex" })).Id;
        company.Hengtong = (await crm.DoAsync("eve", new CreateCustomer { Name = "恒通物流" })).Id;
        company.Maria = (await crm.DoAsync("bob", new AddContact { CustomerId = company.Acme, Name = "Maria Lopez" })).Id;
        company.Wang = (await crm.DoAsync("eve", new AddContact { CustomerId = company.Hengtong, Name = "王强" })).Id;
        return company;
    }

    public Task<T> DoAsync<T>(string login, Command<T> command) => Crm.DoAsync(login, command);

    public Task<T> GetAsync<T>(string login, Query<T> query) => Crm.GetAsync(login, query);

    /// <summary>Runs a command that must be refused, and says how.</summary>
    public async Task<Failure> RefusedAsync<T>(string login, Command<T> command)
    {
        var result = await Crm.TryAsync(login, command);
        return result.Failure ?? throw new InvalidOperationException($"{command.GetType().Name} as {login} was not refused.");
    }

    public async Task<Failure> RefusedAsync<T>(string login, Query<T> query)
    {
        var result = await Crm.AskAsync(login, query);
        return result.Failure ?? throw new InvalidOperationException($"{query.GetType().Name} as {login} was not refused.");
    }

    public ValueTask DisposeAsync() => Crm.DisposeAsync();

    private async Task UserAsync(string login, Role role, long? team, string zone = "Europe/Berlin") =>
        Users[login] = (await Crm.DoAsync("admin", new CreateUser { Login = login, Name = char.ToUpperInvariant(login[0]) + login[1..], Role = role, TeamId = team, TimeZone = zone })).Id;
}
