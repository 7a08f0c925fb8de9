using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Customers;

public sealed class SearchRecordsTests
{
    [Theory]
    [InlineData("lena", "northwind", "Northwind Traders")]
    [InlineData("lena", "nort", "Northwind Traders")]
    [InlineData("lena", "nortwind", "Northwind Traders")]
    [InlineData("lena", "Nortwhind", "Northwind Traders")]
    [InlineData("lena", "northwimd traders", "Northwind Traders")]
    [InlineData("lena", "muller", "Müller & Söhne")]
    [InlineData("lena", "Hafenstrasse", "Northwind Traders")]
    [InlineData("lena", "greenhouse", "Müller & Söhne")]
    [InlineData("lina", "恒通", "恒通物流有限公司")]
    [InlineData("lina", "通物", "恒通物流有限公司")]
    [InlineData("lina", "恆通物流", "恒通物流有限公司")]
    [InlineData("lina", "恒桐物流", "恒通物流有限公司")]
    [InlineData("lina", "冷链", "恒通物流有限公司")]
    public async Task Finds_it_first(string login, string text, string name)
    {
        await using var crm = await CompanyAsync();
        var hits = (await crm.GetAsync(login, new SearchRecords { Text = text })).Items;
        Assert.Equal(name, hits[0].Name);
        Assert.NotEmpty(hits[0].Matched);
        Assert.All(hits, hit => Assert.All(hit.Matched, span => Assert.True(span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= hit.Text.Length)));
    }

    [Fact]
    public async Task What_is_hidden_is_not_found_in_any_field_and_nothing_typed_breaks_it()
    {
        await using var crm = await CompanyAsync();
        foreach (var text in new[] { "恒通", "冷链", "Northwind" })
        {
            Assert.Empty((await crm.GetAsync(text == "Northwind" ? "lina" : "lena", new SearchRecords { Text = text })).Items);
            Assert.NotEmpty((await crm.GetAsync("admin", new SearchRecords { Text = text })).Items);
        }
        foreach (var text in new[] { "\"", "a OR b", "NEAR(a b)", "*", "name : x", "' & !", "-", "(", "a\0b", "x'); --", "😀", ":*" })
            Assert.True((await crm.AskAsync("admin", new SearchRecords { Text = text })).Failure is null or { Code: "required" }, text);
    }

    [Fact]
    public async Task Numbers_and_addresses_are_found_whole_by_who_may_read_them()
    {
        await using var crm = await CompanyAsync();
        Assert.Equal("Maria Lopez", (await crm.GetAsync("lena", new SearchRecords { Text = "+49 40 1234567" })).Items[0].Name);
        Assert.Equal("Maria Lopez", (await crm.GetAsync("lena", new SearchRecords { Text = "MARIA@northwind.example" })).Items[0].Name);
        Assert.Equal((Kinds.Customer, "Northwind Traders"), (await crm.GetAsync("lena", new SearchRecords { Text = "+49 40 777888" })).Items.Select(hit => (hit.Kind, hit.Name)).Single());
        Assert.Empty((await crm.GetAsync("sam", new SearchRecords { Text = "+49 40 1234567" })).Items);
    }

    [Fact]
    public async Task The_index_follows_changes_deletions_and_undo()
    {
        await using var crm = await CompanyAsync();
        var id = (await crm.GetAsync("lena", new SearchRecords { Text = "Northwind" })).Items[0].Id;
        await crm.DoAsync("lena", new UpdateCustomer { Id = id, Name = "Southwind", Clear = ["aliases"] });
        Assert.DoesNotContain((await crm.GetAsync("lena", new SearchRecords { Text = "Northwind", Kinds = ["customer"] })).Items, hit => hit.Id == id && hit.Field == "name");
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.Equal(id, (await crm.GetAsync("lena", new SearchRecords { Text = "Northwind" })).Items[0].Id);
        await crm.DoAsync("marta", new DeleteCustomer { Id = id });
        Assert.Empty((await crm.GetAsync("lena", new SearchRecords { Text = "Hafenstrasse" })).Items);
    }

    [Fact]
    public async Task Goes_on_page_by_page_without_repeating()
    {
        await using var crm = await CompanyAsync();
        for (var i = 0; i < 12; i++)
            await crm.DoAsync("lena", new CreateCustomer { Name = $"Branch {i} of Zenith", AllowDuplicate = true });
        var seen = new List<long>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("lena", new SearchRecords { Text = "zenith", Limit = 5, After = after });
            seen.AddRange(page.Items.Select(hit => hit.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(12, seen.Count);
        Assert.Equal(12, seen.Distinct().Count());
    }

    private static async Task<TestCrm> CompanyAsync()
    {
        var crm = await TestCrm.StartWithStaffAsync();
        var north = await crm.DoAsync("lena", new CreateCustomer { Name = "Northwind Traders", Profile = new CustomerProfile { Address = "Hafenstraße 3, Hamburg", Phone = "+49 40 777888" } });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Müller & Söhne", Notes = "wants a greenhouse" });
        await crm.DoAsync("lina", new CreateCustomer { Name = "恒通物流有限公司", Notes = "做冷链运输" });
        await crm.DoAsync("lena", new AddContact { CustomerId = north.Id, Name = "Maria Lopez", Phone = "+49 40 1234567", Email = "maria@northwind.example" });
        return crm;
    }
}
