using BotCrm.Core.Audit;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class InteractionTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;

    private static LogInteraction Call(long customer) => new() { CustomerId = customer, Kind = InteractionKind.Call, Summary = "Talked" };

    [Fact]
    public async Task Logging_keeps_everything_that_was_said()
    {
        await using var company = await SmallCompany.StartAsync();
        var deal = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });

        var logged = await company.DoAsync("bob", new LogInteraction
        {
            CustomerId = company.Acme,
            Kind = InteractionKind.WeChat,
            Summary = "  Wants 3% off\u200B ",
            When = Now.AddHours(-2),
            DurationMinutes = 20,
            ParticipantIds = [company.Maria, company.Maria],
            Outcome = "open",
            Resolved = false,
            NextStep = "ask the boss",
            OpportunityId = deal.Id,
        });

        Assert.Equal(logged with { Participants = [] }, (await company.GetAsync("bob", new GetInteraction { Id = logged.Id })) with { Participants = [] });
        Assert.Equal("Wants 3% off", logged.Summary);
        Assert.Equal([new Ref(company.Maria, "Maria Lopez")], logged.Participants);
        Assert.Equal((Now.AddHours(-2), 20, false, "ask the boss", deal.Id, "bob", "Bob", "Acme", Now), (logged.When, logged.DurationMinutes, logged.Resolved, logged.NextStep, logged.OpportunityId, logged.AuthorLogin, logged.AuthorName, logged.CustomerName, logged.CreatedAt));
    }

    public static TheoryData<string, string, Func<SmallCompanyIds, LogInteraction>> Bad => new()
    {
        { "required", "summary", ids => Call(ids.Acme) with { Summary = " \u200B\n" } },
        { "too_long", "summary", ids => Call(ids.Acme) with { Summary = new string('x', 4001) } },
        { "too_long", "outcome", ids => Call(ids.Acme) with { Outcome = new string('x', 1001) } },
        { "out_of_range", "durationMinutes", ids => Call(ids.Acme) with { DurationMinutes = 0 } },
        { "out_of_range", "durationMinutes", ids => Call(ids.Acme) with { DurationMinutes = 1441 } },
        { "in_future", "when", ids => Call(ids.Acme) with { When = Now.AddDays(1).AddMinutes(1) } },
        { "date_out_of_range", "when", ids => Call(ids.Acme) with { When = new DateTimeOffset(1989, 12, 31, 0, 0, 0, TimeSpan.Zero) } },
        { "unknown_value", "kind", ids => Call(ids.Acme) with { Kind = (InteractionKind)77 } },
        { "unknown_contact", "participants", ids => Call(ids.Acme) with { ParticipantIds = [ids.Wang] } },
        { "unknown_opportunity", "opportunity", ids => Call(ids.Acme) with { OpportunityId = 999999 } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_input_is_refused_with_its_field(string code, string field, Func<SmallCompanyIds, LogInteraction> command)
    {
        await using var company = await SmallCompany.StartAsync();

        var failure = await company.RefusedAsync("bob", command(new SmallCompanyIds(company.Acme, company.Wang)));

        Assert.Equal((FailureKind.Invalid, code, field), (failure.Kind, failure.Code, failure.Field));
        Assert.Empty((await company.GetAsync("admin", new ListInteractions())).Items);
    }

    [Fact]
    public async Task Only_an_administrator_sets_record_times_and_authors()
    {
        await using var company = await SmallCompany.StartAsync();
        var past = Now.AddDays(-100);

        var time = await company.RefusedAsync("bob", Call(company.Acme) with { CreatedAt = past });
        var author = await company.RefusedAsync("ann", Call(company.Acme) with { AuthorId = company.Users["bob"] });
        var loaded = await company.DoAsync("admin", Call(company.Acme) with { CreatedAt = past, AuthorId = company.Users["bob"] });

        Assert.Equal((FailureKind.Forbidden, "past_times_by_admin", "createdAt"), (time.Kind, time.Policy, time.Field));
        Assert.Equal("past_times_by_admin", author.Policy);
        Assert.Equal((past, past, "bob"), (loaded.CreatedAt, loaded.When, loaded.AuthorLogin));
        Assert.Equal("unknown_user", (await company.RefusedAsync("admin", Call(company.Acme) with { AuthorId = 424242 })).Code);
    }

    [Fact]
    public async Task The_customers_last_interaction_follows_every_change()
    {
        await using var company = await SmallCompany.StartAsync();
        async Task<DateTimeOffset?> Last(long id) => (await company.GetAsync("admin", new GetCustomer { Id = id })).LastInteractionAt;

        var old = await company.DoAsync("admin", Call(company.Acme) with { When = Now.AddDays(-9) });
        var young = await company.DoAsync("admin", Call(company.Acme) with { When = Now.AddDays(-2) });
        Assert.Equal(Now.AddDays(-2), await Last(company.Acme));

        await company.DoAsync("admin", new CorrectInteraction { Id = young.Id, CustomerId = company.Globex });
        Assert.Equal((Now.AddDays(-9), Now.AddDays(-2)), (await Last(company.Acme), await Last(company.Globex)));

        await company.DoAsync("admin", new CorrectInteraction { Id = old.Id, When = Now.AddDays(-1) });
        Assert.Equal(Now.AddDays(-1), await Last(company.Acme));

        await company.DoAsync("admin", new DeleteInteraction { Id = old.Id });
        Assert.Null(await Last(company.Acme));

        await company.DoAsync("admin", new UndoChangeSet { Id = (await company.GetAsync("admin", new FindLastChangeSet()))!.Id });
        Assert.Equal(Now.AddDays(-1), await Last(company.Acme));
    }

    [Fact]
    public async Task Correcting_changes_what_is_named_and_clears_what_is_listed()
    {
        await using var company = await SmallCompany.StartAsync();
        var logged = await company.DoAsync("bob", Call(company.Acme) with { Outcome = "good", NextStep = "call", DurationMinutes = 5, ParticipantIds = [company.Maria] });

        var corrected = await company.DoAsync("bob", new CorrectInteraction { Id = logged.Id, Kind = InteractionKind.Visit, Resolved = true, Clear = ["outcome", "durationMinutes"], IfVersion = 1 });
        var moved = await company.DoAsync("ann", new CorrectInteraction { Id = logged.Id, CustomerId = company.Globex });

        Assert.Equal((InteractionKind.Visit, true, null, null, "call", "Talked", 2), (corrected.Kind, corrected.Resolved, corrected.Outcome, corrected.DurationMinutes, corrected.NextStep, corrected.Summary, corrected.Version));
        Assert.Equal(("Globex", 0), (moved.CustomerName, moved.Participants.Count));
        var stale = await company.RefusedAsync("ann", new CorrectInteraction { Id = logged.Id, Summary = "x", IfVersion = 1 });
        Assert.Equal((FailureKind.Conflict, "version_changed"), (stale.Kind, stale.Code));
        Assert.Equal(("cannot_clear", "clear"), await Code(company.RefusedAsync("ann", new CorrectInteraction { Id = logged.Id, Clear = ["summary"] })));
        Assert.Equal(("required", "summary"), await Code(company.RefusedAsync("ann", new CorrectInteraction { Id = logged.Id, Summary = " " })));
    }

    [Fact]
    public async Task Who_does_not_see_the_customer_sees_no_interaction_and_others_change_only_their_own()
    {
        await using var company = await SmallCompany.StartAsync();
        var logged = await company.DoAsync("bob", Call(company.Acme));

        foreach (var stranger in new[] { "cid", "eve", "dora" })
        {
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new GetInteraction { Id = logged.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new CorrectInteraction { Id = logged.Id, Summary = "x" })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new DeleteInteraction { Id = logged.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, Call(company.Acme))).Code);
            Assert.Empty((await company.GetAsync(stranger, new ListInteractions())).Items);
        }

        foreach (var insider in new[] { "bob", "ann", "sue", "admin" })
            Assert.Single((await company.GetAsync(insider, new ListInteractions())).Items);
        Assert.Equal("own_records_only", (await company.RefusedAsync("sue", new CorrectInteraction { Id = logged.Id, Summary = "x" })).Policy);
        Assert.Equal("managers_delete", (await company.RefusedAsync("sue", new DeleteInteraction { Id = logged.Id })).Policy);
        var own = await company.DoAsync("sue", Call(company.Acme));
        await company.DoAsync("sue", new DeleteInteraction { Id = own.Id });
        await company.DoAsync("ann", new DeleteInteraction { Id = logged.Id });
    }

    [Fact]
    public async Task The_list_filters_sorts_and_pages()
    {
        await using var company = await SmallCompany.StartAsync();
        var ids = new List<long>();
        for (var i = 0; i < 7; i++)
            ids.Add((await company.DoAsync("bob", Call(company.Acme) with { When = Now.AddHours(-(i / 2)), Summary = $"talk {i} 100%", Kind = i % 2 == 0 ? InteractionKind.Call : InteractionKind.Email, ParticipantIds = i == 3 ? [company.Maria] : [] })).Id);

        var seen = new List<long>();
        var total = 0;
        for (string? after = null; ;)
        {
            var page = await company.GetAsync("bob", new ListInteractions { Paging = new Paging(2, after, "when", true, true) });
            seen.AddRange(page.Items.Select(one => one.Id));
            total = page.Total!.Value;
            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(7, total);
        Assert.Equal([ids[1], ids[0], ids[3], ids[2], ids[5], ids[4], ids[6]], seen);
        async Task<int> Count(ListInteractions query) => (await company.GetAsync("ann", query)).Items.Count;
        Assert.Equal(1, await Count(new ListInteractions { ContactId = company.Maria }));
        Assert.Equal(3, await Count(new ListInteractions { Kind = InteractionKind.Email }));
        Assert.Equal(2, await Count(new ListInteractions { From = Now.AddHours(-1), To = Now }));
        Assert.Equal(7, await Count(new ListInteractions { AuthorId = company.Users["bob"], CustomerId = company.Acme, Search = "100%" }));
        Assert.Equal(0, await Count(new ListInteractions { Search = "1_0" }));
        Assert.Equal(0, await Count(new ListInteractions { Resolved = true }));
    }

    [Theory]
    [InlineData(0, null, null, "out_of_range", "limit")]
    [InlineData(201, null, null, "out_of_range", "limit")]
    [InlineData(5, "nonsense", null, "unknown_sort", "sort")]
    [InlineData(5, null, "not-a-cursor", "bad_cursor", "after")]
    [InlineData(5, null, "bnVsbA", "bad_cursor", "after")]
    public async Task Bad_paging_is_refused(int limit, string? sort, string? after, string code, string field)
    {
        await using var company = await SmallCompany.StartAsync();

        Assert.Equal((code, field), await Code(company.RefusedAsync("bob", new ListInteractions { Paging = new Paging(limit, after, sort) })));
    }

    [Fact]
    public async Task A_cursor_of_another_order_is_refused()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("bob", Call(company.Acme));
        await company.DoAsync("bob", Call(company.Acme));
        var page = await company.GetAsync("bob", new ListInteractions { Paging = new Paging(1) });

        Assert.Equal(("bad_cursor", "after"), await Code(company.RefusedAsync("bob", new ListInteractions { Paging = new Paging(1, page.Next, "created") })));
        Assert.Equal(("bad_cursor", "after"), await Code(company.RefusedAsync("bob", new ListInteractions { Paging = new Paging(1, page.Next, Descending: true) })));
    }

    private static async Task<(string Code, string? Field)> Code(Task<Failure> failure) => ((await failure).Code, (await failure).Field);

    public sealed record SmallCompanyIds(long Acme, long Wang);
}
