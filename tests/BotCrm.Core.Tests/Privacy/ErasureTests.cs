using System.Text.Json.Nodes;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Consents;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Privacy.Export;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Privacy;

public sealed class ErasureTests
{
    private const string Phone = "+49 40 7654321";
    private const string Email = "maria.lopez@acme.example";

    [SqliteFact]
    public async Task A_person_is_gone_from_everything_that_is_stored_and_the_chain_verifies()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (acme, maria, other) = await FillAsync(crm);
        var state = ((Crm)crm.Crm);
        await SealedFieldsTests.ExecuteAsync(crm, "INSERT INTO conversation_state (channel, conversation, user_id, state, updated_at) VALUES ('chat', 'c', 1, '{{\"last\":\"call Maria Lopez\"}}', 1)");
        var erik = (await crm.GetAsync("admin", new ListContacts { Search = "Erik" })).Items.Single();

        var report = await crm.DoAsync("admin", new ErasePerson { ContactId = maria }, new Origin("chat", "c", "erase Maria Lopez"));
        Assert.Equal((1, 2, 1, 2), (report.Counts[Kinds.Contact], report.Counts[Kinds.Interaction], report.Counts[Kinds.Ticket], report.Counts[Kinds.Task]));
        Assert.Equal((1, 1), (report.Counts[Kinds.Consent], report.Counts["conversation_state"]));

