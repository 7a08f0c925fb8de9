using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Sales;

public sealed class PaymentTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task A_plan_sums_to_the_contract_exactly_or_names_the_difference()
    {
        await using var company = await SmallCompany.StartAsync();
        var contract = await ContractAsync(company, 1000m);
        var thirds = await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Count = 3, First = new DateOnly(2027, 1, 31) } });
        Assert.Equal([(333.33m, "2027-01-31"), (333.33m, "2027-02-28"), (333.34m, "2027-03-31")], thirds.Select(one => (one.Amount, one.DueOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))));

        var split = new PaymentPlan { Instalments = [new Instalment { Percent = 33.33m }, new Instalment { Percent = 66.67m, DueOn = Today.AddDays(30) }] };
        Assert.Equal([333.3m, 666.7m], (await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = split })).Select(one => one.Amount));
        var rest = new PaymentPlan { Instalments = [new Instalment { Amount = 299.99m }, new Instalment { AtEnd = true }] };
        Assert.Equal([(299.99m, contract.StartsOn), (700.01m, contract.EndsOn!.Value)], (await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = rest })).Select(one => (one.Amount, one.DueOn)));

        var wrong = await company.RefusedAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Instalments = [new Instalment { Amount = 400 }, new Instalment { Amount = 599.5m }] } });
        Assert.Equal(("plan_sum_differs", "0.5"), (wrong.Code, wrong.Data["difference"]));
        Assert.Equal("plan_unclear", (await company.RefusedAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Instalments = [new Instalment(), new Instalment()] } })).Code);
        Assert.Equal(1000m, (await company.GetAsync("bob", new GetContract { Id = contract.Id })).Planned);
    }

    [Fact]
    public async Task Money_comes_in_by_parts_oldest_first_and_too_much_only_when_it_is_meant()
    {
        await using var company = await SmallCompany.StartAsync();
        var contract = await ContractAsync(company, 900m);
        await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Count = 3, First = Today.AddDays(-40) } });
        Assert.Equal([PaymentStatus.Overdue, PaymentStatus.Overdue, PaymentStatus.Planned], await StatusAsync(company, contract));

        await company.DoAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 350 });
        Assert.Equal([PaymentStatus.Received, PaymentStatus.Overdue, PaymentStatus.Planned], await StatusAsync(company, contract));
        var over = await company.RefusedAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 600 });
        Assert.Equal(("overpayment", "50"), (over.Code, over.Data["difference"]));
        await company.DoAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 600, MayExceed = true });
        Assert.Equal((900m, 950m), (await company.GetAsync("bob", new GetContract { Id = contract.Id })) is var view ? (view.Planned, view.Received) : default);
        Assert.Equal("nothing_open", (await company.RefusedAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 1 })).Code);
        Assert.Equal("in_future", (await company.RefusedAsync("bob", new ReceivePayment { ContractId = contract.Id, Day = Today.AddDays(3) })).Code);
    }

    [Fact]
    public async Task Another_value_asks_for_another_plan_and_keeps_what_was_received()
    {
        await using var company = await SmallCompany.StartAsync();
        var contract = await ContractAsync(company, 900m);
        await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Count = 3 } });
        await company.DoAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 400 });

        var replan = await company.RefusedAsync("bob", new UpdateContract { Id = contract.Id, Value = 1200 });
        Assert.Equal(("replan_needed", "300"), (replan.Code, replan.Data["difference"]));
        await company.DoAsync("bob", new UpdateContract { Id = contract.Id, Value = 1200, Plan = new PaymentPlan { Count = 2 } });
        var payments = (await company.GetAsync("bob", new ListPayments { ContractId = contract.Id })).Items.OrderBy(one => one.Number).ToList();
        Assert.Equal([(300m, 300m), (100m, 100m), (400m, 0m), (400m, 0m)], payments.Select(one => (one.Amount, one.Received)));

        // The old plan does not fit the new value: taking back only the plan would break the sum.
        await company.DoAsync("bob", new CancelContract { Id = contract.Id, Reason = "closed down" });
        Assert.Equal(400m, (await company.GetAsync("bob", new GetContract { Id = contract.Id })).Planned);
        var cancelled = (await company.GetAsync("admin", new ReadAudit { Entity = Kinds.Contract, EntityId = contract.Id, Paging = new Paging(1, Descending: true) })).Items[0].ChangeSetId;
        await company.DoAsync("bob", new UndoChangeSet { Id = cancelled });
        Assert.Equal(1200m, (await company.GetAsync("bob", new GetContract { Id = contract.Id })).Planned);
    }

    [Fact]
    public async Task What_is_open_is_kept_beside_the_payments_through_every_change()
    {
        await using var company = await SmallCompany.StartAsync();
        var contract = await ContractAsync(company, 900m);
        await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Count = 3, First = Today.AddDays(-40) } });
        await CheckAsync(company, 3);
        await company.DoAsync("bob", new ReceivePayment { ContractId = contract.Id, Amount = 350 });
        await CheckAsync(company, 2);
        await company.DoAsync("bob", new UndoChangeSet { Id = (await company.GetAsync("bob", new FindLastChangeSet()))!.Id });
        await CheckAsync(company, 3);
        await company.DoAsync("ann", new UpdateCustomer { Id = contract.CustomerId, OwnerId = company.Users["ann"] });
        await CheckAsync(company, 3);
    }

    [Fact]
    public async Task Receivables_by_customer_and_age_on_hand_made_data_in_own_and_company_currency()
    {
        await using var company = await SmallCompany.StartAsync();
        async Task Owe(string who, long customer, decimal amount, int daysAgo, string currency = "EUR")
        {
            var contract = await company.DoAsync(who, new CreateContract { CustomerId = customer, Value = amount, Currency = currency, StartsOn = Today.AddDays(-200), Plan = new PaymentPlan { Instalments = [new Instalment { DueOn = Today.AddDays(-daysAgo) }] } });
            Assert.Equal(amount, contract.Planned);
        }

        await Owe("bob", company.Acme, 1, 0);
        await Owe("bob", company.Acme, 2, 1);
        await Owe("bob", company.Acme, 4, 30);
        await Owe("bob", company.Acme, 8, 31);
        await Owe("bob", company.Acme, 16, 60);
        await Owe("bob", company.Acme, 32, 61);
        await Owe("bob", company.Acme, 64, 90);
        await Owe("bob", company.Acme, 128, 91);
        await Owe("cid", company.Globex, 1000, -5, "USD");

        var all = await company.GetAsync("ann", new Receivables());
        Assert.Equal([1m, 6m, 24m, 96m, 128m], all.Lines.Single(line => line.CustomerId == company.Acme).Buckets);
        Assert.Equal((null, "USD"), (all.CompanyOpen, Assert.Single(all.WithoutRate)));
        Assert.Equal(254m, Assert.Single((await company.GetAsync("ann", new Receivables { OverdueOnly = true })).Lines).Open);
        Assert.Equal(company.Acme, Assert.Single((await company.GetAsync("bob", new Receivables())).Lines).CustomerId);

        await company.DoAsync("admin", new SetExchangeRate { Currency = "USD", Rate = 0.9m, Day = Today });
        Assert.Equal(255m + 900m, (await company.GetAsync("ann", new Receivables())).CompanyOpen);
        Assert.Equal("reports.money", (await company.RefusedAsync("sue", new Receivables())).Policy);
    }

    [Fact]
    public async Task Of_many_who_owe_the_biggest_are_listed_and_all_are_added_up()
    {
        await using var company = await SmallCompany.StartAsync();
        foreach (var (customer, amount, currency) in new[] { (company.Acme, 10m, "EUR"), (company.Acme, 30m, "USD"), (company.Globex, 20m, "EUR") })
        {
            await company.DoAsync("admin", new CreateContract { CustomerId = customer, Value = amount, Currency = currency, StartsOn = Today.AddDays(-9), Plan = new PaymentPlan { Count = 1 } });
        }
        await company.DoAsync("admin", new SetExchangeRate { Currency = "USD", Rate = 0.5m, Day = Today });

        var two = await company.GetAsync("ann", new Receivables { Limit = 2 });
        Assert.Equal([(company.Globex, 20m, "EUR"), (company.Acme, 30m, "USD")], two.Lines.Select(line => (line.CustomerId, line.Open, line.Currency)));
        Assert.Equal((3, 45m), (two.Count, two.CompanyOpen!.Value));
        Assert.Equal([("EUR", 30m, 30m), ("USD", 30m, 30m)], two.Totals.Select(total => (total.Currency, total.Open, total.Buckets[1])));
        Assert.Equal("out_of_range", (await company.RefusedAsync("ann", new Receivables { Limit = 0 })).Code);
    }

    [Fact]
    public async Task A_customer_is_shown_with_what_it_owes_and_runs_by_who_may_see_it()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 70 });
        var quote = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, Lines = [new QuoteItem { Text = "Care", UnitPrice = 70 }] });
        var contract = await ContractAsync(company, 900m);
        await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Instalments = [new Instalment { Amount = 300, DueOn = Today.AddDays(-1) }, new Instalment { DueOn = Today.AddDays(9) }] } });
        await company.DoAsync("bob", new CreateContract { CustomerId = company.Acme, Value = 1, StartsOn = Today.AddDays(-9), EndsOn = Today.AddDays(-1) });

        var summary = await company.GetAsync("bob", new GetCustomerSummary { Id = company.Acme });
        Assert.Equal((quote.Id, contract.Id), (Assert.Single(summary.OpenQuotes).Id, Assert.Single(summary.ActiveContracts).Id));
        Assert.Equal([(900m, 300m)], summary.Owed!.Select(owed => (owed.Open.Amount, owed.Overdue.Amount)));
        var support = await company.GetAsync("sue", new GetCustomerSummary { Id = company.Acme });
        Assert.Equal((0, 0, null), (support.OpenQuotes.Count, support.ActiveContracts.Count, support.Owed));
    }

    [Fact]
    public async Task An_automatic_renewal_happens_once_when_notice_can_no_longer_be_given()
    {
        await using var company = await SmallCompany.StartAsync();
        var contract = await company.DoAsync("bob", new CreateContract { CustomerId = company.Acme, Value = 120, StartsOn = new DateOnly(2026, 1, 1), EndsOn = new DateOnly(2026, 12, 31), Renewal = Renewal.Automatic, NoticeDays = 30 });
        var task = new RenewContractsTask((Crm)company.Crm.Crm);
        await task.RunAsync(new DateTimeOffset(2026, 12, 1, 12, 0, 0, TimeSpan.Zero), default);
        Assert.Null((await company.GetAsync("bob", new GetContract { Id = contract.Id })).RenewedById);
        Assert.Equal(contract.Id, Assert.Single((await company.GetAsync("bob", new ListContracts { EndsWithinDays = 38 })).Items).Id);
        Assert.Empty((await company.GetAsync("bob", new ListContracts { EndsWithinDays = 37 })).Items);

        for (var i = 0; i < 2; i++)
            await task.RunAsync(new DateTimeOffset(2026, 12, 2, 0, 0, 1, TimeSpan.Zero), default);
        var next = await company.GetAsync("bob", new GetContract { Id = (await company.GetAsync("bob", new GetContract { Id = contract.Id })).RenewedById!.Value });
        Assert.Equal((new DateOnly(2027, 1, 1), new DateOnly(2027, 12, 31), 120m, Renewal.Automatic), (next.StartsOn, next.EndsOn!.Value, next.Value, next.Renewal));
        Assert.Equal("contract_already_renewed", (await company.RefusedAsync("bob", new RenewContract { Id = contract.Id })).Code);
        Assert.Equal(2, (await company.GetAsync("bob", new ListContracts())).Items.Count);
    }

    [Fact]
    public async Task Rates_count_from_their_day_on_and_a_missing_one_is_said()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.DoAsync("admin", new ImportExchangeRates { Rates = [new SetExchangeRate { Currency = "usd", Rate = 0.8m, Day = new DateOnly(2026, 1, 1) }, new SetExchangeRate { Currency = "USD", Rate = 0.9m, Day = new DateOnly(2026, 6, 1) }, new SetExchangeRate { Currency = "JPY", Rate = 0.0061234567m, Day = new DateOnly(2026, 1, 1) }] });
        async Task<decimal> Of(decimal amount, string currency, string day) => (await company.GetAsync("bob", new ConvertAmount { Amount = amount, Currency = currency, Day = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) })).Amount;
        Assert.Equal(80m, await Of(100, "USD", "2026-05-31"));
        Assert.Equal(90m, await Of(100, "USD", "2026-06-01"));
        Assert.Equal(6123.46m, await Of(1_000_000, "JPY", "2026-12-01"));
        Assert.Equal(5m, await Of(5, "EUR", "2020-01-01"));
        var missing = await company.RefusedAsync("bob", new ConvertAmount { Amount = 1, Currency = "USD", Day = new DateOnly(2025, 12, 31) });
        Assert.Equal(("no_exchange_rate", "USD"), (missing.Code, missing.Data["currency"]));
        Assert.Equal("rates.write", (await company.RefusedAsync("bob", new SetExchangeRate { Currency = "USD", Rate = 1 })).Policy);
        Assert.Equal("own_currency", (await company.RefusedAsync("admin", new SetExchangeRate { Currency = "EUR", Rate = 1 })).Code);

        var dollars = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 1000, Currency = "USD" });
        Assert.Equal((1000m, 900m), (dollars.Amount!.Value, dollars.CompanyAmount!.Value));
        Assert.Null((await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 1000, Currency = "GBP" })).CompanyAmount);
        Assert.Equal("amount_without_decimals", (await company.RefusedAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 10.5m, Currency = "JPY" })).Code);
    }

    private static Task<ContractView> ContractAsync(SmallCompany company, decimal value) =>
        company.DoAsync("bob", new CreateContract { CustomerId = company.Acme, Value = value, EndsOn = Today.AddYears(1) });

    private static async Task<IEnumerable<PaymentStatus>> StatusAsync(SmallCompany company, ContractView contract) =>
        (await company.GetAsync("bob", new ListPayments { ContractId = contract.Id })).Items.OrderBy(one => one.Number).Select(one => one.Status);

    private static async Task CheckAsync(SmallCompany company, int expected)
    {
        await using var session = await ((Crm)company.Crm.Crm).OpenReadAsync(await company.Crm.ActorAsync("admin"), TestCrm.Origin);
        var rows = await (
            from payment in session.Db.Payments
            join contract in session.Db.Contracts on payment.ContractId equals contract.Id
            join customer in session.Db.Customers on contract.CustomerId equals customer.Id
            where !payment.Settled
            select new { payment.Id, contract.Currency, contract.CustomerId, contract.OwnerId, CustomerOwnerId = customer.OwnerId, payment.DueOn, Open = payment.AmountMinor - payment.ReceivedMinor }).OrderBy(one => one.Id).ToListAsync();
        var kept = await session.Db.Set<OpenPayment>().Select(one => new { Id = one.PaymentId, one.Currency, one.CustomerId, one.OwnerId, one.CustomerOwnerId, one.DueOn, Open = one.OpenMinor }).OrderBy(one => one.Id).ToListAsync();
        Assert.Equal(rows, kept);
        Assert.Equal(expected, kept.Count);
    }
}
