using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Storage.Moving;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Testing;
using Microsoft.Data.Sqlite;

namespace BotCrm.Core.Tests.Storage;

/// <summary>What both databases must do alike.</summary>
public sealed class StoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_have_one_order_everywhere_and_pages_follow_it(bool descending)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        // ASCII without case, then by code point, whatever the locale of the database: punctuation counts, accents come after z.
        string[] inOrder = ["(brackets)", "9 lives", "_line", "a b", "A-b", "ab", "Zeta", "Zulu", "Äpfel", "Ömer", "ärmel", "Привет", "привет", "恒通", "阿里", "🙂 smile"];
        foreach (var name in inOrder.OrderBy(name => name.GetHashCode(StringComparison.Ordinal) % 7).ThenBy(name => name, StringComparer.Ordinal))
            await crm.DoAsync("lena", new CreateCustomer { Name = name, AllowDuplicate = true });

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(3, after, "name", descending) });
            seen.AddRange(page.Items.Select(customer => customer.Name));
            after = page.Next;
        }
        while (after is not null && seen.Count < 50);

        Assert.Equal(descending ? inOrder.Reverse() : inOrder, seen);
    }

    [Theory]
    [InlineData("GRÖSSE ändern", true)]
    [InlineData("grösse ÄNDERN", true)]
    [InlineData("100%", true)]
    [InlineData("100_", false)]
    [InlineData("ПРИВЕТ", true)]
    [InlineData("привет, мир", true)]
    [InlineData("[x]*?", true)]
    [InlineData("ä[X]*?", true)]
    [InlineData("ä[y]", false)]
    [InlineData("ä.x", false)]
    [InlineData("ä^\\$|(z)", true)]
    [InlineData("c:\\dir", true)]
    [InlineData("价格", true)]
    [InlineData("a\u0000b", false)]
    [InlineData("ä\ud800", false)]
    public async Task What_is_searched_for_stands_for_itself_in_any_case(string text, bool found)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.TicketAsync("lena", acme.Id, "Größe Grösse Ändern 100% Привет, Мир Ä[x]*? Ä^\\$|(z) C:\\dir 价格");
        await crm.DoAsync("lena", new OpenTicket { CustomerId = acme.Id, Subject = "Nothing", Description = null });

        var tickets = await crm.GetAsync("lena", new ListTickets { Search = text });

        Assert.Equal(found ? 1 : 0, tickets.Items.Count);
    }

    [Fact]
    public async Task What_no_text_can_hold_neither_breaks_a_filter_nor_the_audit()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("lena", new CreateCustomer { Name = "Acme" }, new Origin("te\0st", "con\ud800versation", "add \0 Acme \udc00", "tu\0rn"));
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers { City = "Ham\0burg", Tag = "\ud800", Search = "\0" })).Items);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).Problem);
        await Assert.ThrowsAsync<TurnAlreadyCommittedException>(() => crm.DoAsync("lena", new CreateCustomer { Name = "Contoso" }, new Origin("te\0st", "con\ud800versation", null, "tu\0rn")));
    }

    [Fact]
    public async Task Two_instances_write_side_by_side_with_one_chain_and_no_id_twice()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var other = await crm.StartAnotherAsync();
        var customers = await Task.WhenAll(Enumerable.Range(0, 80).Select(i => Task.Run(() => (i % 2 == 0 ? crm : other).CustomerAsync("lena", $"Customer {i}"))));

        Assert.Equal(80, customers.Select(customer => customer.Id).Distinct().Count());
        Assert.Equal(80, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total);
        var chain = await other.GetAsync("admin", new VerifyAudit());
        Assert.Equal((null, crm.Crm.ChangeSequence), (chain.Problem, chain.Entries));
        Assert.Equal(crm.Crm.ChangeSequence, other.Crm.ChangeSequence);
    }

    [Fact]
    public async Task Of_two_instances_that_give_one_name_away_at_once_one_is_refused()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var other = await crm.StartAnotherAsync();
        for (var i = 0; i < 10; i++)
        {
            var name = $"Team {i}";
            var results = await Task.WhenAll(
                Task.Run(() => crm.TryAsync("admin", new CreateTeam { Name = name })),
                Task.Run(() => other.TryAsync("admin", new CreateTeam { Name = name.ToUpperInvariant() })));
            Assert.Single(results, result => result.Ok);
            Assert.Equal(FailureKind.Conflict, Assert.Single(results, result => !result.Ok).Failure!.Kind);
        }
    }

    [Fact]
    public async Task What_another_instance_changed_counts_for_the_next_request()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var other = await crm.StartAnotherAsync();
        Assert.NotNull(await other.Crm.FindActorByLoginAsync("lena"));
        var lena = (await crm.ActorAsync("lena")).UserId;
        await crm.DoAsync("admin", new UpdateUser { Id = lena, Active = false });
        Assert.Null(await other.Crm.FindActorByLoginAsync("lena"));
        Assert.Equal(crm.Crm.ChangeSequence, other.Crm.ChangeSequence);
    }

    /// <summary>As after an update whose migration makes a new index.</summary>
    [Fact]
    public async Task Indexes_of_words_that_are_empty_are_filled_at_the_next_start()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.InteractionAsync("lena", acme.Id, "The gateway was installed");
        await crm.TicketAsync("lena", acme.Id, "Gateway offline");
        foreach (var index in SearchIndexes.Fill.Keys)
            await crm.ExecuteAsync(TestDatabase.IsPostgres ? $"DELETE FROM {index}" : $"INSERT INTO {index} ({index}) VALUES ('delete-all')");
        Assert.Empty(await crm.GetAsync("lena", new SearchHistory { Text = "gateway" }));

        await using var next = await crm.StartAnotherAsync();

        Assert.Equal(2, (await next.GetAsync("lena", new SearchHistory { Text = "gateway" })).Count);
        Assert.NotEmpty((await next.GetAsync("lena", new SearchRecords { Text = "acme" })).Items);
    }

    /// <summary>PostgreSQL gets words that are made here; SQLite makes its own. They must be the same ones.</summary>
    [Fact]
    public void Words_are_those_that_SQLite_makes()
    {
        const string text = """
            caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned falling hissing fizzed failing filing
            happy sky relational conditional rational valenci hesitanci digitizer conformabli radicalli differentli vileli analogousli vietnamization predication
            operator feudalism decisiveness hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical hopeful
            goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologou communism
            activate angulariti homologous effective bowdlerize probate rate cease controll roll delivery deliveries delivered delivering negotiations negotiating
            invoices invoicing quoted quotation prices pricing meetings meet biology geology apologies say saying toy toying yes yellow by my eyes bees oed ing ed
            Müller CAFÉ naïve Ærøskøbing Straße ΑΘΗΝΑ Привет İstanbul ﬁne 10.000 3rd a1b2 x_y don't e-mail 价格 格表 東京 한국 ½ ² № Ⅷ e&#769;t&#233;
            """;
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE VIRTUAL TABLE words USING fts5 (body, tokenize = 'porter unicode61 remove_diacritics 2');
            CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, 'row');
            INSERT INTO words (body) VALUES ($text);
            SELECT term FROM vocabulary;
            """;
        command.Parameters.AddWithValue("$text", text);
        using var reader = command.ExecuteReader();
        var theirs = new List<string>();
        while (reader.Read())
            theirs.Add(reader.GetString(0));

        var ours = TextWords.Of(text).Distinct().ToList();
        Assert.True(theirs.Count > 100);
        Assert.Equal("", string.Join(' ', theirs.Except(ours)) + string.Join(' ', ours.Except(theirs)));
    }
}
