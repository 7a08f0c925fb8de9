using System.Text;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Transfer;

public sealed class DuplicateImportTests
{
    // By name without its legal form, by registration number, by site and number together; the last is like none of them.
    private const string File = "Company,Registration number,Website,Company phone,City\nAcme Ltd,,,,Leeds\nSomething else,HRB 4711,,,Bonn\nNew brand,,www.hansa.example,+49 40 998877,Bremen\nNobody knows us,,,,Ulm\n";

    [Fact]
    public async Task Likely_duplicates_are_told_by_the_dry_run_and_left_out()
    {
        await using var crm = await StartAsync();
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(File), FileName = "a.csv" });
        var tried = await ImportTests.CheckAsync(crm, "lena", import.Id);
        Assert.Equal((1, 3, 0), (tried.Counts.Created, tried.Counts.Skipped, tried.Counts.Failed));
        var rows = (await crm.GetAsync("lena", new ListImportRows { Id = import.Id })).Items;
        Assert.Equal(["duplicate_customer", "duplicate_customer", "duplicate_customer"], rows.Select(row => row.Code));
        Assert.Contains("Weser Stahl", rows[1].Message, StringComparison.Ordinal);
        Assert.Contains("same domain, same phone", rows[2].Message, StringComparison.Ordinal);
        var done = await ImportTests.RunAsync(crm, "lena", import.Id);
        Assert.Equal((1, 3), (done.Counts.Created, done.Counts.Skipped));
    }

    [Fact]
    public async Task Likely_duplicates_are_changed_and_keep_their_name_when_the_import_may()
    {
        await using var crm = await StartAsync();
        var done = await ImportAsync(crm, DuplicatePolicy.Update);
        Assert.Equal((1, 3, 0), (done.Counts.Created, done.Counts.Updated, done.Counts.Failed));
        var customers = (await crm.GetAsync("lena", new ListCustomers())).Items;
        Assert.Equal(["Acme Ltd", "Hansa Kontor", "Nobody knows us", "Weser Stahl GmbH"], customers.Select(one => one.Name));
        Assert.Equal(("Bonn", "Something else"), (customers[3].City, customers[3].Aliases.Single()));
        // The same file again is known by its own keys.
        Assert.Equal(4, (await ImportAsync(crm, DuplicatePolicy.Update)).Counts.Unchanged);
    }

    [Fact]
    public async Task Duplicates_are_made_all_the_same_when_told_so()
    {
        await using var crm = await StartAsync();
        Assert.Equal(4, (await ImportAsync(crm, DuplicatePolicy.Create)).Counts.Created);
    }

    [Fact]
    public async Task A_company_written_in_two_ways_in_one_file_becomes_one_with_both_people()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = "Company,Contact,Email\nMüller & Söhne GmbH,Ann,ann@mueller.example\nMueller und Soehne,Ben,ben@mueller.example\n"u8.ToArray();
        var import = await crm.DoAsync("lena", new CreateImport { Content = file, FileName = "a.csv", Kind = "customer" });
        await ImportTests.RunAsync(crm, "lena", import.Id);
        var customer = (await crm.GetAsync("lena", new ListCustomers())).Items.Single();
        Assert.Equal(["Ann", "Ben"], (await crm.GetAsync("lena", new ListContacts { CustomerId = customer.Id })).Items.Select(one => one.Name));
    }

    private static async Task<TestCrm> StartAsync()
    {
        var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("lena", new CreateCustomer { Name = "ACME" });
        await crm.DoAsync("lena", new CreateCustomer { Name = "Weser Stahl GmbH", Profile = new CustomerProfile { RegistrationNumber = "HRB 4711" } });
        var hansa = await crm.DoAsync("lena", new CreateCustomer { Name = "Hansa Kontor", Profile = new CustomerProfile { Website = "hansa.example" } });
        await crm.DoAsync("lena", new AddContact { CustomerId = hansa.Id, Name = "Ole", Phone = "+49 40 998877" });
        return crm;
    }

    private static async Task<ImportView> ImportAsync(TestCrm crm, DuplicatePolicy policy)
    {
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(File), FileName = "a.csv" });
        await crm.DoAsync("lena", new ChangeImport { Id = import.Id, Policy = policy });
        return await ImportTests.RunAsync(crm, "lena", import.Id);
    }
}
