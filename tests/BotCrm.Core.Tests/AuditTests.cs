using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class AuditTests
{
    [Fact]
    public async Task An_entry_says_who_when_where_why_and_what()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var origin = new Origin("teams", "19:chat", "new order at Acme, 48k", null);
        var refresh = await crm.DoAsync("lena", new CreateOpportunity { CustomerId = acme.Id, Name = "Acme \"Refresh\" 更新", Amount = 48000.5m, Currency = "EUR", CloseDate = new DateOnly(2026, 12, 31) }, origin);
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await crm.DoAsync("lena", new UpdateOpportunity { Id = refresh.Id, Clear = ["closeDate"] }, origin);

        var entries = (await crm.GetAsync("lena", new ReadAudit { Entity = Kinds.Opportunity, EntityId = refresh.Id })).Items;
        Assert.Equal(["create", "update"], entries.Select(entry => entry.Operation));
        var created = entries[0];
        Assert.Equal(("lena", "teams", "19:chat", "new order at Acme, 48k"), (created.Actor, created.Channel, created.Conversation, created.Sentence));
        Assert.Equal(TestClock.Monday, created.At);
        Assert.Null(created.Before);
        var after = created.After!.Value;
        Assert.Equal(48000.5m, after.GetProperty("amount").GetDecimal());
        Assert.False(after.TryGetProperty("amountMinor", out _));
        Assert.Equal("lead", after.GetProperty("stage").GetString());
        Assert.Equal("2026-12-31", after.GetProperty("closeDate").GetString());
        Assert.Equal("2026-11-23T09:00:00.000Z", after.GetProperty("createdAt").GetString());
        Assert.Equal("Acme \"Refresh\" 更新", after.GetProperty("name").GetString());
        Assert.Equal(after.GetRawText(), entries[1].Before!.Value.GetRawText());
        Assert.Equal(JsonValueKind.Null, entries[1].After!.Value.GetProperty("closeDate").ValueKind);
        Assert.Equal(2, entries[1].After!.Value.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Several_changes_of_a_record_in_one_session_are_one_entry()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        long set;
        await using (var session = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            var acme = (await session.RunAsync(new CreateCustomer { Name = "Acme" })).Value;
            await session.RunAsync(new UpdateCustomer { Id = acme.Id, City = "Hamburg" });
            await session.RunAsync(new TagCustomer { Id = acme.Id, Add = ["vip"] });
            var gone = (await session.RunAsync(new CreateCustomer { Name = "Mistake" })).Value;
            await session.RunAsync(new DeleteCustomer { Id = gone.Id });
            set = (await session.CommitAsync())!.Value;
        }
        var entry = Assert.Single((await crm.GetAsync("lena", new ReadAudit { ChangeSetId = set })).Items);
        Assert.Equal("create", entry.Operation);
        Assert.Null(entry.Before);
        Assert.Equal("Hamburg", entry.After!.Value.GetProperty("city").GetString());
        Assert.Equal("vip", entry.After!.Value.GetProperty("tags")[0].GetString());
    }

    [Fact]
    public async Task A_command_that_changes_nothing_leaves_no_entry_and_no_new_version()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", City = "Hamburg", Tags = ["vip"] });
        var before = crm.Crm.ChangeSequence;
        var same = await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg", Tags = ["vip"] });
        await crm.DoAsync("lena", new TagCustomer { Id = acme.Id, Add = ["VIP"] });
        Assert.Equal(1, same.Version);
        Assert.Equal(before, crm.Crm.ChangeSequence);
    }

    [Fact]
    public async Task A_sentence_longer_than_its_column_is_cut_between_characters()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var sentence = new string('x', Limits.Sentence - 1) + "😀 and more";
        await crm.DoAsync("lena", new CreateCustomer { Name = "Acme" }, new Origin(new string('c', 100), new string('v', 500), sentence));
        var entry = (await crm.GetAsync("lena", new ReadAudit { Entity = Kinds.Customer })).Items[0];
        Assert.Equal(new string('x', Limits.Sentence - 1), entry.Sentence);
        Assert.Equal(Limits.Channel, entry.Channel.Length);
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET after = replace(after, 'Customer 2', 'Customer X') WHERE sequence = {0}", "content", 0)]
    [InlineData("UPDATE audit_entries SET sentence = 'I never said that' WHERE sequence = {0}", "content", 0)]
    [InlineData("UPDATE audit_entries SET actor_login = 'marta' WHERE sequence = {0}", "header", 0)]
    [InlineData("UPDATE audit_entries SET at = at + 1 WHERE sequence = {0}", "header", 0)]
    [InlineData("UPDATE audit_entries SET payload_digest = zeroblob(32) WHERE sequence = {0}", "header", 0)]
    [InlineData("DELETE FROM audit_entries WHERE sequence = {0}", "missing", 0)]
    [InlineData("DELETE FROM audit_entries WHERE sequence >= {0}", "cut off", 0)]
    [InlineData("UPDATE audit_entries SET sequence = -1 WHERE sequence = {0}; UPDATE audit_entries SET sequence = {0} WHERE sequence = {0} + 1; UPDATE audit_entries SET sequence = {0} + 1 WHERE sequence = -1", "does not follow", 0)]
    // Appended past the program: as a copy, linked to the newest, and with a record of the newest that was moved along.
    [InlineData("INSERT INTO audit_entries (sequence, change_set_id, at, actor_id, actor_login, channel, conversation, sentence, entity, entity_id, operation, before, after, undoes, salt, payload_digest, previous_hash, hash) SELECT sequence + 1, change_set_id, at, actor_id, actor_login, channel, conversation, sentence, entity, entity_id, operation, before, after, undoes, salt, payload_digest, previous_hash, hash FROM audit_entries WHERE sequence = {0} + 2", "does not follow", 3)]
    [InlineData("INSERT INTO audit_entries (sequence, change_set_id, at, actor_id, actor_login, channel, conversation, sentence, entity, entity_id, operation, before, after, undoes, salt, payload_digest, previous_hash, hash) SELECT sequence + 1, change_set_id, at, actor_id, actor_login, channel, conversation, sentence, entity, entity_id, operation, before, after, undoes, salt, payload_digest, hash, hash FROM audit_entries WHERE sequence = {0} + 2; UPDATE audit_head SET sequence = sequence + 1", "header", 3)]
    [InlineData("DELETE FROM audit_head", "newest entry is missing", 3)]
    [InlineData("UPDATE audit_head SET hash = zeroblob(32)", "not the newest", 2)]
    public async Task Tampering_is_found_at_the_first_entry_that_does_not_verify(string sql, string problem, int offset)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        for (var i = 1; i <= 4; i++)
            await crm.CustomerAsync("lena", $"Customer {i}");
        var sound = await crm.GetAsync("admin", new VerifyAudit());
        Assert.Equal((crm.Crm.ChangeSequence, null, null), (sound.Entries, sound.FirstBroken, sound.Problem));
        var second = crm.Crm.ChangeSequence - 2;

        await crm.ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, TestDatabase.IsPostgres ? sql.Replace("zeroblob(32)", "decode(repeat('00', 32), 'hex')", StringComparison.Ordinal) : sql, second));

        var broken = await crm.GetAsync("admin", new VerifyAudit());
        Assert.Equal(second + offset, broken.FirstBroken);
        Assert.Contains(problem, broken.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_erased_payload_leaves_the_chain_sound()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        await crm.ExecuteAsync("UPDATE audit_entries SET salt = '', sentence = NULL, before = NULL, after = NULL WHERE sequence = 3");
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Only_admin_verifies()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        Assert.Equal(Policies.AdminReadsAudit, (await crm.AskAsync("marta", new VerifyAudit())).Failure!.Policy);
    }

    [Fact]
    public async Task The_feed_shows_each_actor_only_what_the_records_themselves_would()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.ContactAsync("lena", acme.Id, "Maria", "+49 40 1234567", "maria@acme.com");
        await crm.DoAsync("lena", new CreateOpportunity { CustomerId = acme.Id, Name = "Refresh", Amount = 48000 }, new Origin("test", "c", "48k for Acme"));
        await crm.CustomerAsync("lina", "恒通");

        Assert.Equal([Kinds.Customer, Kinds.Contact, Kinds.Opportunity], await KindsSeenAsync("lena"));
        Assert.Equal([Kinds.Customer, Kinds.Contact, Kinds.Opportunity], await KindsSeenAsync("marta"));
        Assert.Equal([], await KindsSeenAsync("marek"));
        Assert.Equal([Kinds.Customer], await KindsSeenAsync("zhangwei"));
        Assert.Equal([Kinds.Customer, Kinds.Contact, Kinds.Opportunity], await KindsSeenAsync("sam"));
        Assert.Contains((await crm.GetAsync("sam", new ReadAudit())).Items, entry => entry.Actor == "lina");
        Assert.DoesNotContain((await crm.GetAsync("lena", new ReadAudit())).Items, entry => entry.Actor == "lina");

        var sam = (await crm.GetAsync("sam", new ReadAudit { Actor = "LENA" })).Items.DistinctBy(entry => entry.Entity).ToList();
        Assert.False(sam[1].After!.Value.TryGetProperty("phone", out _));
        Assert.False(sam[1].After!.Value.TryGetProperty("email", out _));
        Assert.Equal("Maria", sam[1].After!.Value.GetProperty("name").GetString());
        Assert.False(sam[2].After!.Value.TryGetProperty("amount", out _));
        Assert.Null(sam[2].Sentence);
        var marta = (await crm.GetAsync("marta", new ReadAudit { Actor = "lena" })).Items.DistinctBy(entry => entry.Entity).ToList();
        Assert.Equal("+49 40 1234567", marta[1].After!.Value.GetProperty("phone").GetString());
        Assert.Equal("48k for Acme", marta[2].Sentence);

        async Task<IEnumerable<string>> KindsSeenAsync(string login) =>
            (await crm.GetAsync(login, new ReadAudit())).Items.Select(entry => entry.Entity).Where(kind => kind is not (Kinds.User or Kinds.Team or Kinds.Rule)).Distinct();
    }

    [Fact]
    public async Task The_feed_is_read_on_from_any_entrys_cursor()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        for (var i = 0; i < 5; i++)
            await crm.CustomerAsync("lena", $"Customer {i}");
        var seen = new List<long>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(2, after) });
            seen.AddRange(page.Items.Select(entry => entry.Sequence));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(1, (int)crm.Crm.ChangeSequence).Select(number => (long)number), seen);
        Assert.Empty((await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(2, seen[^1].ToString(System.Globalization.CultureInfo.InvariantCulture)) })).Items);
        Assert.Equal("bad_cursor", (await crm.AskAsync("admin", new ReadAudit { Paging = new Paging(2, "x") })).Failure!.Code);
        Assert.Equal("out_of_range", (await crm.AskAsync("admin", new ReadAudit { Paging = new Paging(0) })).Failure!.Code);
    }

    [Fact]
    public async Task The_hash_is_the_one_the_documentation_describes()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("lena", new CreateCustomer { Name = "Acme" }, new Origin("test", null, "add Acme"));
        await using var db = new CrmDbContext(((Crm)crm.Crm).Engine.ContextOptions);
        var entry = db.Audit.OrderBy(entry => entry.Sequence).Last();
        var digest = System.Security.Cryptography.SHA256.HashData([.. entry.Salt, .. Field("add Acme"), .. Field(null), .. Field(entry.After)]);
        Assert.Equal(digest, entry.PayloadDigest);
        byte[] header =
        [
            .. entry.PreviousHash, .. Number(entry.Sequence), .. Number(entry.ChangeSetId), .. Number(TestClock.Monday.ToUnixTimeMilliseconds()), .. Number(entry.ActorId), .. Field("lena"),
            .. Field("test"), .. Field(null), .. Field("customer"), .. Number(entry.EntityId), .. Field("create"), .. Field(null), .. digest,
        ];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(header), entry.Hash);

        static byte[] Number(long value) => Field(value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        static byte[] Field(string? text)
        {
            if (text is null)
                return [0xFF, 0xFF, 0xFF, 0xFF];
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            return [(byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
        }
    }
}
