using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class ReportTests
{
    private static readonly DateOnly From = new(2026, 10, 1);
    private static readonly DateOnly To = new(2026, 12, 31);

    /// <summary>
    /// EUR: bob has open 100.01 lead, 200 qualified, 400 proposal, 800 negotiation in the quarter, 5000 after it, one without date and amount; won 1000, lost 50 and,
    /// before the quarter, won 9999. cid won 300. USD: cid lost 70. CNY: eve open 60 negotiation.
    /// </summary>
    private static async Task<SmallCompany> StartAsync()
    {
        var company = await SmallCompany.StartAsync();
        async Task Add(long customer, Stage stage, decimal? amount, string? date, string currency = "EUR")
        {
            var closed = stage == Stage.Won || stage == Stage.Lost;
            await company.DoAsync("admin", new CreateOpportunity
            {
                CustomerId = customer,
                Stage = stage,
                Amount = amount,
                Currency = currency,
                LossReason = stage == Stage.Lost ? "price" : null,
                CloseDate = !closed && date is not null ? DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture) : null,
                ClosedAt = closed ? DateTimeOffset.Parse(date!, System.Globalization.CultureInfo.InvariantCulture) : null,
            });
        }

        await Add(company.Acme, Stage.Lead, 100.01m, "2026-10-01");
        await Add(company.Acme, Stage.Qualified, 200, "2026-12-31");
        await Add(company.Acme, Stage.Proposal, 400, "2026-11-30");
        await Add(company.Acme, Stage.Negotiation, 800, "2026-11-30");
        await Add(company.Acme, Stage.Negotiation, 5000, "2027-01-01");
        await Add(company.Acme, Stage.Lead, null, null);
        // The last instant before the quarter began in Berlin, and the first one in it.
        await Add(company.Acme, Stage.Won, 9999, "2026-09-30T21:59:59.999Z");
        await Add(company.Acme, Stage.Won, 1000, "2026-09-30T22:00:00Z");
        await Add(company.Acme, Stage.Lost, 50, "2026-11-01T12:00:00Z");
        await Add(company.Globex, Stage.Won, 300, "2026-11-02T12:00:00Z");
        await Add(company.Globex, Stage.Lost, 70, "2026-11-03T12:00:00Z", "USD");
        await Add(company.Hengtong, Stage.Negotiation, 60, "2026-12-01", "CNY");
        return company;
    }

    private static Money Eur(decimal amount) => new(amount, "EUR");

    [Fact]
    public async Task Pipeline_by_stage_and_currency()
    {
        await using var company = await StartAsync();

        var quarter = await company.GetAsync("ann", new PipelineByStage { From = From, To = To });
        var all = await company.GetAsync("admin", new PipelineByStage());

        Assert.Equal([new(Stage.Lead, 1, Eur(100.01m)), new(Stage.Qualified, 1, Eur(200)), new(Stage.Proposal, 1, Eur(400)), new(Stage.Negotiation, 1, Eur(800))], quarter.Open);
        Assert.Equal([new(Stage.Won, 2, Eur(1300)), new(Stage.Lost, 1, Eur(50)), new(Stage.Lost, 1, new Money(70, "USD"))], quarter.Closed);
        Assert.Equal(4, quarter.OpenCount);
        Assert.Equal([Eur(1500.01m)], quarter.OpenTotal);
        Assert.Equal([new(Stage.Lead, 2, Eur(100.01m)), new(Stage.Qualified, 1, Eur(200)), new(Stage.Proposal, 1, Eur(400)), new(Stage.Negotiation, 1, new Money(60, "CNY")), new(Stage.Negotiation, 2, Eur(5800))], all.Open);
        Assert.Empty(all.Closed);
        Assert.Equal([new Money(60, "CNY"), Eur(6500.01m)], all.OpenTotal);
        Assert.Equal(7, all.OpenCount);
    }

    [Fact]
    public async Task Forecast_weighs_by_stage()
    {
        await using var company = await StartAsync();

        var rows = await company.GetAsync("admin", new Forecast { From = From, To = To });

        // 1300 won + 10.001 + 50 + 200 + 600. The administrator lives in UTC, where bob's 1000 were won on the day before the quarter.
        Assert.Equal([new ForecastRow("EUR", Eur(1300), Eur(2100), Eur(2800.01m), Eur(2160), 4)], await company.GetAsync("ann", new Forecast { From = From, To = To }));
        Assert.Equal([
            new ForecastRow("CNY", new Money(0, "CNY"), new Money(60, "CNY"), new Money(60, "CNY"), new Money(45, "CNY"), 1),
            new ForecastRow("EUR", Eur(300), Eur(1100), Eur(1800.01m), Eur(1160), 4)], rows);
        var east = await company.GetAsync("admin", new Forecast { From = From, To = To, TeamId = company.East });
        Assert.Equal("CNY", Assert.Single(east).Currency);
        Assert.Empty(await company.GetAsync("cid", new Forecast { From = new DateOnly(2026, 1, 1), To = new DateOnly(2026, 1, 31) }));
    }

    [Fact]
    public async Task Performance_by_team_and_by_month_has_the_same_totals()
    {
        await using var company = await StartAsync();
        static string Line(PerformanceRow row) => $"{row.Group ?? "all"} {row.Currency} {row.WonCount} {row.WonAmount.Amount:0.##} {row.LostCount} {row.LostAmount.Amount:0.##}";
        var query = new Performance { From = From, To = To };
        Assert.Equal(["North EUR 2 1300 1 50", "North USD 0 0 1 70", "all EUR 2 1300 1 50", "all USD 0 0 1 70"], (await company.GetAsync("ann", query with { By = PerformanceDimension.Team })).Select(Line));
        Assert.Equal(
            ["2026-10 EUR 1 1000 0 0", "2026-11 EUR 1 300 1 50", "2026-11 USD 0 0 1 70", "all EUR 2 1300 1 50", "all USD 0 0 1 70"],
            (await company.GetAsync("ann", query with { By = PerformanceDimension.Month })).Select(Line));
        Assert.Equal("2026-Q4 EUR 2 1300 1 50", Line((await company.GetAsync("ann", query with { By = PerformanceDimension.Quarter }))[0]));
        Assert.Equal("period_too_long", (await company.RefusedAsync("ann", query with { From = new DateOnly(2010, 1, 1), By = PerformanceDimension.Month })).Code);
    }

    [Fact]
    public async Task Performance_by_person_then_totals()
    {
        await using var company = await StartAsync();

        var rows = await company.GetAsync("ann", new Performance { From = From, To = To });

        var (bob, cid) = (new Ref(company.Users["bob"], "Bob"), new Ref(company.Users["cid"], "Cid"));
        var (none, usd) = (Eur(0), new Money(70, "USD"));
        Assert.Equal([
            new PerformanceRow(bob, "EUR", 1, Eur(1000), 1, Eur(50), 0.5m),
            new PerformanceRow(cid, "EUR", 1, Eur(300), 0, none, 1m),
            new PerformanceRow(cid, "USD", 0, new Money(0, "USD"), 1, usd, 0m),
            new PerformanceRow(null, "EUR", 2, Eur(1300), 1, Eur(50), 2m / 3m),
            new PerformanceRow(null, "USD", 0, new Money(0, "USD"), 1, usd, 0m)], rows);
        var own = await company.GetAsync("cid", new Performance { From = From, To = To });
        Assert.All(own, row => Assert.True(row.Person is null || row.Person == cid));
        Assert.Equal(Eur(300), own.First(row => row.Person is null).WonAmount);
        Assert.Equal(bob, (await company.GetAsync("ann", new Performance { From = From, To = To, OwnerId = bob.Id }))[0].Person);
    }

    [Fact]
    public async Task Reports_are_refused_to_whom_they_are_not_for()
    {
        await using var company = await SmallCompany.StartAsync();

        Assert.Equal("amounts_hidden_from_support", (await company.RefusedAsync("sue", new PipelineByStage())).Policy);
        Assert.Equal("amounts_hidden_from_support", (await company.RefusedAsync("sue", new Forecast { From = From, To = To })).Policy);
        Assert.Equal("amounts_hidden_from_support", (await company.RefusedAsync("sue", new Performance { From = From, To = To })).Policy);
        Assert.Equal("own_records_only", (await company.RefusedAsync("bob", new PipelineByStage { OwnerId = company.Users["cid"] })).Policy);
        Assert.Equal("own_records_only", (await company.RefusedAsync("ann", new NeedsAttention { OwnerId = company.Users["eve"] })).Policy);
        Assert.Equal("unknown_user", (await company.RefusedAsync("ann", new PipelineByStage { OwnerId = 777777 })).Code);
        Assert.Equal("unknown_team", (await company.RefusedAsync("ann", new PipelineByStage { TeamId = 777777 })).Code);
        Assert.Equal("period_reversed", (await company.RefusedAsync("ann", new Performance { From = To, To = From })).Code);
        Assert.Equal("date_out_of_range", (await company.RefusedAsync("ann", new Forecast { From = DateOnly.MinValue, To = DateOnly.MaxValue })).Code);
        Assert.Equal("out_of_range", (await company.RefusedAsync("ann", new NeedsAttention { QuietDays = 0 })).Code);
    }

    [Fact]
    public async Task Attention_lists_what_is_late_and_who_is_forgotten()
    {
        await using var company = await StartAsync();
        await company.DoAsync("admin", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "x", When = TestClock.Monday.AddDays(-7).AddMinutes(-1) });
        await company.DoAsync("admin", new LogInteraction { CustomerId = company.Globex, Kind = InteractionKind.Call, Summary = "x", When = TestClock.Monday.AddDays(-7) });
        var old = await company.DoAsync("admin", new CreateCustomer { Name = "Never called", OwnerId = company.Users["cid"], CreatedAt = TestClock.Monday.AddDays(-400) });
        await company.DoAsync("admin", new CreateCustomer { Name = "Gone", OwnerId = company.Users["cid"], CreatedAt = TestClock.Monday.AddDays(-400), Lifecycle = Lifecycle.Churned });
        await company.DoAsync("bob", new CreateTask { Title = "late", Due = DueTime.On(new DateOnly(2026, 11, 22)) });
        await company.DoAsync("bob", new CreateTask { Title = "today", Due = DueTime.On(new DateOnly(2026, 11, 23)) });

        var ann = await company.GetAsync("ann", new NeedsAttention());
        var bob = await company.GetAsync("ann", new NeedsAttention { OwnerId = company.Users["bob"] });
        var sue = await company.GetAsync("sue", new NeedsAttention());

        Assert.Equal([100.01m], ann.OverdueOpportunities.Select(one => one.Amount));
        Assert.Equal([old.Id, company.Acme], ann.NeglectedCustomers.Select(one => one.Id));
        Assert.Equal(["late"], ann.OverdueTasks.Select(one => one.Title));
        Assert.Equal((1, 2, 1), (ann.OverdueOpportunityCount, ann.NeglectedCustomerCount, ann.OverdueTaskCount));
        Assert.Equal((1, 1, 1), (bob.OverdueOpportunityCount, bob.NeglectedCustomerCount, bob.OverdueTaskCount));
        Assert.True(sue.OverdueOpportunities.Single().AmountHidden);
    }

    [Fact]
    public async Task Attention_shows_twenty_and_counts_all()
    {
        await using var company = await SmallCompany.StartAsync();
        for (var i = 0; i < 23; i++)
            await company.DoAsync("bob", new CreateTask { Title = $"late {i}", Due = DueTime.At(TestClock.Monday.AddHours(-1 - i)) });

        var attention = await company.GetAsync("bob", new NeedsAttention());

        Assert.Equal((20, 23, "late 22"), (attention.OverdueTasks.Count, attention.OverdueTaskCount, attention.OverdueTasks[0].Title));
    }
}
