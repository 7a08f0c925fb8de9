using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Moving;
using BotCrm.Core.Tickets;
using BotCrm.Testing;
using Npgsql;

namespace BotCrm.Core.Tests.Storage;

public sealed class StoreMoveTests
{
    [PostgresFact]
    public async Task A_company_arrives_whole_and_works_on()
    {
        await using var file = await TestCrm.StartOnSqliteAsync(sample: true);
        var acme = await file.CustomerAsync("lena", "Ümläut & Söhne 恒通", "Other name");
        await file.ContactAsync("lena", acme.Id, "Maria Ünal", "+49 40 1234567", "maria@example.com");
        await file.InteractionAsync("lena", acme.Id, "The gateway was installed 价格");
        var asked = new ListCustomers { Paging = new Paging(200, CountTotal: true) };
        var before = (await file.GetAsync("admin", asked)).Items.Select(customer => customer.ToString()).ToList();
        var sequence = file.Crm.ChangeSequence;
        var connection = await TestDatabase.CreateDatabaseAsync();
        await using var moved = file.Elsewhere(file.Options with { Provider = StoreProvider.Postgres, ConnectionString = connection });

        var tables = await StoreMove.ToPostgresAsync(file.Options, connection, file.Clock);

        // Every table of the schema, and not one row less.
        Assert.Equal(await moved.TablesAsync(), tables.Select(table => table.Table).Order(StringComparer.Ordinal));
        Assert.True(tables.Single(table => table.Table == "customers").Rows > 40);
        Assert.Equal(before, (await moved.GetAsync("admin", asked)).Items.Select(customer => customer.ToString()));
        Assert.Equal((null, sequence), ((await moved.GetAsync("admin", new VerifyAudit())).Problem, moved.Crm.ChangeSequence));
        Assert.Contains((await moved.GetAsync("lena", new SearchHistory { Text = "gateways" })), passage => passage.CustomerId == acme.Id);
        Assert.Single((await moved.GetAsync("lena", new Contacts.ListContacts { Search = "maria@example.com" })).Items);
        // Ids go on, triggers and references are back.
        var next = await moved.CustomerAsync("lena", "After the move");
        Assert.True(next.Id > acme.Id);
        await moved.TicketAsync("lena", next.Id, "Works");
        Assert.Equal(sequence + 2, (await moved.GetAsync("admin", new VerifyAudit())).Entries);
        await Assert.ThrowsAsync<PostgresException>(() => moved.ExecuteAsync("UPDATE contacts SET customer_id = 999999999"));
        Assert.Equal(0L, await moved.ScalarAsync("SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND condeferrable"));

        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreMove.ToPostgresAsync(file.Options, connection, file.Clock));
        Assert.Contains("already holds a company", refused.Message, StringComparison.Ordinal);
        Assert.Equal(sequence + 2, (await moved.GetAsync("admin", new VerifyAudit())).Entries);
    }

    [PostgresFact]
    public async Task What_cannot_be_moved_whole_is_not_moved_at_all()
    {
        await using var file = await TestCrm.StartOnSqliteAsync(sample: false);
        await file.CustomerAsync("admin", "Acme");
        await file.CustomerAsync("admin", "Contoso");
        var connection = await TestDatabase.CreateDatabaseAsync();
        await using var target = file.Elsewhere(file.Options with { Provider = StoreProvider.Postgres, ConnectionString = connection });
        // No value for a number: it is met when several tables were copied already.
        await file.ExecuteAsync("PRAGMA foreign_keys = OFF; UPDATE name_keys SET ordinal = 'first' WHERE ordinal = 0 AND record_id = (SELECT max(record_id) FROM name_keys)");

        var refused = await Assert.ThrowsAsync<StoreException>(() => StoreMove.ToPostgresAsync(file.Options, connection, file.Clock));

        Assert.Contains("name_keys.ordinal", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await target.ScalarAsync("SELECT count(*) FROM customers"));
        Assert.Equal(1L, await target.ScalarAsync("SELECT count(*) FROM id_block"));
        await file.ExecuteAsync("UPDATE name_keys SET ordinal = 0 WHERE ordinal = 'first'; UPDATE customers SET owner_id = owner_id; UPDATE audit_entries SET actor_login = 'somebody' WHERE sequence = 2");
        Assert.Contains("broken", (await Assert.ThrowsAsync<StoreException>(() => StoreMove.ToPostgresAsync(file.Options, connection, file.Clock))).Message, StringComparison.Ordinal);
        Assert.Equal(0L, await target.ScalarAsync("SELECT count(*) FROM customers"));
    }
}
