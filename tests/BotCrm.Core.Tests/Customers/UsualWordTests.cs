using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Moving;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Customers;

/// <summary>Words that more records have than are gathered.</summary>
public sealed class UsualWordTests
{
    private const int Many = Narrowing.Few + 100;

    [Fact]
    public async Task Of_a_usual_word_in_names_the_newest_are_shown_and_the_name_itself_first()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var exact = await crm.CustomerAsync("lena", "Kolibri");
        var inside = await crm.CustomerAsync("lena", "Old Kolibri");
        var china = await crm.CustomerAsync("lina", "上海长江仪器有限公司");
        await MakeManyAsync(crm, exact.Id);
        await using var next = await crm.StartAnotherAsync();

        var all = await next.GetAsync("admin", new SearchRecords { Text = "kolibri", Kinds = ["customer"], Limit = 50 });
        Assert.Equal((exact.Id, 1), (all.Items[0].Id, all.Items[0].Score));
        // More than are looked at, so nobody knows how many.
        Assert.Null(all.Total);
        Assert.NotNull(all.Next);
        // Two words that few records have together: all of them, and the last may be begun only.
        Assert.Equal(11, (await next.GetAsync("admin", new SearchRecords { Text = "kolibri 105", Kinds = ["customer"] })).Total);
        Assert.Equal("Kolibri Optik 1999", (await next.GetAsync("lena", new SearchRecords { Text = "kolibri optik 1999" })).Items[0].Name);
        Assert.Equal("Kolibri Optik 1999", (await next.GetAsync("lena", new SearchRecords { Text = "kolibry 1999" })).Items[0].Name);
        // Under row scope: who has none of them sees none.
        Assert.Empty((await next.GetAsync("lina", new SearchRecords { Text = "kolibri" })).Items);
        Assert.Equal(china.Id, Assert.Single((await next.GetAsync("lina", new SearchRecords { Text = "长江" })).Items).Id);
        Assert.Empty((await next.GetAsync("lena", new SearchRecords { Text = "长江" })).Items);

        var names = await next.GetAsync("lena", new FindNames { Text = "Kolibri" });
        Assert.Equal((exact.Id, 1), (names[0].Id, names[0].Score));
        Assert.Equal(10, names.Count);
        Assert.Equal("Kolibri Optik 1999", (await next.GetAsync("lena", new FindNames { Text = "kolibri optik 1999" }))[0].Name);
        Assert.Equal("Kolibri Optik 1999", (await next.GetAsync("lena", new FindNames { Text = "optik 1999" }))[0].Name);
        Assert.Empty(await next.GetAsync("lina", new FindNames { Text = "kolibri" }));

        // A list: who has all of them gets also those that have the word further on; of several people's those that begin so, all of them.
        Assert.Contains(inside.Id, await IdsAsync(next, "lena", "kolibri"));
        Assert.Equal(Many + 1, (await IdsAsync(next, "admin", "kolibri")).Distinct().Count());
        Assert.Empty(await IdsAsync(next, "lina", "kolibri"));
        Assert.Equal(11, (await IdsAsync(next, "admin", "kolibri 105")).Count);
        // A segment is never cut short.
        Assert.Equal(Many + 2, (await next.GetAsync("admin", new ListCustomers { Filter = new() { Name = "kolibri" }, Paging = new Paging(1, CountTotal: true) })).Total);
        Assert.Equal(Many + 2, (await next.GetAsync("admin", new ListCustomers { Filter = new() { Text = "kolibri" }, Paging = new Paging(1, CountTotal: true) })).Total);
    }

    [Fact]
    public async Task Of_a_usual_word_in_the_history_the_newest_are_shown_and_ones_own_however_old()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var hengtong = await crm.CustomerAsync("lina", "恒通物流");
        var old = await crm.InteractionAsync("lina", hengtong.Id, "The gateway came first");
        var talk = await crm.InteractionAsync("lena", acme.Id, "The gateway was delivered");
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            await session.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO interactions (id, customer_id, customer_owner_id, author_id, kind, happened_at, summary, participant_ids, created_at, version)
                SELECT 900000000 + i, customer_id, customer_owner_id, author_id, kind, happened_at + i, 'Gateway number ' || i, participant_ids, created_at, version
                FROM interactions, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many}) SELECT i FROM n) AS made WHERE id = {talk.Id}
                """);
            await session.CommitAsync(default);
        }
        await EmptyAsync(crm);
        await using var next = await crm.StartAnotherAsync();

        Assert.Equal(["Gateway number 2100", "Gateway number 2099"], (await next.GetAsync("lena", new SearchHistory { Text = "gateway", Limit = 2 })).Select(passage => passage.Text));
        Assert.Equal(old.Id, Assert.Single(await next.GetAsync("lina", new SearchHistory { Text = "gateway" })).Id);
        Assert.Equal("Gateway number 1234", Assert.Single(await next.GetAsync("lena", new SearchHistory { Text = "gateway 1234" })).Text);
        Assert.Empty(await next.GetAsync("lina", new SearchHistory { Text = "gateway 1234", EveryWord = true }));
        // Not all words, so any of them will do.
        Assert.NotEmpty(await next.GetAsync("lena", new SearchHistory { Text = "gateway zzyzx" }));
        Assert.Empty(await next.GetAsync("lena", new SearchHistory { Text = "gateway zzyzx", EveryWord = true }));
    }

    private static async Task<List<long>> IdsAsync(TestCrm crm, string login, string search)
    {
        var seen = new List<long>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync(login, new ListCustomers { Search = search, Paging = new Paging(200, after) });
            seen.AddRange(page.Items.Select(one => one.Id));
            after = page.Next;
        }
        while (after is not null);
        return seen;
    }

    /// <summary>Customers like one, and as many other names as make a big company.</summary>
    private static async Task MakeManyAsync(TestCrm crm, long like)
    {
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            await session.Db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO customers (id, name, aliases, lifecycle, tags, owner_id, created_at, updated_at, version)
                SELECT 900000000 + i, 'Kolibri Optik ' || i, aliases, lifecycle, tags, owner_id, created_at, updated_at, version
                FROM customers, (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Many}) SELECT i FROM n) AS made WHERE id = {like}
                """);
            await session.Db.Database.ExecuteSqlAsync($"INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'customer', id, 0, lower(name), lower(replace(name, ' ', '')) FROM customers WHERE id >= 900000000");
            await session.Db.Database.ExecuteSqlAsync(
                $"INSERT INTO name_keys (kind, record_id, ordinal, key, bare) SELECT 'customer', 990000000 + i, 0, 'x' || i, 'x' || i FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Narrowing.Readable + 10}) SELECT i FROM n) AS made");
            await session.CommitAsync(default);
        }
        await EmptyAsync(crm);
    }

    /// <summary>The next start fills the indexes of words from the records.</summary>
    private static async Task EmptyAsync(TestCrm crm)
    {
        foreach (var index in SearchIndexes.Fill.Keys)
            await crm.ExecuteAsync(TestDatabase.IsPostgres ? $"DELETE FROM {index}" : $"INSERT INTO {index} ({index}) VALUES ('delete-all')");
    }
}
