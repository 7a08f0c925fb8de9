using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class OpportunityTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task Creating_takes_name_owner_and_currency_from_where_they_are_known()
    {
        await using var company = await SmallCompany.StartAsync();

        var plain = await company.DoAsync("ann", new CreateOpportunity { CustomerId = company.Acme });
        var full = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Line 4", Amount = 1234.56m, Currency = "usd", CloseDate = Today.AddDays(-1), Stage = Stage.Proposal });

        Assert.Equal(("Acme", "bob", "EUR", null, Stage.Lead, false), (plain.Name, plain.OwnerLogin, plain.Currency, plain.Amount, plain.Stage, plain.Overdue));
        Assert.Equal(("Line 4", 1234.56m, "USD", true, Now), (full.Name, full.Amount, full.Currency, full.Overdue, full.StageSince));
        Assert.Equal(Lifecycle.Interested, (await company.GetAsync("bob", new GetCustomer { Id = company.Acme })).Lifecycle);
    }

    [Theory]
    [InlineData("0", "EUR", "amount_out_of_range", "amount")]
    [InlineData("-5", "EUR", "amount_out_of_range", "amount")]
    [InlineData("1000000000000.01", "EUR", "amount_out_of_range", "amount")]
    [InlineData("1.234", "EUR", "amount_too_fine", "amount")]
    [InlineData("5", "EUX", "unknown_currency", "currency")]
    [InlineData("5", "", "unknown_currency", "currency")]
    public async Task Absurd_money_is_refused(string amount, string currency, string code, string field)
    {
        await using var company = await SmallCompany.StartAsync();
        var command = new CreateOpportunity { CustomerId = company.Acme, Amount = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency = currency };

        var failure = await company.RefusedAsync("bob", command);

        Assert.Equal((FailureKind.Invalid, code, field), (failure.Kind, failure.Code, failure.Field));
    }

    [Fact]
    public async Task Stages_move_and_closing_and_reopening_keep_the_dates()
    {
        await using var company = await SmallCompany.StartAsync();
        var deal = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 100, CloseDate = Today.AddDays(30) });

        company.Crm.Clock.Advance(TimeSpan.FromDays(1));
        var moved = await company.DoAsync("bob", new MoveStage { Id = deal.Id, Stage = Stage.Negotiation });
        Assert.Equal((Stage.Negotiation, Now.AddDays(1), 2), (moved.Stage, moved.StageSince, moved.Version));

        var again = await company.RefusedAsync("bob", new MoveStage { Id = deal.Id, Stage = Stage.Negotiation });
        Assert.Equal((FailureKind.Conflict, "opportunity_already_in_stage"), (again.Kind, again.Code));
        Assert.Equal("not_an_open_stage", (await company.RefusedAsync("bob", new MoveStage { Id = deal.Id, Stage = Stage.Won })).Code);

        var lost = await company.DoAsync("bob", new LoseOpportunity { Id = deal.Id, Reason = " price " });
        Assert.Equal((Stage.Lost, "price", Now.AddDays(1), Today.AddDays(1)), (lost.Stage, lost.LossReason, lost.ClosedAt, lost.CloseDate));
        Assert.Equal(("required", "reason"), await Code(company.RefusedAsync("bob", new LoseOpportunity { Id = deal.Id, Reason = "" })));
        Assert.Equal("opportunity_already_lost", (await company.RefusedAsync("bob", new LoseOpportunity { Id = deal.Id, Reason = "x" })).Code);
        Assert.Equal(Lifecycle.Interested, (await company.GetAsync("bob", new GetCustomer { Id = company.Acme })).Lifecycle);

        var reopened = await company.DoAsync("bob", new MoveStage { Id = deal.Id, Stage = Stage.Proposal });
        Assert.Equal((Stage.Proposal, null, null), (reopened.Stage, reopened.ClosedAt, reopened.LossReason));

        var won = await company.DoAsync("bob", new WinOpportunity { Id = deal.Id, Amount = 90 });
        Assert.Equal((Stage.Won, 90m, Now.AddDays(1), false), (won.Stage, won.Amount, won.ClosedAt, won.Overdue));
        Assert.Equal("opportunity_already_won", (await company.RefusedAsync("bob", new WinOpportunity { Id = deal.Id })).Code);
        Assert.Equal(Lifecycle.Won, (await company.GetAsync("bob", new GetCustomer { Id = company.Acme })).Lifecycle);
    }

    [Fact]
    public async Task The_day_of_winning_is_the_actors_day()
    {
        await using var company = await SmallCompany.StartAsync();
        company.Crm.Clock.Set(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));
        var deal = await company.DoAsync("eve", new CreateOpportunity { CustomerId = company.Hengtong });

        var won = await company.DoAsync("eve", new WinOpportunity { Id = deal.Id });

        Assert.Equal(new DateOnly(2026, 11, 24), won.CloseDate);
    }

    [Fact]
    public async Task Closed_ones_can_be_loaded_by_an_administrator()
    {
        await using var company = await SmallCompany.StartAsync();
        var command = new CreateOpportunity { CustomerId = company.Acme, Stage = Stage.Lost, LossReason = "price", CreatedAt = Now.AddDays(-50), ClosedAt = Now.AddDays(-10) };

        var loaded = await company.DoAsync("admin", command);

        Assert.Equal((Now.AddDays(-50), Now.AddDays(-10), Now.AddDays(-10), new DateOnly(2026, 11, 13)), (loaded.CreatedAt, loaded.ClosedAt, loaded.StageSince, loaded.CloseDate));
        Assert.Equal("past_times_by_admin", (await company.RefusedAsync("bob", command)).Policy);
        Assert.Equal(("required", "reason"), await Code(company.RefusedAsync("admin", command with { LossReason = null })));
        Assert.Equal(("reason_without_loss", "reason"), await Code(company.RefusedAsync("admin", command with { Stage = Stage.Won })));
        Assert.Equal(("closed_time_without_close", "closedAt"), await Code(company.RefusedAsync("admin", command with { Stage = Stage.Lead, LossReason = null })));
        Assert.Equal("past_times_by_admin", (await company.RefusedAsync("bob", new WinOpportunity { Id = loaded.Id, ClosedAt = Now.AddDays(-1) })).Policy);
    }

    [Fact]
    public async Task Updating_changes_moves_and_clears()
    {
        await using var company = await SmallCompany.StartAsync();
        var deal = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 10, CloseDate = Today });
        var call = await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "x", OpportunityId = deal.Id });
        var task = await company.DoAsync("bob", new CreateTask { Title = "Quote", OpportunityId = deal.Id });
        Assert.Equal(company.Acme, task.CustomerId);

        var updated = await company.DoAsync("bob", new UpdateOpportunity { Id = deal.Id, Name = "Big one", Currency = "gbp", Clear = ["closeDate"], IfVersion = 1 });
        var moved = await company.DoAsync("ann", new UpdateOpportunity { Id = deal.Id, CustomerId = company.Globex, OwnerId = company.Users["cid"] });

        Assert.Equal(("Big one", "GBP", 10m, null), (updated.Name, updated.Currency, updated.Amount, updated.CloseDate));
        Assert.Equal(("Globex", "cid"), (moved.CustomerName, moved.OwnerLogin));
        Assert.Null((await company.GetAsync("bob", new GetInteraction { Id = call.Id })).OpportunityId);
        Assert.Equal("Globex", (await company.GetAsync("ann", new GetTask { Id = task.Id })).CustomerName);
        Assert.Equal("version_changed", (await company.RefusedAsync("ann", new UpdateOpportunity { Id = deal.Id, Name = "x", IfVersion = 1 })).Code);
        Assert.Equal(("cannot_clear", "clear"), await Code(company.RefusedAsync("ann", new UpdateOpportunity { Id = deal.Id, Clear = ["name"] })));
        Assert.Equal(("date_out_of_range", "closeDate"), await Code(company.RefusedAsync("ann", new UpdateOpportunity { Id = deal.Id, CloseDate = new DateOnly(2101, 1, 1) })));
    }

    [Fact]
    public async Task Scope_owners_and_deletion_follow_the_roles()
    {
        await using var company = await SmallCompany.StartAsync();
        var deal = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 10, Stage = Stage.Qualified });
        foreach (var stranger in new[] { "cid", "eve", "dora" })
        {
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new GetOpportunity { Id = deal.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new WinOpportunity { Id = deal.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new CreateOpportunity { CustomerId = company.Acme })).Code);
            Assert.Empty((await company.GetAsync(stranger, new ListOpportunities())).Items);
        }

        Assert.Equal("managers_assign_others", (await company.RefusedAsync("bob", new UpdateOpportunity { Id = deal.Id, OwnerId = company.Users["cid"] })).Policy);
        Assert.Equal("managers_assign_others", (await company.RefusedAsync("ann", new UpdateOpportunity { Id = deal.Id, OwnerId = company.Users["eve"] })).Policy);
        Assert.Equal("unknown_user", (await company.RefusedAsync("admin", new UpdateOpportunity { Id = deal.Id, OwnerId = company.Users["sue"] })).Code);
        Assert.Equal("managers_delete", (await company.RefusedAsync("bob", new DeleteOpportunity { Id = deal.Id })).Policy);
        var lead = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });
        await company.DoAsync("bob", new DeleteOpportunity { Id = lead.Id });
        await company.DoAsync("ann", new DeleteOpportunity { Id = deal.Id });
        Assert.Equal("not_found", (await company.RefusedAsync("admin", new GetOpportunity { Id = deal.Id })).Code);
    }

    [Fact]
    public async Task Support_sees_opportunities_without_amounts_and_does_not_change_them()
    {
        await using var company = await SmallCompany.StartAsync();
        var deal = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 10 });

        var seen = await company.GetAsync("sue", new GetOpportunity { Id = deal.Id });

        Assert.Equal((null, true), (seen.Amount, seen.AmountHidden));
        Assert.Equal(Permissions.OpportunitiesWrite, (await company.RefusedAsync("sue", new WinOpportunity { Id = deal.Id })).Policy);
        Assert.Equal(Permissions.OpportunitiesWrite, (await company.RefusedAsync("sue", new CreateOpportunity { CustomerId = company.Acme })).Policy);
        foreach (var query in new[] { new ListOpportunities { MinAmount = 1 }, new ListOpportunities { MaxAmount = 1 }, new ListOpportunities { Paging = new Paging(Sort: "amount") } })
            Assert.Equal("amounts_hidden_from_support", (await company.RefusedAsync("sue", query)).Policy);
    }

    [Fact]
    public async Task The_list_filters_and_sorts_with_missing_keys_last()
    {
        await using var company = await SmallCompany.StartAsync();
        async Task<string> Add(string name, decimal? amount, int? days, Stage stage) =>
            (await company.DoAsync("admin", new CreateOpportunity { CustomerId = company.Acme, Name = name, Amount = amount, CloseDate = days is { } d ? Today.AddDays(d) : null, Stage = stage, Currency = name == "d" ? "USD" : null, LossReason = stage == Stage.Lost ? "x" : null })).Name;
        await Add("a", 5, 9, Stage.Negotiation);
        await Add("B", null, null, Stage.Lead);
        await Add("c", 50, -1, Stage.Proposal);
        await Add("d", 500, 1, Stage.Lost);

        async Task<string> Names(ListOpportunities query)
        {
            var names = "";
            for (string? after = null; ;)
            {
                var page = await company.GetAsync("ann", query with { Paging = query.Paging with { Limit = 1, After = after } });
                names += string.Concat(page.Items.Select(one => one.Name));
                if ((after = page.Next) is null)
                    return names;
            }
        }

        Assert.Equal("cdaB", await Names(new ListOpportunities()));
        Assert.Equal("adcB", await Names(new ListOpportunities { Paging = new Paging(Descending: true) }));
        Assert.Equal("acdB", await Names(new ListOpportunities { Paging = new Paging(Sort: "amount") }));
        Assert.Equal("dcaB", await Names(new ListOpportunities { Paging = new Paging(Sort: "amount", Descending: true) }));
        Assert.Equal("aBcd", await Names(new ListOpportunities { Paging = new Paging(Sort: "name") }));
        Assert.Equal("Bcad", await Names(new ListOpportunities { Paging = new Paging(Sort: "stage") }));
        Assert.Equal("caB", await Names(new ListOpportunities { Open = true }));
        Assert.Equal("d", await Names(new ListOpportunities { Open = false }));
        Assert.Equal("c", await Names(new ListOpportunities { Overdue = true }));
        Assert.Equal("daB", await Names(new ListOpportunities { Overdue = false }));
        Assert.Equal("c", await Names(new ListOpportunities { MinAmount = 6, MaxAmount = 499 }));
        Assert.Equal("d", await Names(new ListOpportunities { Currency = "usd" }));
        Assert.Equal("ca", await Names(new ListOpportunities { CloseFrom = Today.AddDays(-1), CloseTo = Today.AddDays(9), Open = true }));
        Assert.Equal("d", await Names(new ListOpportunities { ClosedFrom = Now, ClosedTo = Now.AddSeconds(1) }));
        Assert.Equal("cdaB", await Names(new ListOpportunities { TeamId = company.North, OwnerId = company.Users["bob"], CustomerId = company.Acme, Search = "acm" }));
        Assert.Equal("", await Names(new ListOpportunities { TeamId = company.East }));
    }

    private static async Task<(string Code, string? Field)> Code(Task<Failure> failure) => ((await failure).Code, (await failure).Field);
}
