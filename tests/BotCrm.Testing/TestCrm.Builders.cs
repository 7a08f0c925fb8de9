using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;

namespace BotCrm.Testing;

/// <summary>One builder per noun, with everything a test does not care about filled in.</summary>
public sealed partial class TestCrm
{
    /// <summary>
    /// Two teams and support, as in the sample company: manager marta with reps lena and marek in North, manager zhangwei with rep lina in 华东,
    /// sam in support.
    /// </summary>
    public static async Task<TestCrm> StartWithStaffAsync() => await StartAsync(await Staff.Value, false, null, "EUR");

    private static async Task AddStaffAsync(TestCrm crm)
    {
        var north = await crm.TeamAsync("North");
        var east = await crm.TeamAsync("华东");
        var marta = await crm.UserAsync("marta", "Marta Keller", Role.Manager, north.Id);
        await crm.UserAsync("lena", "Lena Fischer", Role.Rep, north.Id, marta.Id);
        await crm.UserAsync("marek", "Marek Novak", Role.Rep, north.Id, marta.Id);
        var zhangwei = await crm.UserAsync("zhangwei", "张伟", Role.Manager, east.Id);
        await crm.UserAsync("lina", "李娜", Role.Rep, east.Id, zhangwei.Id);
        await crm.UserAsync("sam", "Sam Okoye", Role.Support);
    }

    public Task<TeamView> TeamAsync(string name) => DoAsync("admin", new CreateTeam { Name = name });

    public Task<UserView> UserAsync(string login, string name, Role role, long? teamId = null, long? managerId = null) =>
        DoAsync("admin", new CreateUser { Login = login, Name = name, Role = role, TeamId = teamId, ManagerId = managerId, TimeZone = "Europe/Berlin" });

    public Task<CustomerView> CustomerAsync(string owner, string name, params string[] aliases) =>
        DoAsync(owner, new CreateCustomer { Name = name, Aliases = aliases });

    public Task<ContactView> ContactAsync(string by, long customerId, string name, string? phone = null, string? email = null) =>
        DoAsync(by, new AddContact { CustomerId = customerId, Name = name, Phone = phone, Email = email });

    public Task<InteractionView> InteractionAsync(string by, long customerId, string summary = "talked about prices", params long[] participants) =>
        DoAsync(by, new LogInteraction { CustomerId = customerId, Kind = InteractionKind.Call, Summary = summary, ParticipantIds = participants });

    public Task<OpportunityView> OpportunityAsync(string by, long customerId, string name, decimal? amount = null) =>
        DoAsync(by, new CreateOpportunity { CustomerId = customerId, Name = name, Amount = amount });

    public Task<TicketView> TicketAsync(string by, long customerId, string subject) =>
        DoAsync(by, new OpenTicket { CustomerId = customerId, Subject = subject });

    public Task<TaskView> TaskAsync(string by, string title, long? customerId = null) =>
        DoAsync(by, new CreateTask { Title = title, CustomerId = customerId });
}
