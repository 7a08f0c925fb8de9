using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class CustomerTests
{
    [Theory]
    [InlineData("Acme", "ACME Ltd.")]
    [InlineData("Acme", "Ａｃｍｅ")]
    [InlineData("Acme GmbH & Co. KG", "acme")]
    [InlineData("Müller & Söhne", "Muller Söhne")]
    [InlineData("恒通物流", "恒通物流有限公司")]
    [InlineData("恒通物流集团股份有限公司", "恒通物流")]
    [InlineData("O'Brien Marine", "OBrien Marine Limited")]
    [InlineData("Box", "B\u200Box")]
    public async Task The_same_name_in_another_dress_is_a_duplicate(string known, string name)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var first = await crm.CustomerAsync("lena", known);
        var failure = (await crm.TryAsync("lena", new CreateCustomer { Name = name })).Failure!;
        Assert.Equal(("duplicate_customer", FailureKind.Conflict, first.Name), (failure.Code, failure.Kind, failure.Data["name"]));
        Assert.Equal(first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Data["id"]);
        Assert.True((await crm.TryAsync("lena", new CreateCustomer { Name = name, AllowDuplicate = true })).Ok);
    }

    [Theory]
    [InlineData("Acme", "Acme Labs")]
    [InlineData("恒通物流", "恒通科技")]
    [InlineData("Inc", "Ltd")]
    [InlineData("集团", "公司")]
    [InlineData("Limited Editions", "Editions")]
    public async Task Other_names_are_not(string known, string name)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", known);
        Assert.True((await crm.TryAsync("lena", new CreateCustomer { Name = name })).Ok);
    }

    [Fact]
    public async Task An_alias_counts_and_a_rename_is_checked_too()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "恒通物流", "恒通", "恒通");
        Assert.Equal("duplicate_customer", (await crm.TryAsync("lena", new CreateCustomer { Name = "恒通集团" })).Failure!.Code);
        var other = await crm.CustomerAsync("lena", "Contoso");
        Assert.Equal("duplicate_customer", (await crm.TryAsync("lena", new UpdateCustomer { Id = other.Id, Name = "恒通" })).Failure!.Code);
        Assert.Equal("Contoso AG", (await crm.DoAsync("lena", new UpdateCustomer { Id = other.Id, Name = "Contoso AG" })).Name);
        var gone = await crm.CustomerAsync("lena", "Fabrikam");
        await crm.DoAsync("lena", new DeleteCustomer { Id = gone.Id });
        Assert.True((await crm.TryAsync("lena", new CreateCustomer { Name = "Fabrikam" })).Ok);
    }

    public static TheoryData<CreateCustomer, string, string> Bad => new()
    {
        { new CreateCustomer { Name = " \u200B\n " }, "required", "name" },
        { new CreateCustomer { Name = "!!!" }, "name_without_letters", "name" },
        { new CreateCustomer { Name = new string('n', Limits.Name + 1) }, "too_long", "name" },
        { new CreateCustomer { Name = "Acme", City = new string('c', Limits.Word + 1) }, "too_long", "city" },
        { new CreateCustomer { Name = "Acme", Industry = new string('c', Limits.Word + 1) }, "too_long", "industry" },
        { new CreateCustomer { Name = "Acme", Source = new string('c', Limits.Word + 1) }, "too_long", "source" },
        { new CreateCustomer { Name = "Acme", Notes = new string('c', Limits.LongText + 1) }, "too_long", "notes" },
        { new CreateCustomer { Name = "Acme", Tags = [new string('c', Limits.Word + 1)] }, "too_long", "tags" },
        { new CreateCustomer { Name = "Acme", Aliases = [.. Enumerable.Range(0, Limits.ListItems + 1).Select(number => $"a{number}")] }, "too_many", "aliases" },
        { new CreateCustomer { Name = "Acme", Lifecycle = (Lifecycle)17 }, "unknown_value", "lifecycle" },
        { new CreateCustomer { Name = "Acme", CreatedAt = TestClock.Monday.AddYears(1) }, "in_future", "createdAt" },
        { new CreateCustomer { Name = "Acme", CreatedAt = DateTimeOffset.MinValue }, "date_out_of_range", "createdAt" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_refused_with_its_field(CreateCustomer command, string code, string field)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var failure = (await crm.TryAsync("admin", command)).Failure!;
        Assert.Equal((code, FailureKind.Invalid, field), (failure.Code, failure.Kind, failure.Field));
        Assert.Empty((await crm.GetAsync("admin", new ListCustomers())).Items);
    }

    [Fact]
    public async Task Text_at_its_limit_and_of_any_kind_is_kept_as_it_is()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var name = "<b>Robert'); DROP TABLE customers;--</b> 👩‍🚀";
        var kept = await crm.DoAsync("lena", new CreateCustomer { Name = $"  {name}\u0000 ", Notes = new string('长', Limits.LongText), Aliases = ["x", "X", "", name] });
        var read = await crm.GetAsync("lena", new GetCustomer { Id = kept.Id });
        Assert.Equal(name, read.Name);
        Assert.Equal(Limits.LongText, read.Notes!.Length);
        Assert.Equal(["x"], read.Aliases);
        Assert.Single((await crm.GetAsync("lena", new ListCustomers { Search = "robert'); drop" })).Items);
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers { Search = "%" })).Items);
    }

    [Fact]
    public async Task Past_times_are_for_admin()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var past = TestClock.Monday.AddYears(-2);
        Assert.Equal(Policies.PastTimesByAdmin, (await crm.TryAsync("marta", new CreateCustomer { Name = "Acme", CreatedAt = past })).Failure!.Policy);
        var acme = await crm.DoAsync("admin", new CreateCustomer { Name = "Acme", CreatedAt = past });
        Assert.Equal(past, acme.CreatedAt);
        Assert.Equal(past, (await crm.DoAsync("admin", new AddContact { CustomerId = acme.Id, Name = "Maria", CreatedAt = past })).CreatedAt);
    }

    [Fact]
    public async Task A_stale_version_is_a_conflict_and_unknown_fields_cannot_be_emptied()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var changed = await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg", IfVersion = acme.Version });
        Assert.Equal(acme.Version + 1, changed.Version);
        Assert.Equal(FailureKind.Conflict, (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Kiel", IfVersion = acme.Version })).Failure!.Kind);
        Assert.Equal(FailureKind.Conflict, (await crm.TryAsync("lena", new DeleteCustomer { Id = acme.Id, IfVersion = acme.Version })).Failure!.Kind);
        Assert.Equal("cannot_clear", (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Clear = ["name"] })).Failure!.Code);
        Assert.Equal("required", (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, City = " " })).Failure!.Code);
        Assert.Null((await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, Clear = ["city"] })).City);
    }

    [Fact]
    public async Task Tags_are_added_and_removed_without_regard_to_case()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        Assert.Equal(["VIP", "大客户"], (await crm.DoAsync("lena", new TagCustomer { Id = acme.Id, Add = ["VIP", "大客户", "vip"] })).Tags);
        Assert.Single((await crm.GetAsync("lena", new ListCustomers { Tag = "vip" })).Items);
        Assert.Single((await crm.GetAsync("lena", new ListCustomers { Tag = "大客户" })).Items);
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers { Tag = "vi" })).Items);
        Assert.Equal(["大客户"], (await crm.DoAsync("lena", new TagCustomer { Id = acme.Id, Remove = ["vip"] })).Tags);
        Assert.Equal("required", (await crm.TryAsync("lena", new TagCustomer { Id = acme.Id })).Failure!.Code);
    }

    [Fact]
    public async Task Lists_filter_by_everything_they_offer()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Aliases = ["Roadrunner"], City = "Hamburg", Industry = "Steel", Lifecycle = Lifecycle.Won });
        crm.Clock.Advance(TimeSpan.FromHours(1));
        await crm.DoAsync("marek", new CreateCustomer { Name = "Contoso", City = "Vienna" });
        await crm.InteractionAsync("lena", acme.Id);
        var north = (await crm.GetAsync("admin", new ListTeams())).Items.Single(team => team.Name == "North");

        await ExpectAsync("Acme", new ListCustomers { City = "HAMBURG" });
        await ExpectAsync("Acme", new ListCustomers { Industry = "steel" });
        await ExpectAsync("Acme", new ListCustomers { Lifecycle = Lifecycle.Won });
        await ExpectAsync("Acme", new ListCustomers { Search = "roadrunner" });
        await ExpectAsync("Contoso", new ListCustomers { OwnerId = (await crm.ActorAsync("marek")).UserId });
        await ExpectAsync("Contoso", new ListCustomers { QuietSince = crm.Clock.GetUtcNow().AddMinutes(-1) });
        await ExpectAsync("Acme Contoso", new ListCustomers { TeamId = north.Id });
        await ExpectAsync("", new ListCustomers { TeamId = 999_999 });
        await ExpectAsync("Contoso Acme", new ListCustomers { Paging = new Paging(Descending: true) });
        await ExpectAsync("Acme Contoso", new ListCustomers { Paging = new Paging(Sort: "created") });
        await ExpectAsync("Acme Contoso", new ListCustomers { Paging = new Paging(Sort: "last_interaction", Descending: true) });
        await ExpectAsync("Acme Contoso", new ListCustomers { Paging = new Paging(Sort: "last_interaction") });

        async Task ExpectAsync(string names, ListCustomers list) =>
            Assert.Equal(names, string.Join(' ', (await crm.GetAsync("marta", list)).Items.Select(customer => customer.Name)));
    }

    [Fact]
    public async Task The_last_interaction_is_kept_whoever_changes_interactions()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var contoso = await crm.CustomerAsync("lena", "Contoso");
        var old = await crm.DoAsync("lena", new LogInteraction { CustomerId = acme.Id, Kind = InteractionKind.Visit, Summary = "visit", When = TestClock.Monday.AddDays(-9) });
        var call = await crm.InteractionAsync("lena", acme.Id);
        await ExpectAsync(acme.Id, call.When);
        await crm.DoAsync("lena", new CorrectInteraction { Id = call.Id, CustomerId = contoso.Id });
        await ExpectAsync(acme.Id, old.When);
        await ExpectAsync(contoso.Id, call.When);
        await crm.DoAsync("lena", new DeleteInteraction { Id = call.Id });
        await ExpectAsync(contoso.Id, null);

        async Task ExpectAsync(long id, DateTimeOffset? when) => Assert.Equal(when, (await crm.GetAsync("lena", new GetCustomer { Id = id })).LastInteractionAt);
    }

    [Fact]
    public async Task The_summary_tells_everything_and_support_no_amounts()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.ContactAsync("lena", acme.Id, "Maria");
        for (var i = 0; i < 7; i++)
        {
            crm.Clock.Advance(TimeSpan.FromMinutes(1));
            await crm.InteractionAsync("lena", acme.Id, $"call {i}");
        }
        await crm.OpportunityAsync("lena", acme.Id, "Refresh", 48000.5m);
        await crm.OpportunityAsync("lena", acme.Id, "More", 1000);
        var won = await crm.OpportunityAsync("lena", acme.Id, "Won", 500);
        await crm.DoAsync("lena", new WinOpportunity { Id = won.Id });
        await crm.TicketAsync("lena", acme.Id, "Broken");
        await crm.TaskAsync("lena", "Call back", acme.Id);

        var summary = await crm.GetAsync("lena", new GetCustomerSummary { Id = acme.Id });
        Assert.Equal("Maria", Assert.Single(summary.Contacts).Name);
        Assert.Equal(["call 6", "call 5", "call 4", "call 3", "call 2"], summary.Interactions.Select(interaction => interaction.Summary));
        Assert.Equal(7, summary.InteractionCount);
        Assert.Equal(2, summary.OpenOpportunities.Count);
        Assert.Equal("Broken", Assert.Single(summary.OpenTickets).Subject);
        Assert.Equal("Call back", Assert.Single(summary.OpenTasks).Title);
        Assert.Equal([new Money(49000.5m, "EUR")], summary.OpenAmounts);
        Assert.Equal([new Money(500, "EUR")], summary.WonAmounts);
        var sam = await crm.GetAsync("sam", new GetCustomerSummary { Id = acme.Id });
        Assert.Null(sam.OpenAmounts);
        Assert.Null(sam.WonAmounts);
        Assert.All(sam.OpenOpportunities, opportunity => Assert.Null(opportunity.Amount));
    }

    [Fact]
    public async Task A_deleted_contact_leaves_its_conversations_and_tickets()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria");
        var paul = await crm.ContactAsync("lena", acme.Id, "Paul");
        var call = await crm.InteractionAsync("lena", acme.Id, "both", maria.Id, paul.Id);
        var ticket = await crm.DoAsync("lena", new OpenTicket { CustomerId = acme.Id, Subject = "Broken", ContactId = maria.Id });
        await crm.DoAsync("lena", new DeleteContact { Id = maria.Id });
        Assert.Equal([new Ref(paul.Id, "Paul")], (await crm.GetAsync("lena", new GetInteraction { Id = call.Id })).Participants);
        Assert.Null((await crm.GetAsync("lena", new GetTicket { Id = ticket.Id })).ContactId);
    }

    [Theory]
    [InlineData("phone", "call me", "bad_phone")]
    [InlineData("phone", "12", "bad_phone")]
    [InlineData("email", "maria", "bad_email")]
    [InlineData("email", "maria@@acme.com", "bad_email")]
    [InlineData("email", "maria@acme", "bad_email")]
    [InlineData("email", "m***@acme.com", "masked_value")]
    [InlineData("wechat", "m***", "masked_value")]
    public async Task Bad_contact_details_are_refused(string field, string value, string code)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var add = new AddContact { CustomerId = acme.Id, Name = "Maria" };
        var result = await crm.TryAsync("lena", field switch
        {
            "phone" => add with { Phone = value },
            "email" => add with { Email = value },
            _ => add with { WeChat = value },
        });
        Assert.Equal((code, field), (result.Failure!.Code, result.Failure.Field));
    }
}
