using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

/// <summary>Who sees and changes what, for users, customers and contacts; what may not be seen does not exist.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("admin", "Acme Contoso 恒通")]
    [InlineData("sam", "Acme Contoso 恒通")]
    [InlineData("marta", "Acme Contoso")]
    [InlineData("zhangwei", "恒通")]
    [InlineData("lena", "Acme")]
    [InlineData("marek", "Contoso")]
    [InlineData("lina", "恒通")]
    public async Task Customers_contacts_and_names_are_seen_in_scope(string login, string seen)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var ids = new Dictionary<string, (long Customer, long Contact)>();
        foreach (var (owner, name) in new[] { ("lena", "Acme"), ("marek", "Contoso"), ("lina", "恒通") })
        {
            var customer = await crm.CustomerAsync(owner, name);
            ids[name] = (customer.Id, (await crm.ContactAsync(owner, customer.Id, $"Person at {name}")).Id);
        }
        var visible = seen.Split(' ');
        Assert.Equal(visible, (await crm.GetAsync(login, new ListCustomers())).Items.Select(customer => customer.Name));
        Assert.Equal(visible, (await crm.GetAsync(login, new ListContacts())).Items.Select(contact => contact.CustomerName));
        Assert.Equal(visible.Select(name => $"Person at {name}").Order(StringComparer.Ordinal), (await crm.GetAsync(login, new FindNames { Text = "person at", Kinds = [Kinds.Contact] })).Select(match => match.Name).Order(StringComparer.Ordinal));
        foreach (var (name, (customer, contact)) in ids)
        {
            Assert.Equal(visible.Contains(name), (await crm.AskAsync(login, new GetCustomer { Id = customer })).Ok);
            Assert.Equal(visible.Contains(name), (await crm.AskAsync(login, new GetCustomerSummary { Id = customer })).Ok);
            Assert.Equal(visible.Contains(name), (await crm.AskAsync(login, new GetContact { Id = contact })).Ok);
            Assert.Equal(visible.Contains(name), (await crm.TryAsync(login, new UpdateCustomer { Id = customer, City = "Kiel" })).Ok);
            Assert.Equal(visible.Contains(name), (await crm.TryAsync(login, new UpdateContact { Id = contact, Title = "boss" })).Ok);
            Assert.Equal(visible.Contains(name), (await crm.TryAsync(login, new AddContact { CustomerId = customer, Name = "Somebody" })).Ok);
            if (!visible.Contains(name))
            {
                Assert.Equal(FailureKind.NotFound, (await crm.TryAsync(login, new DeleteCustomer { Id = customer })).Failure!.Kind);
                Assert.Equal(FailureKind.NotFound, (await crm.TryAsync(login, new TagCustomer { Id = customer, Add = ["x"] })).Failure!.Kind);
                Assert.Equal(FailureKind.NotFound, (await crm.TryAsync(login, new DeleteContact { Id = contact })).Failure!.Kind);
                Assert.Empty(await crm.GetAsync(login, new FindNames { Text = name }));
            }
        }
    }

    [Fact]
    public async Task A_reps_customer_named_like_one_out_of_sight_is_no_duplicate()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lina", "Acme");
        Assert.True((await crm.TryAsync("lena", new CreateCustomer { Name = "Acme" })).Ok);
        Assert.Equal("duplicate_customer", (await crm.TryAsync("sam", new CreateCustomer { Name = "Acme" })).Failure!.Code);
    }

    [Theory]
    [InlineData("lena", "marek", Policies.ManagersAssignOthers)]
    [InlineData("lena", "lena", null)]
    [InlineData("marta", "marek", null)]
    [InlineData("marta", "lina", Policies.ManagersAssignOthers)]
    [InlineData("admin", "lina", null)]
    [InlineData("sam", "marek", Policies.SupportLeavesSalesFields)]
    public async Task Owners_are_changed_by_managers_in_the_team_and_by_admin(string actor, string owner, string? policy)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var to = (await crm.ActorAsync(owner)).UserId;
        var result = await crm.TryAsync(actor, new UpdateCustomer { Id = acme.Id, OwnerId = to });
        Assert.Equal(policy, result.Failure?.Policy);
        if (policy is null)
            Assert.Equal(owner, result.Value.OwnerLogin);
        if (actor != "sam")
            Assert.Equal(policy, (await crm.TryAsync(actor, new CreateCustomer { Name = "Contoso", OwnerId = to })).Failure?.Policy);
    }

    [Fact]
    public async Task Nobody_is_given_to_who_is_gone_or_unknown()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var marek = await crm.ActorAsync("marek");
        await crm.DoAsync("admin", new UpdateUser { Id = marek.UserId, Active = false });
        Assert.Equal("inactive_user", (await crm.TryAsync("admin", new CreateCustomer { Name = "Acme", OwnerId = marek.UserId })).Failure!.Code);
        Assert.Equal("unknown_user", (await crm.TryAsync("admin", new CreateCustomer { Name = "Acme", OwnerId = 999_999 })).Failure!.Code);
        Assert.Null(await crm.Crm.FindActorByLoginAsync("marek"));
    }

    [Fact]
    public async Task A_team_keeps_what_its_former_members_own()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("marek", "Contoso");
        await crm.DoAsync("admin", new UpdateUser { Id = (await crm.ActorAsync("marek")).UserId, Active = false });
        Assert.Single((await crm.GetAsync("marta", new ListCustomers())).Items);
    }

    [Fact]
    public async Task Support_leaves_sales_fields_alone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        Assert.True((await crm.TryAsync("sam", new UpdateCustomer { Id = acme.Id, City = "Kiel", Notes = "rings often" })).Ok);
        Assert.Equal(Policies.SupportLeavesSalesFields, (await crm.TryAsync("sam", new UpdateCustomer { Id = acme.Id, Lifecycle = Lifecycle.Won })).Failure!.Policy);
        Assert.Equal(Policies.SupportLeavesSalesFields, (await crm.TryAsync("sam", new UpdateCustomer { Id = acme.Id, Clear = ["source"] })).Failure!.Policy);
    }

    [Fact]
    public async Task Deleting_a_customer_is_for_managers_unless_nothing_hangs_on_it()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var bare = await crm.CustomerAsync("lena", "Acme");
        Assert.True((await crm.TryAsync("lena", new DeleteCustomer { Id = bare.Id })).Ok);
        var full = await crm.CustomerAsync("lena", "Contoso");
        await crm.InteractionAsync("lena", full.Id);
        Assert.Equal(Policies.ManagersDelete, (await crm.TryAsync("lena", new DeleteCustomer { Id = full.Id })).Failure!.Policy);
        Assert.Equal(Policies.ManagersDelete, (await crm.TryAsync("sam", new DeleteCustomer { Id = full.Id })).Failure!.Policy);
        Assert.Equal("Contoso", (await crm.DoAsync("marta", new DeleteCustomer { Id = full.Id })).Name);
    }

    [Fact]
    public async Task Users_are_managed_by_admin_but_preferences_are_ones_own()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = (await crm.ActorAsync("lena")).UserId;
        Assert.Equal(Policies.AdminManagesUsers, (await crm.TryAsync("marta", new CreateUser { Login = "x", Name = "X", Role = Role.Rep })).Failure!.Policy);
        Assert.Equal(Policies.AdminManagesUsers, (await crm.TryAsync("marta", new CreateTeam { Name = "South" })).Failure!.Policy);
        Assert.Equal(Policies.AdminManagesUsers, (await crm.TryAsync("marta", new UpdateUser { Id = lena, Language = "zh" })).Failure!.Policy);
        Assert.Equal(Policies.AdminManagesUsers, (await crm.TryAsync("lena", new UpdateUser { Id = lena, Role = Role.Admin })).Failure!.Policy);
        await crm.DoAsync("lena", new UpdateUser { Id = lena, Language = "zh-Hans", TimeZone = "Asia/Shanghai" });
        var actor = await crm.ActorAsync("LENA");
        Assert.Equal(("zh-Hans", TimeSpan.FromHours(8)), (actor.Language, actor.TimeZone.BaseUtcOffset));
        Assert.Equal(7, (await crm.GetAsync("lena", new ListUsers())).Items.Count);
    }

    [Fact]
    public async Task A_change_of_team_or_role_counts_at_once()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lina", "恒通");
        Assert.Empty((await crm.GetAsync("marta", new ListCustomers())).Items);
        var north = (await crm.GetAsync("admin", new ListTeams())).Items.Single(team => team.Name == "North");
        await crm.DoAsync("admin", new UpdateUser { Id = (await crm.ActorAsync("lina")).UserId, TeamId = north.Id });
        Assert.Single((await crm.GetAsync("marta", new ListCustomers())).Items);
        await crm.DoAsync("admin", new UpdateUser { Id = (await crm.ActorAsync("marta")).UserId, Role = Role.Rep });
        Assert.Empty((await crm.GetAsync("marta", new ListCustomers())).Items);
    }

    [Theory]
    [InlineData("lena", false)]
    [InlineData("marta", false)]
    [InlineData("admin", false)]
    [InlineData("sam", true)]
    public async Task Contact_details_are_masked_for_who_has_no_business_with_them(string login, bool masked)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.DoAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria", Phone = "138 1234 5678", Email = "maria@acme.com", WeChat = "maria_l" });
        foreach (var view in new[]
        {
            await crm.GetAsync(login, new GetContact { Id = maria.Id }),
            (await crm.GetAsync(login, new ListContacts())).Items[0],
            (await crm.GetAsync(login, new GetCustomerSummary { Id = acme.Id })).Contacts[0],
            await crm.DoAsync(login, new UpdateContact { Id = maria.Id, Title = login }),
        })
        {
            Assert.Equal(masked, view.Masked);
            Assert.Equal(masked ? ("138****5678", "m***@acme.com", "m***") : ("138 1234 5678", "maria@acme.com", "maria_l"), (view.Phone, view.Email, view.WeChat));
        }
        foreach (var search in new[] { "13812345678", "138-1234-5678", "MARIA@acme.com" })
            Assert.Equal(masked ? 0 : 1, (await crm.GetAsync(login, new ListContacts { Search = search })).Items.Count);
        Assert.Empty((await crm.GetAsync(login, new ListContacts { Search = "1381234" })).Items);
        Assert.Single((await crm.GetAsync(login, new ListContacts { Search = "mari" })).Items);
        // What the mask showed does not come back as the value.
        Assert.Equal("masked_value", (await crm.TryAsync(login, new UpdateContact { Id = maria.Id, Phone = "138****5678" })).Failure!.Code);
    }
}
