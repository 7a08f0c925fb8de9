using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class UndoTests
{
    [Fact]
    public async Task Undo_of_a_creation_deletes_the_record()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var undone = await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        Assert.True(undone.Undone);
        Assert.Equal([new ChangedRecord("customer", acme.Id, "Acme", "create")], undone.Changes);
        Assert.Equal("not_found", (await crm.AskAsync("lena", new GetCustomer { Id = acme.Id })).Failure!.Code);
    }

    [Fact]
    public async Task Undo_of_an_update_puts_every_field_back_and_goes_on_counting_versions()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Aliases = ["Acme Corp"], City = "Hamburg", Tags = ["vip"], Lifecycle = Lifecycle.Interested });
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, Name = "Acme Labs", Aliases = ["AL"], Lifecycle = Lifecycle.Churned, Tags = ["a", "b"], Clear = ["city"] });
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        var back = await crm.GetAsync("lena", new GetCustomer { Id = acme.Id });
        Assert.Equal(
            acme with { Version = 3, UpdatedAt = back.UpdatedAt, Aliases = [], Tags = [], Custom = back.Custom },
            back with { Aliases = [], Tags = [] });
        Assert.Equal(["Acme Corp"], back.Aliases);
        Assert.Equal(["vip"], back.Tags);
        Assert.Equal(crm.Clock.GetUtcNow(), back.UpdatedAt);
        // The looked-up names are back as well.
        Assert.Equal("duplicate_customer", (await crm.TryAsync("lena", new CreateCustomer { Name = "ACME" })).Failure!.Code);
        Assert.True((await crm.TryAsync("lena", new CreateCustomer { Name = "Acme Labs" })).Ok);
    }

    [Fact]
    public async Task Undo_of_a_deletion_brings_back_a_customer_with_everything_on_it()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria Lopez", "+49 40 1234567");
        var call = await crm.InteractionAsync("lena", acme.Id, "wants 3% off", maria.Id);
        var refresh = await crm.OpportunityAsync("lena", acme.Id, "Refresh", 48000.25m);
        var ticket = await crm.TicketAsync("lena", acme.Id, "Broken sensor");
        var task = await crm.TaskAsync("lena", "Call back", acme.Id);
        crm.Clock.Advance(TimeSpan.FromHours(1));
        await crm.DoAsync("marta", new DeleteCustomer { Id = acme.Id });
        Assert.Equal(0, (await crm.GetAsync("marta", new ListTasks { Paging = new Paging(CountTotal: true) })).Total);

        await crm.DoAsync("marta", new UndoChangeSet { Id = await LastAsync(crm, "marta") });

        var back = await crm.GetAsync("lena", new GetCustomer { Id = acme.Id });
        Assert.Equal(call.When, back.LastInteractionAt);
        Assert.Equal("Acme", back.Name);
        Assert.True(back.Version > acme.Version);
        Assert.Equal("+49 40 1234567", (await crm.GetAsync("lena", new GetContact { Id = maria.Id })).Phone);
        Assert.Equal([new Ref(maria.Id, "Maria Lopez")], (await crm.GetAsync("lena", new GetInteraction { Id = call.Id })).Participants);
        Assert.Equal(48000.25m, (await crm.GetAsync("lena", new GetOpportunity { Id = refresh.Id })).Amount);
        Assert.Equal("Broken sensor", (await crm.GetAsync("lena", new GetTicket { Id = ticket.Id })).Subject);
        Assert.Equal(acme.Id, (await crm.GetAsync("lena", new GetTask { Id = task.Id })).CustomerId);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Undo_is_refused_when_somebody_changed_the_record_since_and_says_who_and_when()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg" });
        var set = await LastAsync(crm, "lena");
        crm.Clock.Advance(TimeSpan.FromMinutes(7));
        await crm.DoAsync("marta", new UpdateCustomer { Id = acme.Id, Industry = "steel" });

        var failure = (await crm.TryAsync("lena", new UndoChangeSet { Id = set })).Failure!;
        Assert.Equal(("changed_since", FailureKind.Conflict), (failure.Code, failure.Kind));
        Assert.Equal("Acme", failure.Data["name"]);
        Assert.Equal("Marta Keller", failure.Data["actor"]);
        Assert.Equal("2026-11-23T09:07:00Z", failure.Data["at"]);
        Assert.Equal("Hamburg", (await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
    }

    [Fact]
    public async Task Undo_of_a_creation_is_refused_when_something_refers_to_the_record_now()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var created = await LastAsync(crm, "lena");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria");
        var added = await LastAsync(crm, "lena");
        await crm.InteractionAsync("marta", acme.Id, "met her", maria.Id);

        var customer = (await crm.TryAsync("lena", new UndoChangeSet { Id = created })).Failure!;
        Assert.Equal("changed_since", customer.Code);
        Assert.Equal("Acme", customer.Data["name"]);
        var contact = (await crm.TryAsync("lena", new UndoChangeSet { Id = added })).Failure!;
        Assert.Equal(("changed_since", "interaction", "Marta Keller"), (contact.Code, contact.Data["otherEntity"], contact.Data["actor"]));
    }

    [Fact]
    public async Task What_was_deleted_cannot_come_back_under_a_parent_that_is_gone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.ContactAsync("lena", acme.Id, "Maria");
        await crm.DoAsync("lena", new DeleteContact { Id = maria.Id });
        var set = await LastAsync(crm, "lena");
        await crm.DoAsync("marta", new DeleteCustomer { Id = acme.Id });
        var failure = (await crm.TryAsync("lena", new UndoChangeSet { Id = set })).Failure!;
        Assert.Equal(("changed_since", "customer", "Marta Keller"), (failure.Code, failure.Data["otherEntity"], failure.Data["actor"]));
    }

    [Fact]
    public async Task Undo_several_times_walks_back_and_never_offers_an_undo()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg" });
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Bremen" });

        await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        Assert.Equal("Hamburg", (await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
        await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        Assert.Null((await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
        await crm.DoAsync("lena", new UndoChangeSet { Id = await LastAsync(crm, "lena") });
        Assert.Null(await crm.GetAsync("lena", new FindLastChangeSet()));
        Assert.False((await crm.AskAsync("lena", new GetCustomer { Id = acme.Id })).Ok);
    }

    [Fact]
    public async Task An_undo_happens_once_and_can_itself_be_taken_back()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg" });
        var change = await LastAsync(crm, "lena");
        await crm.DoAsync("lena", new UndoChangeSet { Id = change });
        Assert.Equal("already_undone", (await crm.TryAsync("lena", new UndoChangeSet { Id = change })).Failure!.Code);

        var undo = (await crm.GetAsync("lena", new ReadAudit { Paging = new Paging(1, Descending: true) })).Items[0];
        Assert.Equal(("undo_update", change), (undo.Operation, undo.Undoes!.Value));
        await crm.DoAsync("lena", new UndoChangeSet { Id = undo.ChangeSetId });
        Assert.Equal("Hamburg", (await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
        // Redone, the change stands again and can be undone again.
        Assert.Equal(change, await LastAsync(crm, "lena"));
        await crm.DoAsync("lena", new UndoChangeSet { Id = change });
        Assert.Null((await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
    }

    [Fact]
    public async Task Others_changes_are_not_there_but_for_admin()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var set = await LastAsync(crm, "lena");
        Assert.Equal(FailureKind.NotFound, (await crm.TryAsync("marta", new UndoChangeSet { Id = set })).Failure!.Kind);
        Assert.Equal(FailureKind.NotFound, (await crm.AskAsync("marta", new GetChangeSet { Id = set })).Failure!.Kind);
        Assert.Null(await crm.GetAsync("marta", new FindLastChangeSet()));
        await crm.DoAsync("admin", new UndoChangeSet { Id = set });
        Assert.False((await crm.AskAsync("lena", new GetCustomer { Id = acme.Id })).Ok);
    }

    [Fact]
    public async Task Own_changes_to_what_is_out_of_sight_now_stay()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var refresh = await crm.OpportunityAsync("lena", acme.Id, "Refresh");
        await crm.DoAsync("lena", new UpdateOpportunity { Id = refresh.Id, Name = "Refresh 2" });
        var set = await LastAsync(crm, "lena");
        var lina = await crm.ActorAsync("lina");
        await crm.DoAsync("admin", new UpdateCustomer { Id = acme.Id, OwnerId = lina.UserId });
        await crm.DoAsync("admin", new UpdateOpportunity { Id = refresh.Id, OwnerId = lina.UserId });
        Assert.Equal("not_found", (await crm.TryAsync("lena", new UndoChangeSet { Id = set })).Failure!.Code);
    }

    [Fact]
    public async Task Undo_and_doing_it_right_are_one_transaction_and_one_change_set()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var labs = await crm.CustomerAsync("lena", "Acme Labs");
        var wrong = await crm.InteractionAsync("lena", acme.Id, "wants 3% off");
        var first = await LastAsync(crm, "lena");

        var lena = await crm.ActorAsync("lena");
        InteractionView right;
        long amendment;
        await using (var session = await crm.Crm.OpenWriteAsync(lena, TestCrm.Origin))
        {
            Assert.True((await session.RunAsync(new UndoChangeSet { Id = first })).Ok);
            right = (await session.RunAsync(new LogInteraction { CustomerId = labs.Id, Kind = InteractionKind.Call, Summary = "wants 3% off" })).Value;
            amendment = (await session.CommitAsync())!.Value;
        }
        Assert.Null((await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).LastInteractionAt);
        Assert.Equal(right.When, (await crm.GetAsync("lena", new GetCustomer { Id = labs.Id })).LastInteractionAt);
        Assert.True((await crm.GetAsync("lena", new GetChangeSet { Id = first })).Undone);

        // The amendment is what undo offers now; taking it back leaves what was said first.
        Assert.Equal(amendment, await LastAsync(crm, "lena"));
        await crm.DoAsync("lena", new UndoChangeSet { Id = amendment });
        Assert.True((await crm.AskAsync("lena", new GetInteraction { Id = wrong.Id })).Ok);
        Assert.False((await crm.AskAsync("lena", new GetInteraction { Id = right.Id })).Ok);
        Assert.Equal(first, await LastAsync(crm, "lena"));
    }

    [Fact]
    public async Task An_amended_update_of_the_same_record_is_one_entry_that_can_be_undone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", new UpdateCustomer { Id = acme.Id, City = "Hamburg" });
        var first = await LastAsync(crm, "lena");
        long amendment;
        await using (var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin))
        {
            Assert.True((await session.RunAsync(new UndoChangeSet { Id = first })).Ok);
            Assert.True((await session.RunAsync(new UpdateCustomer { Id = acme.Id, City = "Bremen" })).Ok);
            amendment = (await session.CommitAsync())!.Value;
        }
        var entry = Assert.Single((await crm.GetAsync("lena", new ReadAudit { ChangeSetId = amendment })).Items);
        Assert.Equal(("update", first), (entry.Operation, entry.Undoes!.Value));
        Assert.Equal(amendment, await LastAsync(crm, "lena"));
        await crm.DoAsync("lena", new UndoChangeSet { Id = amendment });
        Assert.Equal("Hamburg", (await crm.GetAsync("lena", new GetCustomer { Id = acme.Id })).City);
    }

    [Fact]
    public async Task The_last_change_is_sought_by_conversation_and_by_name()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("lena", new CreateCustomer { Name = "O'Brien Marine" }, new Origin("test", "one", "add O'Brien Marine"));
        await crm.DoAsync("lena", new CreateCustomer { Name = "Fabrikam" }, new Origin("test", "two", "add Fabrikam"));
        Assert.Equal("add Fabrikam", (await crm.GetAsync("lena", new FindLastChangeSet()))!.Sentence);
        Assert.Equal("add O'Brien Marine", (await crm.GetAsync("lena", new FindLastChangeSet { Conversation = "one" }))!.Sentence);
        Assert.Equal("add O'Brien Marine", (await crm.GetAsync("lena", new FindLastChangeSet { Mentions = "obrien" }))!.Sentence);
        Assert.Null(await crm.GetAsync("lena", new FindLastChangeSet { Mentions = "Contoso" }));
    }

    [Fact]
    public async Task A_value_given_to_another_meanwhile_refuses_the_undo()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var lena = await crm.ActorAsync("lena");
        var marek = await crm.ActorAsync("marek");
        await crm.DoAsync("admin", new UpdateUser { Id = lena.UserId, EntraObjectId = "one" });
        await crm.DoAsync("admin", new UpdateUser { Id = lena.UserId, Clear = ["entraObjectId"] });
        var set = await LastAsync(crm, "admin");
        await crm.DoAsync("admin", new UpdateUser { Id = marek.UserId, EntraObjectId = "one" });
        Assert.Equal("changed_since", (await crm.TryAsync("admin", new UndoChangeSet { Id = set })).Failure!.Code);
        Assert.Equal("marek", (await crm.Crm.FindActorByEntraIdAsync("ONE"))!.Login);
    }

    private static async Task<long> LastAsync(TestCrm crm, string login) => (await crm.GetAsync(login, new FindLastChangeSet()))!.Id;
}