        await crm.RunBackgroundAsync();
        // Every text and every blob of every table, also of the full-text index.
        foreach (var trace in new[] { "Maria Lopez", "Lopez", "7654321", "765-43", Email, "maria-wx" })
            Assert.Empty(TablesWith(crm.Path, trace));
        Assert.Empty((await crm.GetAsync("admin", new SearchHistory { Text = "Lopez" })));
        var texts = (await crm.GetAsync("lena", new ListInteractions { CustomerId = acme })).Items.Select(one => one.Summary).ToList();
        Assert.Contains("[erased] wants a quote; call [erased], not Erik", texts);
        Assert.Contains(texts, text => text.StartsWith("Erik is happy", StringComparison.Ordinal));
        Assert.Equal("erik@acme.example", (await crm.GetAsync("lena", new GetContact { Id = erik.Id })).Email);
        Assert.Equal("Mail to [erased]", (await crm.GetAsync("lena", new GetTask { Id = other })).Title);

        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
        var feed = (await crm.GetAsync("admin", new ReadAudit { Entity = Kinds.Contact, EntityId = maria })).Items;
        Assert.Equal(["create", "delete", "erase"], feed.Select(entry => entry.Operation));
        Assert.All(feed.Take(2), entry => Assert.True(entry is { Erased: true, Before: null, After: null, Sentence: null }));
    }

    [SqliteFact]
    public async Task Quotes_and_counts_of_the_person_s_customer_are_cleaned() => await ErasesNearAsync(shared: false);

    [SqliteFact]
    public async Task Quotes_and_counts_of_the_person_s_customer_are_cleaned_where_somebody_else_has_the_name() => await ErasesNearAsync(shared: true);

    private static async Task ErasesNearAsync(bool shared)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var customer = (await crm.CustomerAsync("lena", "Acme")).Id;
        await crm.DoAsync("lena", new UpdateCustomer { Id = customer, Source = "Hint of Maria Lopez" });
        var maria = (await crm.DoAsync("lena", new AddContact { CustomerId = customer, Name = "Maria Lopez" })).Id;
        if (shared)
            await crm.DoAsync("lena", new AddContact { CustomerId = (await crm.CustomerAsync("lena", "Other")).Id, Name = "Maria Lopez" });
        var deal = (await crm.DoAsync("lena", new Core.Opportunities.CreateOpportunity { CustomerId = customer, Name = "Training" })).Id;
        var quote = (await crm.DoAsync("lena", new Core.Quotes.CreateQuote { OpportunityId = deal, Note = "as Maria Lopez wished", ValidUntil = new DateOnly(2027, 1, 31), Lines = [new Core.Quotes.QuoteItem { Text = "Coaching of Maria Lopez", UnitPrice = 100 }] })).Id;

        var report = await crm.DoAsync("admin", new ErasePerson { ContactId = maria });
        Assert.Equal(1, report.Counts[Kinds.Quote]);
        var clean = await crm.GetAsync("lena", new Core.Quotes.GetQuote { Id = quote });
        Assert.Equal(("as [erased] wished", "Coaching of [erased]"), (clean.Note, clean.Lines.Single().Text));
        await crm.RunBackgroundAsync();
        Assert.DoesNotContain("customer_counts", string.Join(' ', TablesWith(crm.Path, "Hint of Maria")), StringComparison.Ordinal);
        Assert.Empty(TablesWith(crm.Path, "Coaching of Maria"));
    }

    [SqliteFact]
    public async Task No_undo_brings_an_erased_person_back()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (_, maria, _) = await FillAsync(crm);
        var sets = (await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(200) })).Items.Where(entry => entry.Actor is "lena").Select(entry => entry.ChangeSetId).Distinct().ToList();
        await crm.DoAsync("admin", new ErasePerson { ContactId = maria });
        var own = (await crm.GetAsync("admin", new ReadAudit { Entity = Kinds.Contact, EntityId = maria })).Items[^1].ChangeSetId;
        foreach (var set in sets.Append(own))
            await crm.TryAsync("admin", new UndoChangeSet { Id = set });
        foreach (var trace in new[] { "Maria Lopez", "7654321", Email })
            Assert.Empty(TablesWith(crm.Path, trace));
        Assert.Equal("erased", (await crm.TryAsync("admin", new UndoChangeSet { Id = own })).Failure!.Code);
    }

    [Fact]
    public async Task Somebody_of_the_same_name_elsewhere_is_left_alone_and_the_report_says_so()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (_, maria, _) = await FillAsync(crm);
        var globex = await crm.CustomerAsync("lena", "Globex");
        await crm.ContactAsync("lena", globex.Id, "Maria Lopez", "+34 91 555 0000");
        await crm.InteractionAsync("lena", globex.Id, "Maria Lopez of Globex asked for a visit");
        var report = await crm.DoAsync("admin", new ErasePerson { ContactId = maria });
        Assert.True(report.NameShared);
        Assert.Equal("Maria Lopez of Globex asked for a visit", Assert.Single((await crm.GetAsync("lena", new ListInteractions { CustomerId = globex.Id })).Items).Summary);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Others_write_while_the_person_is_looked_for_and_what_they_write_is_erased_as_well(bool personChanges)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (acme, maria, _) = await FillAsync(crm);
        var contoso = await crm.CustomerAsync("lena", "Contoso");
        var (tasks, visits) = (new List<long>(), new List<long>());
        TraceSearch.Looked.Value = async () =>
        {
            // After each piece, so that some are written to what was looked through already. With the lock held the writer would wait for ever.
            tasks.Add((await crm.DoAsync("lena", new CreateTask { Title = $"Ask Maria Lopez, {Phone}", CustomerId = contoso.Id })).Id);
            visits.Add((await crm.InteractionAsync("lena", acme, "Somebody else was there", maria)).Id);
            if (personChanges && tasks.Count == 1)
                await crm.DoAsync("lena", new UpdateContact { Id = maria, Email = "maria.new@acme.example" });
        };
        try
        {
            await crm.DoAsync("admin", new ErasePerson { ContactId = maria }).WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            TraceSearch.Looked.Value = null;
        }
        Assert.True(tasks.Count > 3);
        foreach (var task in tasks)
            Assert.Equal("Ask [erased], [erased]", (await crm.GetAsync("lena", new GetTask { Id = task })).Title);
        foreach (var visit in visits)
            Assert.Empty((await crm.GetAsync("lena", new GetInteraction { Id = visit })).Participants);
        Assert.DoesNotContain((await crm.GetAsync("admin", new ReadAudit { Paging = new Paging(200) })).Items, entry => $"{entry.Before} {entry.After}".Contains("Lopez", StringComparison.Ordinal));
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
    }

    [Fact]
    public async Task A_session_that_has_changed_something_does_not_step_aside_and_one_whose_search_fails_holds_up_nobody()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var core = (Crm)crm.Crm;
        await using (var session = await core.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin))
        {
            await session.RunAsync(new CreateCustomer { Name = "Acme" });
            await Assert.ThrowsAsync<InvalidOperationException>(() => session.AsideAsync(_ => Task.FromResult(1), default));
        }
        await using (var session = await core.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin))
            await Assert.ThrowsAsync<TimeoutException>(() => session.AsideAsync<int>(_ => throw new TimeoutException(), default));
        await crm.CustomerAsync("lena", "Globex").WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_Chinese_person_goes_by_name_and_by_form_of_address()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var hengtong = await crm.CustomerAsync("lina", "恒通物流");
        var wang = await crm.ContactAsync("lina", hengtong.Id, "王强", "138 1234 5678");
        await crm.InteractionAsync("lina", hengtong.Id, "王总说价格可以,请打13812345678", wang.Id);
        var set = await crm.DoAsync("lina", new CreateTask { Title = "给王强发合同", CustomerId = hengtong.Id });
        await crm.DoAsync("admin", new ErasePerson { ContactId = wang.Id });
        Assert.Equal("[erased]说价格可以,请打[erased]", Assert.Single((await crm.GetAsync("lina", new ListInteractions { CustomerId = hengtong.Id })).Items).Summary);
        Assert.Equal("给[erased]发合同", (await crm.GetAsync("lina", new GetTask { Id = set.Id })).Title);
    }

    [Fact]
    public async Task A_name_that_begins_beyond_ASCII_is_found_in_other_customers_records()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var other = await crm.CustomerAsync("lena", "Contoso");
        var person = await crm.ContactAsync("lena", acme.Id, "Özge Ünal");
        var task = await crm.DoAsync("lena", new CreateTask { Title = "Ask Özge Ünal about it", CustomerId = other.Id });
        await crm.DoAsync("admin", new ErasePerson { ContactId = person.Id });
        Assert.Equal("Ask [erased] about it", (await crm.GetAsync("lena", new GetTask { Id = task.Id })).Title);
    }

    [Fact]
    public async Task Only_an_administrator_erases_and_nothing_else_in_the_same_plan()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (acme, maria, _) = await FillAsync(crm);
        Assert.Equal(FailureKind.Forbidden, (await crm.TryAsync("marta", new ErasePerson { ContactId = maria })).Failure!.Kind);
        await using (var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("admin"), TestCrm.Origin))
        {
            Assert.True((await session.RunAsync(new ErasePerson { ContactId = maria })).Ok);
            Assert.Equal("erase_alone", (await session.RunAsync(new UpdateCustomer { Id = acme, City = "Kiel" })).Failure!.Code);
        }
        Assert.Equal(Phone, (await crm.GetAsync("lena", new GetContact { Id = maria })).Phone);
    }

    [Fact]
    public async Task An_export_holds_everything_about_the_person_as_json_and_as_a_page_without_markup_of_others()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (acme, maria, _) = await FillAsync(crm);
        await crm.DoAsync("lena", new UpdateContact { Id = maria, Notes = "<script>alert(1)</script>" });
        var export = await crm.DoAsync("lena", new ExportPerson { Id = maria });
        var json = JsonNode.Parse(export.ToJson())!.AsObject();
        Assert.Equal(Phone, (string?)json["person"]!["phone"]);
        Assert.Equal((1, 1, 1), (json["consents"]!.AsArray().Count, json["interactions"]!.AsArray().Count, json["tickets"]!.AsArray().Count));
        var html = export.ToHtml();
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains(Email, html, StringComparison.Ordinal);
        Assert.Equal("export", (await crm.GetAsync("admin", new ReadAudit { Entity = Kinds.Contact, EntityId = maria })).Items[^1].Operation);
        Assert.Equal(FailureKind.Forbidden, (await crm.TryAsync("sam", new ExportPerson { Id = maria })).Failure!.Kind);
        Assert.Equal("not_found", (await crm.TryAsync("lina", new ExportPerson { Id = maria })).Failure!.Code);
        var lena = (await crm.ActorAsync("lena")).UserId;
        Assert.Contains("\"lena\"", (await crm.DoAsync("lena", new ExportPerson { Kind = Kinds.User, Id = lena })).ToJson(), StringComparison.Ordinal);
        Assert.Equal(FailureKind.Forbidden, (await crm.TryAsync("marek", new ExportPerson { Kind = Kinds.User, Id = lena })).Failure!.Kind);
    }

    [Fact]
    public async Task Consent_is_given_withdrawn_proved_and_undone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var (_, maria, _) = await FillAsync(crm);
        Assert.Equal("no_such_consent", (await crm.TryAsync("lena", new WithdrawConsent { ContactId = maria, Purpose = "calls" })).Failure!.Code);
        Assert.Equal("in_future", (await crm.TryAsync("lena", new RecordConsent { ContactId = maria, Purpose = "calls", At = crm.Clock.GetUtcNow().AddHours(1) })).Failure!.Code);
        crm.Clock.Advance(TimeSpan.FromHours(1));
        await crm.DoAsync("lena", new WithdrawConsent { ContactId = maria, Purpose = "Newsletter", Channel = "Email", Proof = "said so on the phone" });
        var consents = await crm.GetAsync("lena", new ListConsents { ContactId = maria });
        Assert.Equal([(false, true), (true, false)], consents.Select(consent => (consent.Given, consent.Current)));
        Assert.Equal("said so on the phone", consents[0].Proof);
        await crm.DoAsync("lena", new UndoChangeSet { Id = (await crm.GetAsync("lena", new FindLastChangeSet()))!.Id });
        Assert.True(Assert.Single(await crm.GetAsync("lena", new ListConsents { ContactId = maria })) is { Given: true, Current: true, Proof: "signed at the fair" });
        Assert.Equal("not_found", (await crm.AskAsync("lina", new ListConsents { ContactId = maria })).Failure!.Code);
    }

    private static async Task<(long Customer, long Contact, long Task)> FillAsync(TestCrm crm)
    {
        var acme = await crm.CustomerAsync("lena", "Acme");
        var maria = await crm.DoAsync("lena", new AddContact { CustomerId = acme.Id, Name = "Maria Lopez", Phone = Phone, Email = Email, WeChat = "maria-wx" }, new Origin("chat", "c", $"add Maria Lopez {Phone} {Email}"));
        await crm.ContactAsync("lena", acme.Id, "Erik Sand", "+49 40 1111111", "erik@acme.example");
        await crm.DoAsync("lena", new RecordConsent { ContactId = maria.Id, Purpose = "newsletter", Channel = "email", Proof = "signed at the fair" });
        await crm.DoAsync("lena", new LogInteraction { CustomerId = acme.Id, Kind = InteractionKind.Call, Summary = "Maria wants a quote; call 040 765-4321, not Erik", ParticipantIds = [maria.Id] }, new Origin("chat", "c", "called Maria, she wants a quote"));
        await crm.InteractionAsync("lena", acme.Id, "Erik is happy; Lopez will sign");
        await crm.InteractionAsync("lena", acme.Id, "Erik asked for an invoice");
        await crm.DoAsync("lena", new OpenTicket { CustomerId = acme.Id, ContactId = maria.Id, Subject = "Mrs Lopez cannot log in" });
        await crm.TaskAsync("lena", "Send Maria Lopez the contract", acme.Id);
        // Of another customer: what names her there goes as well.
        var globex = await crm.CustomerAsync("lena", "Initech");
        var task = await crm.TaskAsync("lena", $"Mail to {Email.ToUpperInvariant()}", globex.Id);
        return (acme.Id, maria.Id, task.Id);
    }

    /// <summary>Reads the file as one who stole it would.</summary>
    internal static List<string> TablesWith(string path, string text)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var columns = new List<(string Table, string Column)>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name <> 'schema_version'";
            using var reader = command.ExecuteReader();
            while (reader.Read())
                columns.Add((reader.GetString(0), reader.GetString(1)));
        }
        Assert.True(columns.Count > 100);
        var found = new List<string>();
        foreach (var (table, column) in columns)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {table} WHERE instr(lower(CAST({column} AS TEXT)), lower($text)) > 0";
            command.Parameters.AddWithValue("$text", text);
            if ((long)command.ExecuteScalar()! > 0)
                found.Add($"{table}.{column}");
        }
        return found;
    }
}
