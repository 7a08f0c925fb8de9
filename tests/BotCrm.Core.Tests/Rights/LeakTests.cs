using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Core.Search;
using BotCrm.Core.Tickets;
using BotCrm.Core.Transfer;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Rights;

/// <summary>Ways around the rights that were open once, or that are easily opened: one test each.</summary>
public sealed class LeakTests : IAsyncLifetime
{
    private TestCrm crm = null!;
    private long customer;

    public async Task InitializeAsync()
    {
        crm = await TestCrm.StartAsync(change: options => options with
        {
            Roles = new Dictionary<string, RoleSettings>
            {
                ["auditor"] = new() { Base = "support", HiddenFields = ["customer.notes", "ticket.description", "ticket.resolution", "interaction.outcome", "interaction.nextStep"] },
                ["cashier"] = new() { Base = "finance", Permissions = ["-reports.money"] },
            },
        });
        var (north, east) = (await crm.TeamAsync("North"), await crm.TeamAsync("East"));
        await crm.UserAsync("lena", "Lena Fischer", Role.Rep, north.Id);
        await crm.UserAsync("lina", "Lina", Role.Rep, east.Id);
        await crm.UserAsync("fin", "Fin", Role.Finance);
        await crm.UserAsync("sup", "Sup", Role.Support);
        await crm.UserAsync("cash", "Cash", new Role("cashier"));
        await crm.UserAsync("aud", "Aud", new Role("auditor"));
        customer = (await crm.DoAsync("lena", new CreateCustomer { Name = "Nordlicht", Industry = "Optics", Tags = ["zebra"], Notes = "likes walrus" })).Id;
        await crm.DoAsync("lena", new OpenTicket { CustomerId = customer, Subject = "Lamp broken", Description = "the narwhal stepped on it" });
        await crm.DoAsync("lena", new LogInteraction { CustomerId = customer, Kind = InteractionKind.Call, Summary = "Talked", Outcome = "wants an ocelot", NextStep = "buy a dodo" });
    }

    public async Task DisposeAsync() => await crm.DisposeAsync();

    [Fact]
    public async Task Finance_gets_no_portrait_of_customers() =>
        Assert.Equal(Permissions.SalesReports, (await crm.AskAsync("fin", new Portrait())).Failure!.Policy);

    [Theory]
    [InlineData("fin", "walrus")]
    [InlineData("fin", "zebra")]
    [InlineData("aud", "walrus")]
    [InlineData("aud", "narwhal")]
    public async Task Search_finds_nothing_in_fields_that_are_hidden(string login, string word)
    {
        Assert.Empty((await crm.GetAsync(login, new SearchRecords { Text = word })).Items);
        Assert.NotEmpty((await crm.GetAsync("lena", new SearchRecords { Text = word })).Items);
    }

    [Fact]
    public async Task Lists_are_not_searched_by_hidden_texts()
    {
        Assert.Empty((await crm.GetAsync("aud", new ListTickets { Search = "narwhal" })).Items);
        Assert.Single((await crm.GetAsync("sup", new ListTickets { Search = "narwhal" })).Items);
        foreach (var word in new[] { "ocelot", "dodo" })
        {
            Assert.Empty((await crm.GetAsync("aud", new ListInteractions { Search = word })).Items);
            Assert.Single((await crm.GetAsync("sup", new ListInteractions { Search = word })).Items);
        }
    }

    [Theory]
    [InlineData("narwhal")]
    [InlineData("ocelot")]
    [InlineData("dodo")]
    public async Task History_has_no_passage_from_hidden_texts(string word)
    {
        Assert.Empty(await crm.GetAsync("aud", new SearchHistory { Text = word }));
        Assert.Single(await crm.GetAsync("sup", new SearchHistory { Text = word }));
        Assert.DoesNotContain(await crm.GetAsync("aud", new SearchHistory()), passage => passage.Text.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filters_and_groups_by_hidden_fields_are_refused()
    {
        foreach (var filter in new CustomerFilter[] { new() { TagsAny = ["zebra"] }, new() { TagsNone = ["zebra"] }, new() { Text = "walrus" }, new() { Industries = ["Optics"] }, new() { QuietDays = 3 } })
            Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", new ListCustomers { Filter = filter })).Failure!.Policy);
        Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", new CountCustomers { By = "industry" })).Failure!.Policy);
        Assert.Equal(Permissions.TicketsRead, (await crm.AskAsync("fin", new ListCustomers { Filter = new CustomerFilter { HasOpenTicket = true } })).Failure!.Policy);
        Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("aud", new ListCustomers { Filter = new CustomerFilter { Text = "walrus" } })).Failure!.Policy);
        Assert.Single((await crm.GetAsync("fin", new CountCustomers { By = "city" })));
    }

    [Fact]
    public async Task Activity_of_a_named_team_is_no_wider_than_without_a_name()
    {
        var north = (await crm.GetAsync("lena", new ListTeams())).Items.Single(team => team.Name == "North");
        var today = new DateOnly(2026, 11, 23);
        foreach (var login in new[] { "lina", "sup" })
            Assert.Equal(Policies.OwnRecordsOnly, (await crm.AskAsync(login, new Activity { From = today, To = today, TeamId = north.Id })).Failure!.Policy);
        Assert.Equal(1, (await crm.GetAsync("lena", new Activity { From = today, To = today, TeamId = north.Id }))[^1].InteractionCount);
    }

    [Fact]
    public async Task A_customer_s_summary_leaves_out_what_the_role_may_not_read()
    {
        var seller = await crm.GetAsync("lena", new GetCustomerSummary { Id = customer });
        Assert.Equal((1, 1), (seller.InteractionCount, seller.OpenTickets.Count));
        var finance = await crm.GetAsync("fin", new GetCustomerSummary { Id = customer });
        Assert.Equal(("Nordlicht", 0, 0, 0), (finance.Customer.Name, finance.InteractionCount, finance.OpenTickets.Count, finance.Contacts.Count));
        Assert.Null(finance.OpenAmounts);
        Assert.NotNull(finance.Owed);
        Assert.Null((await crm.GetAsync("cash", new GetCustomerSummary { Id = customer })).Owed);
    }

    [Fact]
    public async Task An_export_has_no_hidden_field()
    {
        await using var session = await crm.Crm.OpenReadAsync(await crm.ActorAsync("fin"), TestCrm.Origin);
        using var stream = new MemoryStream();
        Assert.True((await ListExport.WriteAsync(session, new ExportRequest { Customers = new ListCustomers(), Format = ExportFormat.Csv }, stream, default)).Ok);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("Nordlicht", text, StringComparison.Ordinal);
        Assert.All(new[] { "walrus", "zebra", "Optics" }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.Equal(Permissions.OpportunitiesRead, (await ListExport.WriteAsync(session, new ExportRequest { Opportunities = new Core.Opportunities.ListOpportunities() }, stream, default)).Failure!.Policy);
    }
}
