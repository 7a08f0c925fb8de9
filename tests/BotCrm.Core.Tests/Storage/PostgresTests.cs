using BotCrm.Core.Customers;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Storage.Postgres;
using BotCrm.Core.Users;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BotCrm.Core.Tests.Storage;

public sealed class PostgresTests
{
    [PostgresFact]
    public async Task Several_instances_start_at_once_on_an_empty_database()
    {
        await using var place = await PlaceAsync();
        var instances = Enumerable.Range(0, 4).Select(_ => new ServiceCollection().AddSingleton<TimeProvider>(new TestClock()).AddCrmCore(place.Options).BuildServiceProvider()).ToList();
        await Task.WhenAll(instances.Select(services => Task.Run(() => CrmStartup.PrepareAsync(services))));

        Assert.Single(instances.Select(services => services.GetRequiredService<ICrm>().ChangeSequence).Distinct());
        Assert.Equal(1L, await place.ScalarAsync("SELECT count(*) FROM users"));
        Assert.Equal(true, await place.ScalarAsync("SELECT count(*) = count(DISTINCT (entity, entity_id)) FROM audit_entries"));
        foreach (var services in instances)
            await services.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_step_that_fails_leaves_nothing_behind_and_a_newer_or_altered_schema_is_refused()
    {
        await using var place = await PlaceAsync();
        using var engine = StoreEngine.For(place.Options);
        var all = Migration.For(engine.Dialect);
        var next = all[^1].Number + 1;
        engine.Prepare(new TestClock());
        Assert.Throws<StoreException>(() => engine.Prepare(new TestClock(), [.. all, new Migration(next, "broken", "CREATE TABLE half (id bigint); CREATE TABLE teams (id bigint);")]));
        Assert.Equal(0L, await place.ScalarAsync("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"));
        engine.Prepare(new TestClock());
        Assert.Contains("altered", Assert.Throws<StoreException>(() => engine.Prepare(new TestClock(), [new Migration(1, all[0].Name, "SELECT 1"), .. all.Skip(1)])).Message, StringComparison.Ordinal);
        engine.Prepare(new TestClock(), [.. all, new Migration(next, "next", "CREATE TABLE later (id bigint);")]);
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => engine.Prepare(new TestClock())).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_database_that_cannot_be_used_is_refused_in_one_clear_line_without_the_password()
    {
        await using var place = await PlaceAsync();
        await place.ScalarAsync("CREATE TABLE recipes (id bigint)");
        Assert.Contains("belongs to another program", Refusal(place.Options.ConnectionString!), StringComparison.Ordinal);
        var missing = new NpgsqlConnectionStringBuilder(place.Options.ConnectionString) { Database = "nowhere", Password = "hunter2" };
        Assert.Contains("does not exist", Refusal(missing.ToString()), StringComparison.Ordinal);
        missing.Host = "127.0.0.1";
        missing.Port = 1;
        Assert.Contains("cannot be used", Refusal(missing.ToString()), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Refusal(missing.ToString()), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Refusal("Password=hunter2;nonsense"), StringComparison.Ordinal);
        Assert.Contains("must name Host and Database", Refusal("Username=somebody"), StringComparison.Ordinal);

        static string Refusal(string connection) => Assert.Throws<StoreException>(() =>
        {
            using var engine = new PostgresEngine(connection);
            engine.Prepare(new TestClock());
        }).Message;
    }

    [PostgresFact]
    public async Task It_goes_on_after_its_connections_were_cut()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        await using (var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(crm.Options.ConnectionString) { Pooling = false }.ToString()))
        {
            await connection.OpenAsync();
            await using var cut = new NpgsqlCommand("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", connection);
            Assert.True((long)(await cut.ExecuteScalarAsync())! > 0);
        }
        // A request in that very moment may fail; none after it.
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await crm.CustomerAsync("lena", $"Customer {i}");
                break;
            }
            catch (NpgsqlException) when (i < 19)
            {
            }
        }
        await crm.CustomerAsync("lena", "Contoso");
        Assert.NotEmpty((await crm.GetAsync("lena", new ListCustomers())).Items);
    }

    [PostgresFact]
    public async Task Lists_by_name_are_read_along_their_index()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var connection = new NpgsqlConnection(crm.Options.ConnectionString);
        await connection.OpenAsync();
        await using var plan = new NpgsqlCommand("""SET enable_seqscan = off; SET enable_sort = off; EXPLAIN SELECT id FROM customers WHERE lower(name COLLATE "C") >= 'a' ORDER BY lower(name COLLATE "C"), id LIMIT 20""", connection);
        await using var reader = await plan.ExecuteReaderAsync();
        var lines = new List<string>();
        do
        {
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(0));
        }
        while (await reader.NextResultAsync());
        Assert.Contains(lines, line => line.Contains("ix_customers_name", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    private static async Task<Place> PlaceAsync()
    {
        var folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
        return new Place(folder, await TestDatabase.CreateAsync(folder));
    }

    private sealed class Place(string folder, CrmOptions options) : IAsyncDisposable
    {
        public CrmOptions Options => options;

        public async Task<object?> ScalarAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ToString());
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Directory.Delete(folder, true);
            await TestDatabase.DropAsync(options);
        }
    }
}
