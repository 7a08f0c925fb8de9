using System.Diagnostics;
using System.Globalization;
using System.Text;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Transfer;

public sealed class KilledImportTests
{
    private const int Rows = 1700;

    [Fact]
    public async Task A_process_killed_in_the_middle_of_an_import_leaves_what_another_brings_to_the_same_end()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var import = await crm.DoAsync("lena", new CreateImport { Content = Table(), FileName = "many.csv" });
        await crm.DoAsync("lena", new StartImport { Id = import.Id });
        await KillAfterFirstBatchAsync(crm.Options, import.Id);
        var left = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal(ImportState.Running, left.State);
        Assert.InRange(left.Counts.Done, 1, Rows - 1);
        // What is done is whole: a customer, its contact and the row's result came in together.
        Assert.Equal((left.Counts.Done, left.Counts.Done), await CountAsync(crm));

        await ImportTests.PumpAsync(crm);
        var done = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal((ImportState.Done, Rows, 0), (done.State, done.Counts.Created, done.Counts.Failed));

        await using var other = await TestCrm.StartWithStaffAsync();
        var whole = await other.DoAsync("lena", new CreateImport { Content = Table(), FileName = "many.csv" });
        await ImportTests.RunAsync(other, "lena", whole.Id);
        Assert.Equal(await CompanyAsync(other), await CompanyAsync(crm));
        Assert.Equal((await other.GetAsync("admin", new VerifyAudit())).Entries, (await crm.GetAsync("admin", new VerifyAudit())).Entries);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);

        // The same file once more changes nothing.
        var again = await crm.DoAsync("lena", new CreateImport { Content = Table(), FileName = "many.csv" });
        Assert.Equal(Rows, (await ImportTests.RunAsync(crm, "lena", again.Id)).Counts.Unchanged);
        Assert.Equal(await CompanyAsync(other), await CompanyAsync(crm));
    }

    private static byte[] Table()
    {
        var text = new StringBuilder("Customer ID,Company,City,Tags,Contact,Phone\n");
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"C{i},Company number {i},Town {i % 7},tag{i % 5},Person {i},+49 40 {1000000 + i}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<(int Customers, int Contacts)> CountAsync(TestCrm crm) => (
        (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total!.Value,
        (await crm.GetAsync("lena", new ListContacts { Paging = new Paging(1, CountTotal: true) })).Total!.Value);

    private static async Task<string> CompanyAsync(TestCrm crm)
    {
        var text = new StringBuilder();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(Paging.MaxLimit) { After = after } });
            foreach (var one in page.Items)
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{one.Name}|{one.City}|{string.Join(';', one.Tags)}|{one.Lifecycle}|{one.Version}");
            after = page.Next;
        }
        while (after is not null);
        do
        {
            var page = await crm.GetAsync("lena", new ListContacts { Paging = new Paging(Paging.MaxLimit) { After = after } });
            foreach (var one in page.Items)
                text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{one.Name}|{one.CustomerName}|{one.Phone}|{one.Version}");
            after = page.Next;
        }
        while (after is not null);
        return text.ToString();
    }

    private static async Task KillAfterFirstBatchAsync(CrmOptions store, long import)
    {
        using var writer = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CrashWriter.dll"), store.Path, store.ConnectionString ?? "-", "import", import.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = writer.StandardError.ReadToEndAsync();
        try
        {
            Assert.True(await writer.StandardOutput.ReadLineAsync() is { Length: > 0 }, writer.HasExited ? await errors : "no batch was done");
        }
        finally
        {
            writer.Kill();
            await writer.WaitForExitAsync();
        }
    }
}
