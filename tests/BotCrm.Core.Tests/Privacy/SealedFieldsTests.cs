using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Privacy;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Privacy;

public sealed class SealedFieldsTests
{
    [Fact]
    public async Task What_is_sensitive_is_nowhere_in_the_file_and_reads_back()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.DoAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria Lopez", Phone = "+49 40 7654321", Email = "maria.lopez@acme.example", WeChat = "maria-wx-77" });
        await crm.DoAsync("lena", new UpdateContact { Id = maria.Id, Phone = "+49 40 1112223" });
        await crm.DoAsync("lena", new UpdateContact { Id = maria.Id, Title = "CFO" });

        var read = await crm.GetAsync("lena", new GetContact { Id = maria.Id });
        Assert.Equal(("+49 40 1112223", "maria.lopez@acme.example", "maria-wx-77", "CFO", 3), (read.Phone, read.Email, read.WeChat, read.Title, read.Version));
        var stored = await StoredAsync(crm, maria.Id);
        Assert.All(stored, text => Assert.True(SealedText.IsSealed(text)));
    }

    [Fact]
    public async Task A_sealed_value_opens_only_in_its_row_and_column_and_unaltered()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria Lopez", "+49 40 7654321", "maria@acme.example");
        var erik = await crm.ContactAsync("lena", acme.Id, "Erik Sand", "+49 40 999", "erik@acme.example");
        await ExecuteAsync(crm, $"UPDATE contacts SET phone = (SELECT phone FROM contacts WHERE id = {maria.Id}) WHERE id = {erik.Id}");
        await Assert.ThrowsAsync<SealException>(() => crm.GetAsync("lena", new GetContact { Id = erik.Id }));
        await ExecuteAsync(crm, $"UPDATE contacts SET phone = NULL, email = substr(email, 1, 40) || CASE WHEN substr(email, 41, 1) = 'A' THEN 'B' ELSE 'A' END || substr(email, 42) WHERE id = {erik.Id}");
        await Assert.ThrowsAsync<SealException>(() => crm.GetAsync("lena", new GetContact { Id = erik.Id }));
        await ExecuteAsync(crm, $"UPDATE contacts SET email = phone, phone = email WHERE id = {maria.Id}");
        await Assert.ThrowsAsync<SealException>(() => crm.GetAsync("lena", new GetContact { Id = maria.Id }));
    }

    [Theory]
    [InlineData("+49 40 765-4321", "0049 (40) 7654321")]
    [InlineData("+49 (0)40 7654321", "+49 40 7654321 ext. 12")]
    [InlineData("138 1234 5678", "+86 138-1234-5678")]
    [InlineData("maria@acme.example", "MARIA@Acme.example")]
    public async Task An_exact_value_is_found_however_it_is_written(string stored, string searched)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var mail = stored.Contains('@', StringComparison.Ordinal);
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria Lopez", mail ? null : stored, mail ? stored : null);
        await crm.ContactAsync("lena", acme.Id, "Erik Sand", "+49 40 765432", "aria@acme.example");
        var searches = mail ? searched : string.Concat(searched.TakeWhile(c => !char.IsLetter(c)));
        Assert.Equal(maria.Id, Assert.Single((await crm.GetAsync("lena", new ListContacts { Search = searches })).Items).Id);
        Assert.Empty((await crm.GetAsync("sam", new ListContacts { Search = searches })).Items);
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        Assert.Equal(2, await session.Db.Contacts.WithExact(session.Db, contact => contact.Email, "someone@ACME.example", BlindForm.EmailDomain).CountAsync() + (mail ? 0 : 1));
    }

    [Fact]
    public async Task A_query_on_a_sealed_property_is_refused_instead_of_finding_nothing()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        var contacts = session.Db.Contacts;
        await Assert.ThrowsAsync<InvalidOperationException>(() => contacts.Where(contact => contact.Phone == "123").ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => contacts.Select(contact => contact.Email).ToListAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => contacts.OrderBy(contact => contact.Phone).ToListAsync());
        Assert.Empty(await contacts.Where(contact => contact.Phone != null).ToListAsync());
    }

    [Fact]
    public async Task Two_companies_in_one_process_have_keys_of_their_own()
    {
        await using var one = await TestCrm.StartAsync(clock: new TestClock());
        await using var other = await TestCrm.StartAsync(clock: new TestClock());
        foreach (var crm in new[] { one, other })
        {
            var acme = await crm.CustomerAsync("admin", "Acme");
            var maria = await crm.ContactAsync("admin", acme.Id, "Maria", "+49 40 7654321");
            Assert.Equal("+49 40 7654321", (await crm.GetAsync("admin", new GetContact { Id = maria.Id })).Phone);
        }
        Assert.NotEqual(File.ReadAllText(one.Path + ".key"), File.ReadAllText(other.Path + ".key"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(one.Path + ".key"));
        var (mine, theirs) = (((Crm)one.Crm).Sealer, ((Crm)other.Crm).Sealer);
        Assert.NotEqual(mine.Blind(BlindForm.Phone, "+49 40 7654321"), theirs.Blind(BlindForm.Phone, "+49 40 7654321"));
        var bytes = mine.Seal("content"u8, "file_contents", "content", 7);
        Assert.Equal("content"u8, ((ISealer)mine).Open(bytes, "file_contents", "content", 7));
        Assert.Throws<SealException>(() => theirs.Open(bytes, "file_contents", "content", 7));
        Assert.Throws<SealException>(() => mine.Open(bytes, "file_contents", "content", 8));
    }

    [Fact]
    public async Task A_missing_key_file_is_no_reason_to_make_another()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var kept = File.ReadAllText(crm.Path + ".key");
        File.Delete(crm.Path + ".key");
        Assert.Contains("key file", (await Assert.ThrowsAsync<StoreException>(crm.StartAnotherAsync)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(crm.Path + ".key"));
        File.WriteAllText(crm.Path + ".key", kept);
        await (await crm.StartAnotherAsync()).DisposeAsync();
    }

    internal static async Task<List<string>> StoredAsync(TestCrm crm, long contact)
    {
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(Actor.System, TestCrm.Origin);
        return await session.Db.Database.SqlQueryRaw<string>("SELECT phone AS \"Value\" FROM contacts WHERE id = {0} UNION ALL SELECT email FROM contacts WHERE id = {0} UNION ALL SELECT wechat FROM contacts WHERE id = {0}", contact).ToListAsync();
    }

    internal static async Task ExecuteAsync(TestCrm crm, string sql)
    {
        await using var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin);
        await session.Db.Database.ExecuteSqlRawAsync(sql);
        await session.CommitAsync();
    }
}
