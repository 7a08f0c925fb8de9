using System.Text.Json.Nodes;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Backup;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Storage;

/// <summary>On the database that the tests run on.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-backup-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public async Task A_backup_under_load_holds_one_moment_whole_and_is_restored_record_by_record()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var customer = await crm.CustomerAsync("lena", $"Load {writer} {Interlocked.Increment(ref written)}");
                await crm.ContactAsync("lena", customer.Id, $"Person {written}", "+49 40 1234567");
                await crm.DoAsync("lena", new UpdateCustomer { Id = customer.Id, City = "Hamburg" });
            }
        })).ToList();
        while (Volatile.Read(ref written) < 8)
            await Task.Yield();
        var file = Path.Combine(folder, "under-load");
        await StoreBackups.TakeAsync(crm.Options, file);
        var during = Volatile.Read(ref written);
        while (Volatile.Read(ref written) < during + 4)
            await Task.Yield();
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        await using var place = await PlaceAsync(crm);
        var restored = await StoreBackups.RestoreAsync(place.Options, file, crm.Clock);

        var live = await AuditAsync(crm);
        Assert.InRange(restored.AuditEntries, 16, live.Count - 4);
        // The chain is the same up to that moment, hash by hash.
        Assert.Equal(await HashesAsync(crm, restored.AuditEntries), await HashesAsync(place, long.MaxValue));
        Assert.Null((await place.GetAsync("admin", new VerifyAudit())).Problem);
        // And each record is there as its last change up to that moment left it: none missing, none more, none in between.
        var expected = live.Where(entry => entry.Sequence <= restored.AuditEntries).GroupBy(entry => (entry.Entity, entry.EntityId)).Select(record => record.Last()).Where(entry => entry.After is not null)
            .ToDictionary(entry => $"{entry.Entity} {entry.EntityId}", entry => entry.After!.Value.GetRawText());
        var found = await RecordsAsync(place, [.. expected.Keys.Select(key => key.Split(' ')[0]).Distinct()]);
        Assert.True(expected.Count > 200);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, record => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(record.Value), JsonNode.Parse(found[record.Key])), $"{record.Key}: {record.Value} became {found[record.Key]}"));
        // It works on: new ids, and a contact's sealed number opens.
        var next = await place.CustomerAsync("lena", "After the restore");
        Assert.DoesNotContain($"customer {next.Id}", expected.Keys);
        Assert.NotEmpty((await place.GetAsync("lena", new ListContacts { Search = "+49 40 1234567" })).Items);
    }

    [Fact]
    public async Task Every_table_comes_back_with_the_same_contents()
    {
        await using var crm = await TestCrm.StartAsync(sample: true);
        var file = Path.Combine(folder, "quiet");
        await StoreBackups.TakeAsync(crm.Options, file);
        await using var place = await PlaceAsync(crm);
        await StoreBackups.RestoreAsync(place.Options, file, crm.Clock);
        var before = await crm.DigestsAsync();
        Assert.True(before.Count > 20);
        Assert.Equal(before, await place.DigestsAsync());
    }

    [Fact]
    public async Task It_happens_by_itself_and_the_oldest_give_way_in_both_folders()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var options = crm.Options with { Backup = new BackupOptions { Folder = Path.Combine(folder, "here"), CopyTo = Path.Combine(folder, "there"), Every = TimeSpan.FromHours(24), Keep = 2 } };
        Directory.CreateDirectory(Path.Combine(folder, "here"));
        var own = Path.Combine(folder, "here", "botcrm-before-the-update.db");
        await File.WriteAllTextAsync(own, "not taken by the program, so not its to delete");
        await using var backed = crm.Elsewhere(options, owned: false);
        for (var day = 0; day < 4; day++)
        {
            await backed.RunBackgroundAsync();
            crm.Clock.Advance(TimeSpan.FromHours(23));
            await backed.RunBackgroundAsync();
            crm.Clock.Advance(TimeSpan.FromHours(1));
        }

        var ending = TestDatabase.IsPostgres ? ".dump" : ".db";
        string[] kept = [$"botcrm-20261125T090000Z{ending}", $"botcrm-20261125T090000Z{ending}.sha256", $"botcrm-20261126T090000Z{ending}", $"botcrm-20261126T090000Z{ending}.sha256"];
        Assert.Equal(kept, Directory.GetFiles(Path.Combine(folder, "there")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(kept, Directory.GetFiles(Path.Combine(folder, "here")).Where(file => file != own).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(own));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "here", kept[0])));
    }

    [Fact]
    public async Task What_is_no_whole_backup_or_no_empty_place_is_refused_and_changes_nothing()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        var file = Path.Combine(folder, "good");
        await StoreBackups.TakeAsync(crm.Options, file);
        await Assert.ThrowsAsync<StoreException>(() => StoreBackups.TakeAsync(crm.Options, file));

        // Over a company that is there.
        var sequence = crm.Crm.ChangeSequence;
        await RefusedAsync(crm.Options, file, "empty");
        Assert.Equal((null, sequence), ((await crm.GetAsync("admin", new VerifyAudit())).Problem, crm.Crm.ChangeSequence));

        await using var place = await PlaceAsync(crm);
        await RefusedAsync(place.Options, Path.Combine(folder, "none"), "no backup");
        // One byte.
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await WriteAsync("bent", bytes, await File.ReadAllTextAsync(file + ".sha256"));
        await RefusedAsync(place.Options, Path.Combine(folder, "bent"), "checksum");
        await File.WriteAllBytesAsync(Path.Combine(folder, "bare"), bytes);
        await RefusedAsync(place.Options, Path.Combine(folder, "bare"), "no checksum");
        // Cut off, with a checksum that agrees.
        var half = bytes[..(bytes.Length / 3)];
        await WriteAsync("half", half, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(half)));
        await RefusedAsync(place.Options, Path.Combine(folder, "half"), "");
        // Whole, but its audit is not.
        await crm.ExecuteAsync("UPDATE audit_entries SET actor_login = 'somebody' WHERE sequence = 2");
        await StoreBackups.TakeAsync(crm.Options, Path.Combine(folder, "forged"));
        await RefusedAsync(place.Options, Path.Combine(folder, "forged"), "audit in the backup is broken");
        // Whole, but without the keys.
        File.Move(place.Options.Path + ".key", place.Options.Path + ".away");
        await RefusedAsync(place.Options, file, "key");
        File.Move(place.Options.Path + ".away", place.Options.Path + ".key");

        // After all that the place is still empty.
        await StoreBackups.RestoreAsync(place.Options, file, crm.Clock);
        Assert.Single((await place.GetAsync("lena", new ListCustomers())).Items);

        async Task RefusedAsync(CrmOptions options, string backup, string because) =>
            Assert.Contains(because, (await Assert.ThrowsAsync<StoreException>(() => StoreBackups.RestoreAsync(options, backup, crm.Clock))).Message, StringComparison.Ordinal);
    }

    /// <summary>An empty place with the keys put back, which are in no backup.</summary>
    private async Task<TestCrm> PlaceAsync(TestCrm crm)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        var options = await TestDatabase.CreateAsync(home);
        File.Copy(crm.Options.Path + ".key", options.Path + ".key");
        return crm.Elsewhere(options);
    }

    private async Task WriteAsync(string name, byte[] bytes, string checksum)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
        await File.WriteAllTextAsync(Path.Combine(folder, name + ".sha256"), checksum);
    }

    private static async Task<List<AuditView>> AuditAsync(TestCrm crm)
    {
        var entries = new List<AuditView>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(200, after) });
            entries.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return entries;
    }

    private static async Task<List<string>> HashesAsync(TestCrm crm, long upTo)
    {
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        return (await session.Db.Audit.Where(entry => entry.Sequence <= upTo).OrderBy(entry => entry.Sequence).ToListAsync()).ConvertAll(entry => Convert.ToHexString(entry.Hash));
    }

    private static async Task<Dictionary<string, string>> RecordsAsync(TestCrm crm, IReadOnlyCollection<string> kinds)
    {
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        var records = new Dictionary<string, string>();
        foreach (var kind in kinds)
        {
            var all = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(Records.TypeOf(kind)!).Invoke(session.Db, null)!;
            foreach (var record in await all.AsTracking().ToListAsync())
                records.Add($"{kind} {session.Db.Entry(record).Property("Id").CurrentValue}", RecordImage.Write(session.Db.Entry(record).CurrentValues));
        }
        return records;
    }
}
