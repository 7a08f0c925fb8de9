using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Fields;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Fields;

public sealed class CustomFieldTests
{
    private static readonly FieldBook Fields = new(
    [
        Own(Kinds.Customer, "store_format", "Store format", "门店类型", CustomFieldType.Choice) with { Choices = [new("flagship", new LocalName("Flagship", "旗舰店")), new("outlet", new LocalName("Outlet", "奥特莱斯"))], Searchable = true },
        Own(Kinds.Customer, "floor_area", "Floor area", "营业面积", CustomFieldType.Number) with { Min = 10, Max = 5000 },
        Own(Kinds.Customer, "brands", "Brands", "品牌", CustomFieldType.MultiChoice) with { Choices = [new("north", new LocalName("North", "北方")), new("sun", new LocalName("Sun", "太阳"))] },
        Own(Kinds.Customer, "opened", "Opened", "开业日期", CustomFieldType.Date),
        Own(Kinds.Customer, "rent", "Rent", "租金", CustomFieldType.Money) with { HiddenFrom = ["support"] },
        Own(Kinds.Customer, "vat_id", "VAT id", "税号", CustomFieldType.Text) with { Sensitive = true, Pattern = "[A-Z]{2}[0-9]{9}" },
        Own(Kinds.Contact, "loyal", "Loyal", "忠诚", CustomFieldType.YesNo),
        Own(Kinds.Opportunity, "grade", "Grade", "等级", CustomFieldType.Text) with { Required = true, MaxLength = 3 },
        Own(Kinds.Ticket, "serial", "Serial number", "序列号", CustomFieldType.Text) with { Searchable = true },
    ]);

    [Fact]
    public void The_configuration_of_the_tests_is_sound() => Assert.Empty(Fields.Problems(["support"]));

