using System.Net;
using System.Text.Json.Nodes;

namespace BotCrm.Bot.Tests.Api;

/// <summary>From an opportunity to the money in the bank, and who may see which part of it.</summary>
public sealed class WholeSaleApiTests : IAsyncLifetime
{
    private TestBot bot = null!;

    public async Task InitializeAsync() => bot = await TestBot.StartAsync();

    public async Task DisposeAsync() => await bot.DisposeAsync();

    [Fact]
    public async Task A_sale_goes_from_opportunity_to_money_and_each_step_fits_the_one_before()
    {
        var lena = await AsAsync("lena");
        var marta = await AsAsync("marta");
        var customer = await lena.CreateCustomerAsync("Sold AG");
        var sale = await lena.CreateAsync("opportunities", new { customer, name = "Sold line", amount = 3000, currency = "EUR", closeDate = "2026-12-20" });
        await lena.PatchAsync("opportunities/" + sale["id"], new { stage = "proposal" });

        var lines = new object[] { new { text = "Sensor T1", quantity = 10, unit = "pcs", unitPrice = 250 }, new { text = "Installation", unitPrice = 500 } };
        var quote = await lena.CreateAsync("quotes", new { opportunity = sale["id"], lines, discount = 10, tax = 19, validUntil = "2026-12-31" });
        quote.Has(("status", "draft"), ("list", 3000m), ("net", 2700m), ("taxAmount", 513m), ("total", 3213m), ("needsApproval", false));
        var path = "quotes/" + quote["id"];
        var waiting = await lena.PatchAsync(path, new { discount = 30 }, ETag(quote));
        waiting.Json.Has(("status", "waiting"), ("net", 2100m), ("total", 2499m), ("needsApproval", true));
        (await lena.PatchAsync(path, new { discount = 5 }, ETag(quote))).IsProblem(HttpStatusCode.PreconditionFailed, "version_changed");

        Refused(await lena.PostAsync(path + "/send", new { }), "discount_needs_approval", "discount_above_threshold");
        Refused(await lena.PostAsync(path + "/approve", new { }), "forbidden", "quotes.approve");
        (await marta.PostAsync(path + "/reject", new { })).IsProblem(HttpStatusCode.BadRequest, "missing_value", "reason");
        (await marta.PostAsync(path + "/approve", new { reason = "for once" })).Json.Has(("status", "approved"), ("approver", "Marta Keller"), ("decisionNote", "for once"));
        (await marta.PostAsync("contracts", new { quote = quote["id"] })).IsProblem(HttpStatusCode.Conflict, "quote_not_accepted");
        (await lena.PostAsync(path + "/accept", new { })).IsProblem(HttpStatusCode.Conflict, "quote_not_sent");
        (await lena.PostAsync(path + "/send", new { })).Json.Has(("status", "sent"), ("sentAt", "2026-11-23T09:00:00Z"));
        (await lena.PatchAsync(path, new { discount = 0 })).IsProblem(HttpStatusCode.Conflict, "quote_not_editable");
        (await lena.PostAsync(path + "/accept", new { })).Json.Has(("status", "accepted"));

        (await lena.PostAsync("contracts", new { quote = quote["id"], value = 2000 })).IsProblem(HttpStatusCode.BadRequest, "value_differs_from_quote", "valueReason");
        var contract = await lena.CreateAsync("contracts", new { quote = quote["id"], start = "2026-12-01", end = "2027-11-30", renewal = "manual", noticeDays = 30 });
        contract.Has(("customer", customer), ("opportunity", (string)sale["id"]!), ("value", 2499m), ("currency", "EUR"), ("status", "active"), ("noticeBy", "2027-10-31"), ("planned", 0m), ("owner", "lena"));
        (await lena.PatchAsync("opportunities/" + sale["id"], new { stage = "won", amount = 2499 })).Json.Has(("stage", "won"));

        var plan = $"contracts/{contract["id"]}/plan";
        var short1 = await lena.PostAsync(plan, new { instalments = new object[] { new { amount = 1000 }, new { amount = 1000, due = "2027-01-15" } } });
        short1.IsProblem(HttpStatusCode.BadRequest, "plan_sum_differs", "plan");
        Assert.Contains("the difference is 499.", short1["detail"], StringComparison.Ordinal);
        Assert.Empty(await lena.AllAsync("payments?contract=" + contract["id"], 10));
        var payments = (await lena.PostAsync(plan, new { instalments = new object[] { new { percent = 40 }, new { due = "2027-01-15", note = "rest" } } })).Json!.AsArray();
        payments[0].Has(("number", 1), ("due", "2026-12-01"), ("amount", 999.6m), ("status", "planned"), ("open", 999.6m));
        payments[1].Has(("number", 2), ("due", "2027-01-15"), ("amount", 1499.4m), ("note", "rest"));

        var first = "payments/" + payments[0]!["id"];
        (await lena.PostAsync(first + "/receive", new { amount = 600 })).Json![0].Has(("status", "part"), ("received", 600m), ("open", 399.6m), ("receivedOn", "2026-11-23"));
        var over = await lena.PostAsync($"contracts/{contract["id"]}/receive", new { amount = 2000 });
        over.IsProblem(HttpStatusCode.Conflict, "overpayment");
        Assert.Contains("101", over["detail"], StringComparison.Ordinal);
        Line(await lena.GetAsync("receivables?customer=" + customer)).Has(("count", 2), ("open", 1899m), ("notDue", 1899m), ("days1To30", 0m), ("companyOpen", 1899m));

        bot.Clock.Set(new DateTimeOffset(2026, 12, 20, 9, 0, 0, TimeSpan.Zero));
        lena = await AsAsync("lena");
        (await lena.AllAsync($"payments?customer={customer}&status=overdue", 10)).Single().Has(("number", 1), ("status", "overdue"), ("daysOverdue", 19), ("open", 399.6m));
        Line(await lena.GetAsync("receivables?customer=" + customer)).Has(("open", 1899m), ("notDue", 1499.4m), ("days1To30", 399.6m));
        Line(await lena.GetAsync($"receivables?overdue=true&customer={customer}")).Has(("open", 399.6m), ("count", 1));
        (await lena.PostAsync(first + "/receive", new { })).Json![0].Has(("status", "received"), ("open", 0m), ("daysOverdue", 0));
        (await lena.GetAsync("contracts/" + contract["id"])).Json.Has(("planned", 2499m), ("received", 999.6m));

        var undone = await lena.PostAsync(plan, new { count = 3, every = "month", first = "2027-01-15" });
        Assert.Equal([999.6m, 499.8m, 499.8m, 499.8m], undone.Json!.AsArray().Select(one => (decimal)one!["amount"]!));
    }

