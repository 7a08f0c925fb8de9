using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class PagingTests
{
    [Theory]
    [InlineData("name", false)]
    [InlineData("name", true)]
    [InlineData("created", false)]
    [InlineData("updated", true)]
    [InlineData("last_interaction", false)]
    [InlineData("last_interaction", true)]
    public async Task Pages_neither_skip_nor_repeat_while_records_come_and_go(string sort, bool descending)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var ids = new List<long>();
        for (var i = 0; i < 17; i++)
        {
            // Equal names in different case and equal times, so that only the id tells some apart.
            if (i % 4 == 0)
                crm.Clock.Advance(TimeSpan.FromMinutes(1));
            var name = $"{(i % 2 == 0 ? "Customer" : "customer")} {i / 3}";
            ids.Add((await crm.DoAsync("lena", new CreateCustomer { Name = name, AllowDuplicate = true })).Id);
            if (i % 3 != 0)
                await crm.InteractionAsync("lena", ids[^1]);
        }
        var whole = (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(200, Sort: sort, Descending: descending) })).Items.Select(customer => customer.Id).ToList();
        Assert.Equal(ids.Order(), whole.Order());

        var seen = new List<long>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(5, after, sort, descending, CountTotal: true) });
            Assert.True(page.Items.Count == 5 || page.Next is null);
            seen.AddRange(page.Items.Select(customer => customer.Id));
            after = page.Next;
            // The row the cursor stands on may go, and others may come before it.
            if (after is not null)
            {
                await crm.DoAsync("marta", new DeleteCustomer { Id = seen[^1] });
                await crm.DoAsync("lena", new CreateCustomer { Name = descending ? "zzz" : "AAA", AllowDuplicate = true });
            }
        }
        while (after is not null && seen.Count < 100);
        Assert.Equal(whole, seen.Where(ids.Contains));
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_cursor_of_something_else_is_refused()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        foreach (var name in new[] { "A", "B", "C" })
            await crm.CustomerAsync("lena", name);
        var next = (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1) })).Next!;
        Assert.Equal("B", (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, next) })).Items[0].Name);
        foreach (var bad in new[] { "x", "", "AAAA", next[..^2], "%%%", new string('A', 10_000), Convert.ToBase64String("[]"u8), Convert.ToBase64String("null"u8) })
            await RefusedAsync(new Paging(1, bad), "bad_cursor");
        await RefusedAsync(new Paging(1, next, "created"), "bad_cursor");
        // Users are sorted by name as well: the cursor fits there by its form only.
        await RefusedAsync(new Paging(1, (await crm.GetAsync("lena", new ListUsers { Paging = new Paging(1) })).Next!), "bad_cursor");
        await RefusedAsync(new Paging(1, next, Descending: true), "bad_cursor");
        await RefusedAsync(new Paging(1, Sort: "colour"), "unknown_sort");
        await RefusedAsync(new Paging(0), "out_of_range");
        await RefusedAsync(new Paging(Paging.MaxLimit + 1), "out_of_range");

        async Task RefusedAsync(Paging paging, string code)
        {
            var failure = (await crm.AskAsync("lena", new ListCustomers { Paging = paging })).Failure!;
            Assert.Equal((code, FailureKind.Invalid), (failure.Code, failure.Kind));
        }
    }
}
