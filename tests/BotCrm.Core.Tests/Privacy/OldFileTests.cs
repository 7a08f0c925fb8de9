using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Storage.Sqlite;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Privacy;

/// <summary>A file of the third schema, as the program before sealing left it: plain contacts, plain images.</summary>
public sealed class OldFileTests : IDisposable
{
    private const int People = 1200;
    private const long Moment = 1_790_000_000_000;
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-").FullName;
    private readonly TestClock clock = new();

    private string File => Path.Combine(folder, "old.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, true);
    }

    [SqliteFact]
    public async Task What_was_plain_is_sealed_at_first_start_going_on_where_it_was_cut_off_and_the_old_chain_verifies()
    {
        MakeOldFile();
        await using (var cutOff = new Crm(new CrmOptions { Path = File }, clock))
        {
            cutOff.Engine.Prepare(clock);
            await using (var session = await cutOff.OpenWriteAsync(Actor.System, TestCrm.Origin))
            {
                await cutOff.Sealer.Ring.PrepareAsync(session, default);
                await session.CommitAsync();
            }
            Assert.True(await SealingWalk.StepAsync(cutOff, default));
            Assert.True(await AuditSealingWalk.StepAsync(cutOff, default));
        }
        Assert.InRange(Number("SELECT count(*) FROM contacts WHERE phone LIKE '+%'"), 1, People - 1);
        Assert.InRange(Number("SELECT count(*) FROM audit_entries WHERE after LIKE '{%'"), 1, People - 1);

        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddCrmCore(new CrmOptions { Path = File }).BuildServiceProvider();
        await CrmStartup.PrepareAsync(services);
        Assert.Equal(0, Number("SELECT count(*) FROM contacts WHERE substr(phone, 1, 1) <> char(1) OR phone_index IS NULL"));
        Assert.Equal(0, Number("SELECT count(*) FROM audit_entries WHERE entity = 'contact' AND substr(after, 1, 1) <> char(1)"));

        var crm = services.GetRequiredService<ICrm>();
        var admin = (await crm.FindActorByLoginAsync("admin"))!;
        Assert.Equal("+49 555 1100", (await crm.AskAsync(admin, TestCrm.Origin, new GetContact { Id = 1100 })).Value.Phone);
        Assert.Equal(1100, Assert.Single((await crm.AskAsync(admin, TestCrm.Origin, new ListContacts { Search = "0049 555-1100" })).Value.Items).Id);
        var feed = (await crm.AskAsync(admin, TestCrm.Origin, new ReadAudit { Entity = Kinds.Contact, EntityId = 1100 })).Value.Items;
        Assert.Equal("+49 555 1100", Assert.Single(feed).After!.Value.GetProperty("phone").GetString());
        Assert.Null((await crm.AskAsync(admin, TestCrm.Origin, new VerifyAudit())).Value.Problem);

        // What the digest was taken over is still what is checked.
        Execute("UPDATE audit_entries SET after = (SELECT after FROM audit_entries WHERE entity_id = 1101) WHERE entity_id = 1100");
        Assert.NotNull((await crm.AskAsync(admin, TestCrm.Origin, new VerifyAudit())).Value.FirstBroken);
    }

    private void MakeOldFile()
    {
        using (var engine = new SqliteEngine(File))
            engine.Prepare(clock, [.. Migration.For(SqliteDialect.Instance).Where(migration => migration.Number <= 3)]);
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        Run(connection, $"INSERT INTO users (id, login, name, role, language, time_zone, active, created_at, version) VALUES (1, 'admin', 'Ada', 'admin', 'en', 'UTC', 1, {Moment}, 1)");
        Run(connection, $"INSERT INTO customers (id, name, aliases, lifecycle, tags, owner_id, created_at, updated_at, version) VALUES (2, 'Acme', '[]', 'potential', '[]', 1, {Moment}, {Moment}, 1)");
        Run(connection, "UPDATE id_block SET next = 100000");
        var previous = AuditChain.Start;
        for (var id = 1000; id < 1000 + People; id++)
        {
            var phone = string.Create(CultureInfo.InvariantCulture, $"+49 555 {id}");
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO contacts (id, customer_id, name, phone, created_at, updated_at, version) VALUES ({id}, 2, 'Person {id}', '{phone}', {Moment}, {Moment}, 1)"));
            var entry = new AuditEntry
            {
                Sequence = id - 999,
                ChangeSetId = 5000 + id,
                At = DateTimeOffset.FromUnixTimeMilliseconds(Moment),
                ActorId = 1,
                ActorLogin = "admin",
                Channel = "chat",
                Sentence = $"add Person {id}, phone {phone}",
                Entity = Kinds.Contact,
                EntityId = id,
                Operation = "create",
                After = string.Create(CultureInfo.InvariantCulture, $$"""{"id":{{id}},"name":"Person {{id}}","phone":"{{phone}}"}"""),
                Salt = new byte[16],
                PreviousHash = previous,
            };
            entry.PayloadDigest = AuditChain.DigestOf(entry);
            previous = entry.Hash = AuditChain.HashOf(entry);
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO audit_entries (sequence, change_set_id, at, actor_id, actor_login, channel, sentence, entity, entity_id, operation, after, salt, payload_digest, previous_hash, hash) VALUES ($s, $c, $at, 1, 'admin', 'chat', $sentence, 'contact', $id, 'create', $after, $salt, $digest, $previous, $hash)";
            foreach (var (name, value) in new (string, object)[] { ("$s", entry.Sequence), ("$c", entry.ChangeSetId), ("$at", Moment), ("$sentence", entry.Sentence), ("$id", entry.EntityId), ("$after", entry.After), ("$salt", entry.Salt), ("$digest", entry.PayloadDigest), ("$previous", entry.PreviousHash), ("$hash", entry.Hash) })
                insert.Parameters.AddWithValue(name, value);
            insert.ExecuteNonQuery();
        }
        using (var head = connection.CreateCommand())
        {
            head.CommandText = $"UPDATE audit_head SET sequence = {People}, hash = $hash";
            head.Parameters.AddWithValue("$hash", previous);
            head.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(SqliteEngine.ConnectionString(File, pooling: false));
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using var connection = Open();
        Run(connection, sql);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
