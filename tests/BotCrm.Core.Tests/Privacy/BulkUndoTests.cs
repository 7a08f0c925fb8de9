using System.Diagnostics;
using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace BotCrm.Core.Tests.Privacy;

public sealed class BulkUndoTests(ITestOutputHelper output)
{
    // By hand with ten thousand: eight seconds on two busy cores, where asking for each record alone took thirty-seven.
    private const int Many = 2_000;

    [Fact]
    public async Task A_change_of_thousands_of_records_is_undone_as_one_and_every_conflict_is_named()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        long made;
        await using (var session = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            for (var i = 0; i < Many; i++)
            {
                var customer = new Customer { Id = await session.NewIdAsync(default), Name = $"Customer {i}", OwnerId = lena.UserId, CreatedAt = session.Now, UpdatedAt = session.Now };
                session.Db.Customers.Add(customer);
            }
            made = session.ChangeSetId;
            await session.CommitAsync();
        }
        long changed;
        await using (var session = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            foreach (var customer in await session.Db.Customers.ToListAsync())
                customer.City = "Kiel";
            changed = session.ChangeSetId;
            await session.CommitAsync();
        }

        var time = Stopwatch.StartNew();
        var undone = await crm.DoAsync("lena", new UndoChangeSet { Id = changed });
        output.WriteLine($"undo of {Many} updates: {time.ElapsedMilliseconds} ms");
        Assert.Equal(Many, undone.Changes.Count);
        Assert.Equal(0, (await crm.GetAsync("lena", new ListCustomers { City = "Kiel", Paging = new Paging(1, CountTotal: true) })).Total);

        // Three were touched since: the undo of their making names each of them and touches nothing.
        var some = (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(3, Sort: "created") })).Items;
        await crm.DoAsync("marta", new UpdateCustomer { Id = some[0].Id, City = "Lübeck" });
        await crm.DoAsync("marta", new UpdateCustomer { Id = some[1].Id, City = "Bremen" });
        await crm.ContactAsync("lena", some[2].Id, "Somebody");
        var refused = (await crm.TryAsync("lena", new UndoChangeSet { Id = made })).Failure!;
        Assert.Equal(("changed_since", FailureKind.Conflict, "3"), (refused.Code, refused.Kind, refused.Data["conflicts"]));
        Assert.All(some, one => Assert.Contains(one.Name, refused.Data["names"], StringComparison.Ordinal));
        Assert.Equal(Many, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total);
    }
}
