using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Storage;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Privacy;

public sealed class RotationTests
{
    [Fact]
    public async Task Keys_change_while_two_processes_read_and_write()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var people = new List<long>();
        for (var i = 0; i < 30; i++)
            people.Add((await crm.ContactAsync("lena", acme.Id, $"Person {i}", $"+49 40 55{i:0000}")).Id);
        var before = File.ReadAllText(crm.Path + ".key");
        var sealedBefore = await SealedFieldsTests.StoredAsync(crm, people[0]);

        // A second process goes on with what it read at its start, while the first one rotates both kinds of keys.
        await using var other = await crm.StartAnotherAsync();
        using var stop = new CancellationTokenSource();
        var reads = 0;
        var reading = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var contacts = await other.GetAsync("lena", new ListContacts { CustomerId = acme.Id, Paging = new Paging(100, Sort: "created") });
                Assert.All(contacts.Items.Take(30), contact => Assert.StartsWith("+49 40 ", contact.Phone, StringComparison.Ordinal));
                reads++;
            }
        });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++)
                await other.DoAsync("lena", new UpdateContact { Id = people[i], Phone = $"+49 40 66{i:0000}" });
        });
        for (var round = 0; round < 2; round++)
        {
            KeyRotation.AddKey((Crm)crm.Crm);
            await KeyRotation.AddDataKeyAsync((Crm)crm.Crm, default);
            while (await KeyRotation.StepAsync((Crm)crm.Crm, default))
            {
            }
        }
        await writing;
        await stop.CancelAsync();
        await reading;
        Assert.True(reads > 0);

        // What the second process still sealed under older keys is caught up with by the task.
        crm.Clock.Advance(TimeSpan.FromDays(1));
        await crm.RunBackgroundAsync();
        await other.RunBackgroundAsync();
        for (var i = 0; i < 30; i++)
            Assert.Equal($"+49 40 66{i:0000}", (await crm.GetAsync("lena", new GetContact { Id = people[i] })).Phone);
        Assert.Equal(people[7], Assert.Single((await crm.GetAsync("lena", new ListContacts { Search = "0049 40 660007" })).Items).Id);
        Assert.NotEqual(sealedBefore, await SealedFieldsTests.StoredAsync(crm, people[0]));
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
        Assert.Equal(((Crm)crm.Crm).Sealer.Ring.Wrapping.Newest.Id, Assert.Single(await KeyRotation.CountAsync((Crm)crm.Crm, default)).Key);

        // The oldest key wraps nothing any more: without it all is still read. Without the newest nothing is.
        var lines = File.ReadAllLines(crm.Path + ".key");
        Assert.StartsWith(before.Trim(), string.Join(Environment.NewLine, lines), StringComparison.Ordinal);
        File.WriteAllLines(crm.Path + ".key", [lines[^1]]);
        await using (var third = await crm.StartAnotherAsync())
        {
            Assert.Equal("+49 40 660000", (await third.GetAsync("lena", new GetContact { Id = people[0] })).Phone);
            Assert.Equal("+49 40 550000", (await third.GetAsync("admin", new ReadAudit { Entity = Kinds.Contact, EntityId = people[0] })).Items[0].After!.Value.GetProperty("phone").GetString());
            Assert.Null((await third.GetAsync("admin", new VerifyAudit())).Problem);
        }
        File.WriteAllText(crm.Path + ".key", before);
        await Assert.ThrowsAsync<StoreException>(crm.StartAnotherAsync);
        File.WriteAllLines(crm.Path + ".key", lines);
    }

    [Theory]
    [InlineData("")]
    [InlineData("k1:short")]
    [InlineData("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("bad id:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void Malformed_keys_are_refused_without_showing_them(string text) =>
        Assert.DoesNotContain("AAAA", Assert.Throws<SealException>(() => KeyEncryptionKey.Parse(text, "The setting Privacy:Key")).Message, StringComparison.Ordinal);
}