    [Fact]
    public async Task Values_are_checked_kept_found_audited_and_undone()
    {
        await using var crm = await StartAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Custom = Values(("store_format", "旗舰店"), ("floor_area", "120.50"), ("brands", "Sun、north"), ("opened", "2026-05-01")) });
        var beta = await crm.DoAsync("lena", new CreateCustomer { Name = "Beta", Custom = Values(("store_format", "outlet"), ("floor_area", 80m)) });
        Assert.Equal("flagship", acme.Custom["store_format"]);
        Assert.Equal(120.5m, acme.Custom["floor_area"]);
        Assert.Equal(["north", "sun"], (IReadOnlyList<string>)acme.Custom["brands"]);

        var refused = (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("store_format", "kiosk")) })).Failure!;
        Assert.Equal(("bad_field_value", "custom.store_format"), (refused.Code, refused.Field));
        Assert.Contains("one of: flagship, outlet", refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("bad_field_value", (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("floor_area", 6000)) })).Failure!.Code);
        Assert.Contains("store_format, floor_area", (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("colour", "red")) })).Failure!.Message, StringComparison.Ordinal);

        Assert.Equal(["Acme"], await NamesAsync(crm, ("store_format", "Flagship")));
        Assert.Equal(["Acme", "Beta"], await NamesAsync(crm, ("store_format", "flagship, outlet")));
        Assert.Equal(["Beta"], await NamesAsync(crm, ("floor_area", "..100")));
        Assert.Equal(["Acme"], await NamesAsync(crm, ("floor_area", "100..200"), ("brands", "太阳")));
        Assert.Equal(["Acme"], await NamesAsync(crm, ("opened", "2026-01-01..2026-12-31")));
        Assert.Equal(["Beta"], await NamesAsync(crm, ("brands", "!*")));
        Assert.Equal("custom.floor_area", (await crm.AskAsync("lena", new ListCustomers { Custom = new Dictionary<string, string> { ["floor_area"] = "big.." } })).Failure!.Field);
        Assert.Equal([acme.Id], (await crm.GetAsync("lena", new SearchRecords { Text = "旗舰店" })).Items.Select(hit => hit.Id));
        var segment = await crm.DoAsync("lena", new SaveSegment { Name = "Large", Filter = new CustomerFilter { Custom = new Dictionary<string, string> { ["floor_area"] = "100.." } } });
        Assert.Equal(["Acme"], (await crm.GetAsync("lena", new ListCustomers { SegmentId = segment.Id })).Items.Select(one => one.Name));

        var changed = await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("store_format", "outlet"), ("brands", null)) });
        Assert.Equal(["floor_area", "opened", "store_format"], changed.Custom.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(await NamesAsync(crm, ("store_format", "flagship")));
        var entry = (await crm.GetAsync("lena", new ReadAudit { Entity = Kinds.Customer, EntityId = acme.Id })).Items[^1];
        Assert.Equal("outlet", entry.After!.Value.GetProperty("custom").GetProperty("store_format").GetString());
        await crm.DoAsync("lena", new UndoChangeSet { Id = entry.ChangeSetId });
        Assert.Equal(["Acme"], await NamesAsync(crm, ("store_format", "flagship"), ("brands", "north")));
        Assert.Empty(await NamesAsync(crm, ("store_format", "outlet"), ("brands", "north")));

        await crm.DoAsync("lena", new DeleteCustomer { Id = beta.Id });
        Assert.Equal(0L, Convert.ToInt64(await crm.ScalarAsync($"SELECT count(*) FROM custom_values WHERE record_id = {beta.Id}"), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Sensitive_values_are_sealed_masked_and_found_exactly_by_those_who_may_read_them()
    {
        await using var crm = await StartAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Custom = Values(("vat_id", "DE123456789"), ("rent", 1200)) });
        Assert.Equal("DE123456789", acme.Custom["vat_id"]);
        var stored = $"{await crm.ScalarAsync("SELECT custom FROM customers WHERE name = 'Acme'")}{await crm.ScalarAsync("SELECT custom_sealed FROM customers WHERE name = 'Acme'")}{await crm.ScalarAsync("SELECT max(key) FROM custom_values WHERE code = 'vat_id'")}";
        Assert.DoesNotContain("123456789", stored, StringComparison.Ordinal);

        var seen = await crm.GetAsync("sam", new GetCustomer { Id = acme.Id });
        Assert.DoesNotContain("123456789", seen.Custom["vat_id"].ToString(), StringComparison.Ordinal);
        Assert.False(seen.Custom.ContainsKey("rent"));
        Assert.Empty((await crm.GetAsync("sam", new ListCustomers { Custom = new Dictionary<string, string> { ["vat_id"] = "DE123456789" } })).Items);
        Assert.Single((await crm.GetAsync("lena", new ListCustomers { Custom = new Dictionary<string, string> { ["vat_id"] = "DE123456789" } })).Items);
        Assert.Equal("fields_hidden", (await crm.AskAsync("sam", new ListCustomers { Custom = new Dictionary<string, string> { ["rent"] = "1000.." } })).Failure!.Policy);
        Assert.Equal("fields_hidden", (await crm.TryAsync("sam", new UpdateCustomer { Id = acme.Id, Custom = Values(("rent", 1)) })).Failure!.Policy);
        Assert.DoesNotContain((await crm.GetAsync("sam", new ListFields())), field => field.Code == "rent");

        // What a mask showed is not written back over the value, and a failure does not repeat it.
        var refused = (await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("vat_id", "secret")) })).Failure!;
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
        Assert.False((await crm.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("vat_id", seen.Custom["vat_id"])) })).Ok);
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("vat_id", null)) });
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.Equal("DE123456789", (await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).Custom["vat_id"]);
    }

    [Fact]
    public async Task Every_noun_has_them_and_what_is_required_must_be_given()
    {
        await using var crm = await StartAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        Assert.Equal("field_needed", (await crm.TryAsync("lena", new CreateOpportunity { CustomerId = acme.Id })).Failure!.Code);
        var sale = await crm.DoAsync("lena", new CreateOpportunity { CustomerId = acme.Id, Custom = Values(("grade", "A")) });
        Assert.Equal("field_needed", (await crm.TryAsync("lena", new UpdateOpportunity { Id = sale.Id, Custom = Values(("grade", null)) })).Failure!.Code);
        Assert.Equal("AA", (await crm.DoAsync("lena", new UpdateOpportunity { Id = sale.Id, Custom = Values(("grade", "AA")) })).Custom["grade"]);
        Assert.Single((await crm.GetAsync("lena", new ListOpportunities { Custom = new Dictionary<string, string> { ["grade"] = "aa" } })).Items);
        var maria = await crm.DoAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria", Custom = Values(("loyal", "yes")) });
        Assert.Equal(true, maria.Custom["loyal"]);
        Assert.Equal(false, (await crm.DoAsync("lena", new UpdateContact { Id = maria.Id, Custom = Values(("loyal", false)) })).Custom["loyal"]);
        Assert.Empty((await crm.GetAsync("lena", new ListContacts { Custom = new Dictionary<string, string> { ["loyal"] = "yes" } })).Items);
        var ticket = await crm.DoAsync("lena", new OpenTicket { CustomerId = acme.Id, Subject = "Broken", Custom = Values(("serial", "XK-77")) });
        Assert.Equal("XK-78", (await crm.DoAsync("lena", new UpdateTicket { Id = ticket.Id, Custom = Values(("serial", "XK-78")) })).Custom["serial"]);
        Assert.Single((await crm.GetAsync("lena", new ListTickets { Custom = new Dictionary<string, string> { ["serial"] = "xk-78" } })).Items);
        Assert.Equal([ticket.Id], (await crm.GetAsync("lena", new SearchRecords { Text = "XK-78" })).Items.Select(hit => hit.Id));
    }

    [Fact]
    public async Task A_value_outlives_its_field_and_follows_its_sensitivity()
    {
        await using var crm = await StartAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Custom = Values(("floor_area", 70), ("store_format", "outlet"), ("vat_id", "DE123456789")) });
        var other = new FieldBook([Own(Kinds.Customer, "store_format", "Store format", "门店类型", CustomFieldType.Text) with { Sensitive = true }]);
        await using var later = crm.Elsewhere(crm.Options with { Fields = other }, owned: false);
        await later.PrepareAsync();
        var seen = await later.GetAsync("lena", new GetCustomer { Id = acme.Id });
        Assert.Equal(70m, seen.Custom["floor_area"]);
        Assert.Equal("DE123456789", seen.Custom["vat_id"]);
        Assert.DoesNotContain("outlet", (string)(await crm.ScalarAsync("SELECT custom FROM customers WHERE name = 'Acme'"))!, StringComparison.Ordinal);
        Assert.Single((await later.GetAsync("lena", new ListCustomers { Custom = new Dictionary<string, string> { ["store_format"] = "outlet" } })).Items);
        var changed = await later.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Kiel", Custom = Values(("store_format", "kiosk")) });
        Assert.Equal(70m, changed.Custom["floor_area"]);
        Assert.False((await later.DoAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("floor_area", null)) })).Custom.ContainsKey("floor_area"));
        Assert.Equal("unknown_field", (await later.TryAsync("lena", new UpdateCustomer { Id = acme.Id, Custom = Values(("floor_area", 70)) })).Failure!.Code);
    }

    [Fact]
    public void Mistakes_in_the_configuration_have_one_clear_line_each()
    {
        var book = new FieldBook(
        [
            Own("invoice", "Bad Code", "A", "甲", CustomFieldType.Choice),
            Own(Kinds.Customer, "a", "Same", "同", CustomFieldType.Text) with { Min = 1, Pattern = "(", Sensitive = true, Searchable = true, HiddenFrom = ["pirate"] },
            Own(Kinds.Customer, "b", "same", "异", CustomFieldType.Number) with { Min = 5, Max = 1, Currency = "euro" },
        ]);
        var problems = book.Problems(["rep"]);
        foreach (var part in (string[])["customer has two fields called 'Same': a and b", "field Bad Code of invoice: the noun must be one of customer, contact, opportunity, ticket", "Bad Code of invoice: the code must", "a choice needs choices",
            "field a of customer: min and max are for numbers", "'(' is no regular expression", "a sensitive field cannot be searchable", "there is no role 'pirate'", "min is more than max", "a currency is an ISO 4217 code"])
            Assert.Contains(problems, problem => problem.Contains(part, StringComparison.Ordinal));
    }

    private static CustomField Own(string noun, string code, string en, string zh, CustomFieldType type) => new(noun, code, new LocalName(en, zh), type);

    private static Dictionary<string, object?> Values(params (string Code, object? Value)[] values) => values.ToDictionary(one => one.Code, one => one.Value);

    private static async Task<IEnumerable<string>> NamesAsync(TestCrm crm, params (string Code, string Condition)[] conditions) =>
        (await crm.GetAsync("lena", new ListCustomers { Custom = conditions.ToDictionary(one => one.Code, one => one.Condition) })).Items.Select(one => one.Name);

    private static async Task<TestCrm> StartAsync()
    {
        var crm = await TestCrm.StartAsync(change: options => options with { Fields = Fields });
        await crm.UserAsync("lena", "Lena Fischer", Role.Rep);
        await crm.UserAsync("sam", "Sam Okoye", Role.Support);
        return crm;
    }
}