    [Fact]
    public async Task A_quote_is_printed_for_who_may_read_it_with_every_text_escaped()
    {
        var lena = await AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Print & <Sons>");
        var sale = await lena.CreateAsync("opportunities", new { customer, amount = 100 });
        var quote = await lena.CreateAsync("quotes", new { opportunity = sale["id"], lines = new[] { new { text = "<script>alert('x')</script>", quantity = 2.5, unitPrice = 0.1234 } }, note = "\"><img src=x onerror=alert(1)>" });
        var path = $"quotes/{quote["id"]}/document";
        var page = await lena.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (page.Status, page.MediaType));
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
        Assert.Contains("Print &amp; &lt;Sons&gt;", page.Text, StringComparison.Ordinal);
        Assert.Contains((string)quote["number"]!, page.Text, StringComparison.Ordinal);
        Assert.Contains("0.1234 EUR", page.Text, StringComparison.Ordinal);
        var chinese = await lena.GetAsync(path + "?language=zh");
        Assert.Contains("lang=\"zh\"", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("客户", chinese.Text, StringComparison.Ordinal);

        (await (await AsAsync("marek")).GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not_found");
        Refused(await (await AsAsync("sam")).GetAsync(path), "forbidden", "quotes.read");
    }

    [Fact]
    public async Task Finance_sees_contracts_and_payments_and_nothing_of_how_they_were_sold()
    {
        var admin = await AsAsync("admin");
        await admin.CreateAsync("users", new { login = "finn", name = "Finn Holt", role = "finance" });
        var lena = await AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Billed SE");
        var contract = await lena.CreateAsync("contracts", new { customer, title = "Care", value = 1200, plan = new { count = 12 } });
        Assert.Equal(1200m, (decimal)contract["planned"]!);

        var finn = await AsAsync("finn");
        (await finn.GetAsync("contracts/" + contract["id"])).Json.Has(("title", "Care"), ("value", 1200m));
        var payments = await finn.AllAsync("payments?contract=" + contract["id"], 5);
        Assert.Equal(12, payments.Count);
        (await finn.PostAsync($"payments/{payments[0]["id"]}/receive", new { })).Json![0].Has(("status", "received"));
        Assert.Equal(1100m, (decimal)Line(await finn.GetAsync("receivables?customer=" + customer))["open"]!);
        Refused(await finn.PatchAsync("contracts/" + contract["id"], new { value = 1 }), "forbidden", "contracts.write");
        Refused(await finn.GetAsync("quotes"), "forbidden", "quotes.read");
        Refused(await finn.GetAsync("opportunities"), "forbidden", "opportunities.read");
        Refused(await finn.PostAsync("quotes", new { opportunity = 1 }), "forbidden", "quotes.write");
        await finn.CreateAsync("exchange-rates", new { currency = "SEK", rate = 0.087 });
    }

    [Fact]
    public async Task A_contract_is_renewed_once_or_sold_anew_or_cancelled_with_a_reason()
    {
        var lena = await AsAsync("lena");
        var customer = await lena.CreateCustomerAsync("Renewed AG");
        async Task<string> Contract(string title, string end) =>
            (string)(await lena.CreateAsync("contracts", new { customer, title, value = 365, start = "2026-01-01", end, renewal = "manual", noticeDays = 10 }))["id"]!;
        var (year, other, third) = (await Contract("Year", "2026-12-31"), await Contract("Other", "2027-06-30"), await Contract("Third", "2026-12-20"));
        Assert.Equal([third, year], (await lena.AllAsync($"contracts?customer={customer}&endsWithin=60", 1)).Select(one => (string)one["id"]!));

        var next = await lena.PostAsync($"contracts/{year}/renew", new { value = 400 });
        next.Json.Has(("start", "2027-01-01"), ("end", "2027-12-31"), ("value", 400m), ("renews", year), ("renewal", "manual"));
        Assert.Equal((string)next.Json!["id"]!, (await lena.GetAsync("contracts/" + year))["renewedBy"]);
        (await lena.PostAsync($"contracts/{year}/renew", new { })).IsProblem(HttpStatusCode.Conflict, "contract_already_renewed");
        var sale = await lena.PostAsync($"contracts/{third}/renewal-opportunity", new { });
        sale.Json.Has(("customer", customer), ("name", "Third"), ("amount", 365m), ("closeDate", "2026-12-10"));
        (await lena.PostAsync($"contracts/{other}/cancel", new { })).IsProblem(HttpStatusCode.BadRequest, "missing_value", "reason");
        (await lena.PostAsync($"contracts/{other}/cancel", new { reason = "moved" })).Json.Has(("status", "cancelled"), ("cancelReason", "moved"));
        Assert.Equal([other], (await lena.AllAsync($"contracts?customer={customer}&status=cancelled", 10)).Select(one => (string)one["id"]!));
        (await (await AsAsync("marek")).GetAsync("contracts/" + year)).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Rates_hold_from_their_day_on_and_are_kept_by_who_may()
    {
        var admin = await AsAsync("admin");
        var lena = await AsAsync("lena");
        (await admin.CreateAsync("exchange-rates", new { currency = "usd", rate = 0.9, day = "2026-11-20" })).Has(("currency", "USD"), ("base", "EUR"), ("rate", 0.9m));
        await admin.CreateAsync("exchange-rates", new { currency = "USD", rate = 0.8, day = "2026-11-20" });
        Assert.Equal(0.8m, (decimal)(await lena.AllAsync("exchange-rates?currency=USD&from=2026-11-20&to=2026-11-20", 10)).Single()["rate"]!);
        Assert.Equal(2, (int)(await admin.PostAsync("exchange-rates/import", new { rates = new[] { new { currency = "USD", rate = 0.95, day = "2026-11-22" }, new { currency = "NOK", rate = 0.085, day = "2026-11-22" } } })).Json!["count"]!);
        (await admin.PostAsync("exchange-rates/import", new { rates = new[] { new { currency = "DKK", rate = 0.13, day = "2026-11-22" }, new { currency = "XX", rate = 1.0, day = "2026-11-22" } } })).IsProblem(HttpStatusCode.BadRequest, "unknown_currency", "currency");
        Assert.Empty(await lena.AllAsync("exchange-rates?currency=DKK", 10));

        (await lena.GetAsync("exchange-rates/convert?amount=100&currency=USD&day=2026-11-21")).Json.Has(("amount", 80m), ("currency", "EUR"));
        (await lena.GetAsync("exchange-rates/convert?amount=100&currency=USD")).Json.Has(("amount", 95m));
        (await lena.GetAsync("exchange-rates/convert?amount=100&currency=NOK&day=2026-11-21")).IsProblem(HttpStatusCode.Conflict, "no_exchange_rate");
        Refused(await lena.PostAsync("exchange-rates", new { currency = "USD", rate = 1 }), "forbidden", "rates.write");
    }

    [Fact]
    public async Task Stages_are_what_the_pipelines_say_and_their_history_is_kept()
    {
        var lena = await AsAsync("lena");
        var pipeline = Assert.Single((await lena.GetAsync("pipelines")).Json!.AsArray())!;
        pipeline.Has(("code", "sales"), ("nameEn", "Sales"), ("nameZh", "销售"));
        pipeline["stages"]![2].Has(("code", "proposal"), ("nameZh", "方案报价"), ("probability", 50), ("kind", "open"));
        var customer = await lena.CreateCustomerAsync("Staged");
        var sale = await lena.CreateAsync("opportunities", new { customer, amount = 10, probability = 33 });
        sale.Has(("stageName", "Lead"), ("pipeline", "sales"), ("probability", 33));
        var path = "opportunities/" + sale["id"];
        (await lena.PatchAsync(path, new { stage = "site_survey" })).IsProblem(HttpStatusCode.BadRequest, "not_an_open_stage", "stage");
        await lena.PatchAsync(path, new { stage = "negotiation" });
        bot.Clock.Advance(TimeSpan.FromHours(1));
        await lena.PatchAsync(path, new { stage = "lost", reason = "price" });
        var history = (await lena.GetAsync(path + "/history")).Json!.AsArray();
        Assert.Equal([null, "lead", "negotiation"], history.Select(one => (string?)one!["from"]));
        history[1].Has(("to", "negotiation"), ("by", "Lena Fischer"), ("amount", 10m), ("days", 0.04));
        (await (await AsAsync("marek")).GetAsync(path + "/history")).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    private static void Refused(Answer answer, string code, string policy)
    {
        answer.IsProblem(HttpStatusCode.Forbidden, code);
        Assert.Equal(policy, answer["policy"]);
    }

    private static string ETag(JsonNode resource) => $"\"{resource["version"]}\"";

    private static JsonNode Line(Answer receivables) => Assert.Single(receivables.Json!["lines"]!.AsArray())!;

    private Task<ApiClient> AsAsync(string login) => ApiClient.SignInAsync(bot, login);
}
