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
    private static readonly CustomerProfile Profile = new()
    {
        Website = "www.gnu.example",
        EmailDomains = ["okapi.example"],
        Country = "Tapirland",
        Preferences = "no lemurs",
        Phone = "+49 30 5550 1234",
        Address = "Am Kai 1",
        Employees = 4711,
        AnnualRevenue = 8150,
        Size = CompanySize.Medium,
        Rating = 4,
    };

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
        customer = (await crm.DoAsync("lena", new CreateCustomer { Name = "Nordlicht", Industry = "Optics", Tags = ["zebra"], Notes = "likes walrus", Profile = Profile })).Id;
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
    [InlineData("fin", "Tapirland")]
    [InlineData("fin", "lemurs")]
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
    public async Task Finance_sees_of_the_further_fields_what_an_invoice_needs()
    {
        Assert.Equal(new CustomerProfile { Address = "Am Kai 1", EmailDomains = null }, (await crm.GetAsync("fin", new GetCustomer { Id = customer })).Profile with { EmailDomains = null });
        Assert.Equal(Profile.Country, (await crm.GetAsync("sup", new GetCustomer { Id = customer })).Profile.Country);
        var told = string.Concat((await crm.GetAsync("fin", new Core.Audit.ReadAudit())).Items.Select(entry => entry.After?.ToString()));
        Assert.Contains("Am Kai", told, StringComparison.Ordinal);
        Assert.All(new[] { "gnu", "okapi", "Tapirland", "lemurs", "4711", "8150", "1234", "walrus" }, word => Assert.DoesNotContain(word, told, StringComparison.Ordinal));
        foreach (var filter in new CustomerFilter[] { new() { Countries = ["Tapirland"] }, new() { MinEmployees = 5 }, new() { MinRating = 2 }, new() { Sizes = [CompanySize.Medium] }, new() { MinRevenue = 1 } })
            Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", new ListCustomers { Filter = filter })).Failure!.Policy);
        Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", new CountCustomers { By = "country" })).Failure!.Policy);
    }

    [Fact]
    public async Task A_customer_s_phone_is_masked_in_the_change_feed_as_it_is_in_the_record()
    {
        string Told(IEnumerable<Core.Audit.AuditView> entries) => string.Concat(entries.Select(entry => entry.After?.ToString()));
        Assert.DoesNotContain("1234", Told((await crm.GetAsync("sup", new Core.Audit.ReadAudit())).Items), StringComparison.Ordinal);
        Assert.Contains("1234", Told((await crm.GetAsync("lena", new Core.Audit.ReadAudit())).Items), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_for_duplicates_does_not_tell_whose_number_it_is()
    {
        var asked = new Core.Customers.Duplicates.FindDuplicates { Name = "Zzyzx", Profile = new CustomerProfile { Phone = "+493055501234" } };
        Assert.Equal("same_phone", (await crm.GetAsync("lena", asked)).Single().Reasons.Single());
        Assert.Empty(await crm.GetAsync("sup", asked));
        Assert.DoesNotContain("same_phone", (await crm.GetAsync("sup", asked with { Name = "Nordlicht" })).Single().Reasons);
        Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", asked)).Failure!.Policy);
        Assert.Equal(Policies.FieldsHidden, (await crm.AskAsync("fin", asked with { Profile = new CustomerProfile { Website = "www.gnu.example" } })).Failure!.Policy);
    }

    [Fact]
    public async Task An_export_has_no_hidden_field()
    {
        await using var session = await crm.Crm.OpenReadAsync(await crm.ActorAsync("fin"), TestCrm.Origin);
        using var stream = new MemoryStream();
        Assert.True((await ListExport.WriteAsync(session, new ExportRequest { Customers = new ListCustomers(), Format = ExportFormat.Csv }, stream, default)).Ok);
        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("Nordlicht", text, StringComparison.Ordinal);
        Assert.All(new[] { "walrus", "zebra", "Optics", "gnu", "okapi", "Tapirland", "lemurs", "4711", "8150", "1234" }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        Assert.Equal(Permissions.OpportunitiesRead, (await ListExport.WriteAsync(session, new ExportRequest { Opportunities = new Core.Opportunities.ListOpportunities() }, stream, default)).Failure!.Policy);
    }
}
