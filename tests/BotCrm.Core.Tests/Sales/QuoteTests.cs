using BotCrm.Core.Audit;
using BotCrm.Core.Contracts;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;

namespace BotCrm.Core.Tests.Sales;

public sealed class QuoteTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public async Task A_quote_goes_from_draft_to_contract_and_payments_and_each_step_fits_the_one_before()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Line 4", Amount = 9000 });
        var quote = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, TaxPercent = 19, Lines = [new QuoteItem { Text = "Sensor", Quantity = 10, UnitPrice = 100, DiscountPercent = 5 }] });
        Assert.Equal(("Q-2026-0001", 1, QuoteStatus.Draft, 1130.5m, "EUR", 5m), (quote.Number, quote.Revision, quote.Status, quote.Totals.Total, quote.Currency, quote.Discount));
        Assert.Equal("quote_not_sent", (await company.RefusedAsync("bob", new AcceptQuote { Id = quote.Id })).Code);

        quote = await company.DoAsync("bob", new SendQuote { Id = quote.Id });
        Assert.Equal("quote_not_editable", (await company.RefusedAsync("bob", new UpdateQuote { Id = quote.Id, DiscountPercent = 1 })).Code);
        var second = await company.DoAsync("bob", new ReviseQuote { Id = quote.Id, DiscountPercent = 10 });
        Assert.Equal(("Q-2026-0001-2", 2, QuoteStatus.Draft, 1017.45m), (second.FullNumber, second.Revision, second.Status, second.Totals.Total));
        Assert.Equal(QuoteStatus.Replaced, (await company.GetAsync("bob", new GetQuote { Id = quote.Id })).Status);
        Assert.Equal("quote_replaced", (await company.RefusedAsync("bob", new AcceptQuote { Id = quote.Id })).Code);

        await company.DoAsync("bob", new SendQuote { Id = second.Id });
        await company.DoAsync("bob", new AcceptQuote { Id = second.Id });
        Assert.Equal(855m, (await company.GetAsync("bob", new GetOpportunity { Id = sale.Id })).Amount);

        Assert.Equal("value_differs_from_quote", (await company.RefusedAsync("bob", new CreateContract { OpportunityId = sale.Id, Value = 1000 })).Code);
        var contract = await company.DoAsync("bob", new CreateContract { OpportunityId = sale.Id, EndsOn = Today.AddYears(1).AddDays(-1), Plan = new PaymentPlan { Count = 3 } });
        Assert.Equal(("C-2026-0001", 1017.45m, second.Id, 1017.45m), (contract.Number, contract.Value, contract.QuoteId, contract.Planned));
        Assert.Equal("quote_has_contract", (await company.RefusedAsync("bob", new CreateContract { QuoteId = second.Id })).Code);
        Assert.Equal("quote_has_contract", (await company.RefusedAsync("bob", new DeclineQuote { Id = second.Id })).Code);
        Assert.Equal("opportunity_has_contract", (await company.RefusedAsync("bob", new LoseOpportunity { Id = sale.Id, Reason = "x" })).Code);
        Assert.Equal("customer_has_contract", (await company.RefusedAsync("ann", new BotCrm.Core.Customers.DeleteCustomer { Id = company.Acme })).Code);
    }

    [Fact]
    public async Task Undoing_an_acceptance_is_refused_while_a_contract_stands_on_it_and_names_the_contract()
    {
        await using var company = await SmallCompany.StartAsync();
        var (sale, quote) = await SentAsync(company);
        await using var session = await company.Crm.Crm.OpenWriteAsync(await company.Crm.ActorAsync("bob"), Testing.TestCrm.Origin);
        await session.RunAsync(new AcceptQuote { Id = quote.Id });
        var accepted = (await session.CommitAsync())!.Value;
        var contract = await company.DoAsync("bob", new CreateContract { QuoteId = quote.Id });

        var refused = await company.RefusedAsync("bob", new UndoChangeSet { Id = accepted });
        Assert.Equal(("contract_depends", contract.Number, FailureKind.Conflict), (refused.Code, refused.Data["contract"], refused.Kind));

        await company.DoAsync("bob", new CancelContract { Id = contract.Id, Reason = "moved away" });
        await company.DoAsync("bob", new UndoChangeSet { Id = accepted });
        Assert.Equal(QuoteStatus.Sent, (await company.GetAsync("bob", new GetQuote { Id = quote.Id })).Status);
        Assert.Null((await company.GetAsync("bob", new GetOpportunity { Id = sale.Id })).Amount);
    }

    [Fact]
    public async Task A_big_discount_waits_for_a_manager_however_it_is_split()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });
        QuoteItem Item(decimal discount) => new() { Text = "Sensor", UnitPrice = 100, DiscountPercent = discount };

        var just = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, Lines = [Item(20)] });
        Assert.Equal((QuoteStatus.Draft, false), (just.Status, just.NeedsApproval));
        // 10 % and 12 % make 20.8 % together.
        var split = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, Lines = [Item(10)], DiscountPercent = 12 });
        Assert.Equal((QuoteStatus.Waiting, 20.8m, true), (split.Status, split.Discount, split.NeedsApproval));
        Assert.Equal("discount_above_threshold", (await company.RefusedAsync("bob", new SendQuote { Id = split.Id })).Policy);
        Assert.Equal("quotes.approve", (await company.RefusedAsync("bob", new ApproveQuote { Id = split.Id })).Policy);
        Assert.Equal("not_found", (await company.RefusedAsync("dora", new ApproveQuote { Id = split.Id })).Code);

        var rejected = await company.DoAsync("ann", new RejectQuote { Id = split.Id, Reason = "too much" });
        Assert.Equal((QuoteStatus.Draft, "too much"), (rejected.Status, rejected.DecisionNote));
        Assert.True((await company.GetAsync("bob", new GetQuote { Id = split.Id })).NeedsApproval);
        Assert.Equal("discount_above_threshold", (await company.RefusedAsync("bob", new SendQuote { Id = split.Id })).Policy);
        await company.DoAsync("bob", new UpdateQuote { Id = split.Id, DiscountPercent = 11.5m });
        var approved = await company.DoAsync("ann", new ApproveQuote { Id = split.Id });
        Assert.Equal((QuoteStatus.Approved, "Ann"), (approved.Status, approved.ApproverName));

        // Another price is another question; a later day is not.
        Assert.Equal(QuoteStatus.Approved, (await company.DoAsync("bob", new UpdateQuote { Id = split.Id, ValidUntil = Today.AddDays(9) })).Status);
        Assert.Equal(QuoteStatus.Waiting, (await company.DoAsync("bob", new AddQuoteLine { Id = split.Id, Line = Item(50) })).Status);
        Assert.Equal(QuoteStatus.Draft, (await company.DoAsync("ann", new UpdateQuote { Id = split.Id, DiscountPercent = 60 })).Status);
    }

    [Fact]
    public async Task A_quote_expires_by_the_companys_day_and_a_revision_revives_it()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });
        var quote = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, ValidUntil = Today.AddDays(2), Lines = [new QuoteItem { Text = "Sensor", UnitPrice = 5 }] });
        await company.DoAsync("bob", new SendQuote { Id = quote.Id });
        company.Crm.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(QuoteStatus.Sent, (await company.GetAsync("bob", new GetQuote { Id = quote.Id })).Status);
        company.Crm.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(QuoteStatus.Expired, (await company.GetAsync("bob", new GetQuote { Id = quote.Id })).Status);
        Assert.Equal("quote_expired", (await company.RefusedAsync("bob", new AcceptQuote { Id = quote.Id })).Code);
        Assert.Equal(quote.Id, Assert.Single((await company.GetAsync("bob", new ListQuotes { Status = QuoteStatus.Expired })).Items).Id);
        Assert.Empty((await company.GetAsync("bob", new ListQuotes { Open = true })).Items);
        Assert.Null((await company.DoAsync("bob", new ReviseQuote { Id = quote.Id })).ValidUntil);
    }

    [Fact]
    public async Task Lines_are_changed_by_number_and_bad_values_are_named()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });
        var quote = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id });
        Assert.Equal("quote_empty", (await company.RefusedAsync("bob", new SendQuote { Id = quote.Id })).Code);
        await company.DoAsync("bob", new AddQuoteLine { Id = quote.Id, Line = new QuoteItem { Text = "A", UnitPrice = 10 } });
        await company.DoAsync("bob", new AddQuoteLine { Id = quote.Id, Line = new QuoteItem { Text = "B", Quantity = 1.5m, Unit = "h", UnitPrice = 80 } });
        quote = await company.DoAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 2, Quantity = 2 });
        Assert.Equal([("A", 10m), ("B", 160m)], quote.Lines.Select(line => (line.Text, line.Total)));
        Assert.Equal("unknown_line", (await company.RefusedAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 3, Quantity = 2 })).Code);
        Assert.Equal("bad_quantity", (await company.RefusedAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 1, Quantity = 0 })).Code);
        Assert.Equal("bad_unit_price", (await company.RefusedAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 1, UnitPrice = -1 })).Code);
        Assert.Equal("amount_out_of_range", (await company.RefusedAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 1, Quantity = 1_000_000_000, UnitPrice = 1_000_000_000_000 })).Code);
        quote = await company.DoAsync("bob", new ChangeQuoteLine { Id = quote.Id, Line = 1, Remove = true });
        Assert.Equal(160m, quote.Totals.Total);

        // Undo puts the lines back as they were, from the audit's image.
        var changed = (await company.GetAsync("admin", new ReadAudit { Entity = Kinds.Quote, EntityId = quote.Id, Paging = new Paging(1, Descending: true) })).Items[0].ChangeSetId;
        await company.DoAsync("bob", new UndoChangeSet { Id = changed });
        Assert.Equal(["A", "B"], (await company.GetAsync("bob", new GetQuote { Id = quote.Id })).Lines.Select(line => line.Text));
    }

    private static async Task<(OpportunityView Sale, QuoteView Quote)> SentAsync(SmallCompany company)
    {
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Line 4" });
        var quote = await company.DoAsync("bob", new CreateQuote { OpportunityId = sale.Id, Lines = [new QuoteItem { Text = "Sensor", UnitPrice = 500 }] });
        return (sale, await company.DoAsync("bob", new SendQuote { Id = quote.Id }));
    }
}
