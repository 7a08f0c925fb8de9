using System.Diagnostics;
using System.Globalization;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class KillTests
{
    [Fact]
    public async Task Killing_the_process_in_the_middle_of_writes_loses_nothing_acknowledged()
    {
        await using var crm = await TestCrm.StartAsync();
        var acknowledged = new List<(long Customer, long Contact, long Set)>();
        // Several lives on one file: each must also be able to go on after a kill.
        for (var life = 1; life <= 3; life++)
            acknowledged.AddRange(await WriteUntilKilledAsync(crm.Options, 10 * life));

        Assert.True(acknowledged.Count >= 60);
        Assert.Equal(acknowledged.Count, acknowledged.Select(one => one.Customer).Distinct().Count());
        foreach (var (customer, contact, set) in acknowledged)
        {
            Assert.Equal(customer, (await crm.GetAsync("admin", new GetContact { Id = contact })).CustomerId);
            Assert.Equal(["create", "create"], (await crm.GetAsync("admin", new ReadAudit { ChangeSetId = set })).Items.Select(entry => entry.Operation));
        }
        // What was not acknowledged is there whole or not at all.
        var customers = (await crm.GetAsync("admin", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total;
        var contacts = (await crm.GetAsync("admin", new ListContacts { Paging = new Paging(1, CountTotal: true) })).Total;
        Assert.Equal(customers, contacts);
        Assert.InRange(customers!.Value, acknowledged.Count, acknowledged.Count + 9);
        var chain = await crm.GetAsync("admin", new VerifyAudit());
        Assert.Null(chain.Problem);
        foreach (var kind in new[] { Kinds.Customer, Kinds.Contact })
            Assert.Equal(customers, (await crm.GetAsync("admin", new ReadAudit { Entity = kind, Paging = new Paging(1, CountTotal: true) })).Total);
        // And the file takes new records, with new ids.
        var next = await crm.CustomerAsync("admin", "After the storm");
        Assert.DoesNotContain(next.Id, acknowledged.SelectMany(one => new[] { one.Customer, one.Contact, one.Set }));
    }

    private static async Task<List<(long Customer, long Contact, long Set)>> WriteUntilKilledAsync(CrmOptions store, int lines)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "CrashWriter.dll"), store.Path, .. store.ConnectionString is { } connection ? new[] { connection } : []];
        using var writer = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = writer.StandardError.ReadToEndAsync();
        var acknowledged = new List<(long, long, long)>();
        try
        {
            while (await writer.StandardOutput.ReadLineAsync() is { } line)
            {
                // A line cut off by the kill is no acknowledgement.
                if (line.Split(' ') is not [var customer, var contact, var set] || set.Length == 0)
                    continue;
                acknowledged.Add((Number(customer), Number(contact), Number(set)));
                if (acknowledged.Count == lines)
                    writer.Kill();
            }
        }
        finally
        {
            if (!writer.HasExited)
                writer.Kill();
            await writer.WaitForExitAsync();
        }
        Assert.True(acknowledged.Count >= lines, await errors);
        return acknowledged;

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
