using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Audit.Anchors;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Persons;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Privacy;

public sealed class AuditPrivacyTests
{
    [Fact]
    public async Task Images_and_sentences_about_a_person_are_sealed_and_end_with_the_key_while_the_chain_verifies()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.DoAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria Lopez", Phone = "+49 40 7654321" }, new Origin("chat", "c", "add Maria Lopez +49 40 7654321"));
        await crm.InteractionAsync("lena", acme.Id, "Maria's number is +49 40 7654321", maria.Id);
        await using (var session = await ((Crm)crm.Crm).OpenReadAsync(Actor.System, TestCrm.Origin))
        {
            var stored = await session.Db.Audit.Where(entry => entry.Entity == Kinds.Contact || entry.Entity == Kinds.Interaction).ToListAsync();
            Assert.Equal(2, stored.Count);
            Assert.All(stored, entry => Assert.True(SealedText.IsSealed(entry.After)));
            Assert.True(SealedText.IsSealed(stored[0].Sentence));
        }
        var feed = await crm.GetAsync("lena", new ReadAudit { Entity = Kinds.Contact, EntityId = maria.Id });
        Assert.Equal(("+49 40 7654321", "add Maria Lopez +49 40 7654321"), (feed.Items[0].After!.Value.GetProperty("phone").GetString(), feed.Items[0].Sentence));

        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            await PersonKeys.DestroyAsync(session, Kinds.Contact, maria.Id, default);
            await session.CommitAsync();
        }
        feed = await crm.GetAsync("lena", new ReadAudit { Entity = Kinds.Contact, EntityId = maria.Id });
        Assert.True(feed.Items[0] is { Erased: true, After: null, Sentence: null });
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
        Assert.Equal("erased", (await crm.TryAsync("lena", new UndoChangeSet { Id = feed.Items[0].ChangeSetId })).Failure!.Code);
    }

    [Fact]
    public async Task A_chain_that_was_cut_off_and_written_anew_is_found_by_its_anchor()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        var anchor = (await AuditAnchors.WriteAsync((Crm)crm.Crm, default))!;
        Assert.Null(await AuditAnchors.WriteAsync((Crm)crm.Crm, default));
        await crm.CustomerAsync("lena", "Globex");
        Assert.Null(await AuditAnchors.WriteAsync((Crm)crm.Crm, default));
        crm.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull(await AuditAnchors.WriteAsync((Crm)crm.Crm, default));
        Assert.Equal((null, 2), await VerifyAsync());

        // Somebody with the store in hand, but not the keys: rewrites a header and computes all that follows, the head and the anchors' hashes.
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            var entries = await session.Db.Audit.AsTracking().OrderBy(entry => entry.Sequence).ToListAsync();
            entries[^3].ActorLogin = "marek";
            var previous = AuditChain.Start;
            foreach (var entry in entries)
            {
                entry.PreviousHash = previous;
                previous = entry.Hash = AuditChain.HashOf(entry);
            }
            (await session.Db.AuditHead.AsTracking().SingleAsync()).Hash = previous;
            foreach (var one in await session.Db.AuditAnchors.AsTracking().ToListAsync())
                one.Hash = entries[(int)one.Sequence - 1].Hash;
            await session.Db.SaveChangesAsync();
            await session.CommitAsync();
        }
        Assert.Equal(anchor.Sequence, (await VerifyAsync()).FirstBroken);
        // The table alone tells as well, for who also got at the file.
        File.Delete(crm.Path + ".anchors");
        Assert.Equal(anchor.Sequence, (await VerifyAsync()).FirstBroken);

        async Task<(long? FirstBroken, int)> VerifyAsync()
        {
            var found = await crm.GetAsync("admin", new VerifyAudit());
            return (found.FirstBroken, found.Anchors);
        }
    }

    [Fact]
    public async Task A_chain_that_was_forged_after_its_newest_anchor_is_found_by_its_signed_head_and_not_made_good_by_honest_entries()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        await AuditAnchors.WriteAsync((Crm)crm.Crm, default);
        await crm.CustomerAsync("lena", "Globex");
        Assert.True(await crm.GetAsync("admin", new VerifyAudit()) is { Problem: null, Signed: true });
        long forged;
        await using (var session = await ((Crm)crm.Crm).OpenWriteAsync(Actor.System, TestCrm.Origin))
        {
            var last = await session.Db.Audit.AsTracking().OrderByDescending(entry => entry.Sequence).FirstAsync();
            last.ActorLogin = "marek";
            last.Hash = AuditChain.HashOf(last);
            (await session.Db.AuditHead.AsTracking().SingleAsync()).Hash = last.Hash;
            await session.Db.SaveChangesAsync();
            await session.CommitAsync();
            forged = last.Sequence;
        }
        Assert.Equal((forged, "The record of the newest entry was forged: its signature does not fit."), await ProblemAsync(crm));
        await crm.CustomerAsync("lena", "Initech");
        Assert.Equal("The record of the newest entry was forged: its signature does not fit.", (await ProblemAsync(crm)).Problem);
        // Nor by the next start, nor by a change of keys.
        KeyRotation.AddKey((Crm)crm.Crm);
        await KeyRotation.StepAsync((Crm)crm.Crm, default);
        await using var next = await crm.StartAnotherAsync();
        Assert.Equal("The record of the newest entry was forged: its signature does not fit.", (await ProblemAsync(next)).Problem);
    }

    [Fact]
    public async Task The_head_of_a_store_from_before_is_signed_once_and_by_the_newest_key_after_a_rotation()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        await crm.ExecuteAsync("UPDATE audit_head SET code = NULL, key_id = NULL");
        // It was signed, as the anchor file says.
        await using (var next = await crm.StartAnotherAsync())
            Assert.Equal("The record of the newest entry is no longer signed.", (await ProblemAsync(next)).Problem);
        // As it came from an older program, or from a backup of its time with the anchor file put away.
        File.Delete(crm.Path + ".anchors");
        Assert.True(await crm.GetAsync("admin", new VerifyAudit()) is { Problem: null, Signed: false });
        await using (var next = await crm.StartAnotherAsync())
            Assert.True(await next.GetAsync("admin", new VerifyAudit()) is { Problem: null, Signed: true });

        KeyRotation.AddKey((Crm)crm.Crm);
        while (await KeyRotation.StepAsync((Crm)crm.Crm, default))
        {
        }
        await crm.CustomerAsync("lena", "Globex");
        Assert.Null((await ProblemAsync(crm)).Problem);
        File.WriteAllLines(crm.Path + ".key", [File.ReadAllLines(crm.Path + ".key")[^1]]);
        await using var last = await crm.StartAnotherAsync();
        Assert.Null((await ProblemAsync(last)).Problem);
    }

    private static async Task<(long? At, string? Problem)> ProblemAsync(TestCrm crm)
    {
        var found = await crm.GetAsync("admin", new VerifyAudit());
        return (found.FirstBroken, found.Problem);
    }

    [Fact]
    public async Task Reads_of_contact_details_are_kept_once_an_hour_and_not_lost_when_the_program_ends()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria Lopez", "+49 40 7654321");
        var bare = await crm.ContactAsync("lena", acme.Id, "Without Number");
        await using (var other = await crm.StartAnotherAsync())
        {
            await other.GetAsync("lena", new GetContact { Id = maria.Id });
            await other.GetAsync("lena", new ListContacts { CustomerId = acme.Id });
            await other.GetAsync("sam", new GetContact { Id = maria.Id });
            await other.GetAsync("marta", new GetContact { Id = bare.Id });
            crm.Clock.Advance(TimeSpan.FromHours(1));
            await other.GetAsync("lena", new GetContact { Id = maria.Id });
            ((Crm)other.Crm).Events.Note(new AuditEvent(AuditEvent.SignIn, 7, "lena", "rest", Kinds.User, 7));
        }
        var feed = (await crm.GetAsync("admin", new ReadAudit { From = crm.Clock.GetUtcNow().AddDays(-1), Paging = new Paging(10, Descending: true) })).Items;
        Assert.Equal(["sign_in", "read", "read"], feed.Take(3).Select(entry => entry.Operation));
        Assert.All(feed.Skip(1).Take(2), entry => Assert.Equal(("lena", Kinds.Contact, maria.Id), (entry.Actor, entry.Entity, entry.EntityId)));
        Assert.DoesNotContain((await crm.GetAsync("marta", new ReadAudit { Paging = new Paging(200) })).Items, entry => entry.Operation is "read" or "sign_in");
        Assert.Equal("create", (await crm.GetAsync("lena", new FindLastChangeSet()))!.Changes.Single().Operation);
        Assert.Equal("not_found", (await crm.TryAsync("lena", new UndoChangeSet { Id = feed[1].ChangeSetId })).Failure!.Code);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
    }
}
