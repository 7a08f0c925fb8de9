using System.Globalization;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Importing;
using BotCrm.Core.Transfer.Mapping;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Transfer;

public sealed class ImportTests
{
    static ImportTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string German = "Firma;Branche;Ort;Ansprechpartner;Telefon;E-Mail;Lieblingsfarbe\nNordlicht GmbH;Logistik;Kiel;Jens Ahrens;+49 431 5551234;jens@nordlicht.example;blau\nSüdwind AG;Handel;Köln;Eva Weiß;+49 221 5559876;eva@suedwind.example;rot\nNordlicht GmbH;Logistik;Kiel;Ute Möller;+49 431 5551235;ute@nordlicht.example;blau\n";

    [Fact]
    public async Task A_file_of_customers_with_contacts_is_tried_imported_repeated_changed_and_taken_back()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.GetEncoding("windows-1252").GetBytes(German), FileName = "kunden.csv" });
        Assert.Equal(Kinds.Customer, import.Plan.Kind);
        Assert.Equal(["name", "industry", "city", "contactName", "contactPhone", "contactEmail", "notes"], import.Plan.Columns.Select(column => column.Field));

        var tried = await CheckAsync(crm, "lena", import.Id);
        Assert.Equal((3, 0, 0, 0), (tried.Counts.Created, tried.Counts.Updated, tried.Counts.Skipped, tried.Counts.Failed));
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers())).Items);

        var done = await RunAsync(crm, "lena", import.Id);
        Assert.Equal((ImportState.Done, 3, 0), (done.State, done.Counts.Created, done.Counts.Failed));
        var customers = (await crm.GetAsync("lena", new ListCustomers())).Items;
        Assert.Equal(["Nordlicht GmbH", "Südwind AG"], customers.Select(customer => customer.Name));
        Assert.Equal(("Kiel", "Lieblingsfarbe: blau"), (customers[0].City, customers[0].Notes));
        Assert.Equal(["Jens Ahrens", "Ute Möller"], (await crm.GetAsync("lena", new ListContacts { CustomerId = customers[0].Id })).Items.Select(contact => contact.Name));

        // The same file again changes nothing; a changed row updates its record.
        Assert.Equal((0, 0, 3), await AgainAsync(crm, German));
        Assert.Equal((0, 1, 2), await AgainAsync(crm, German.Replace("Köln", "Bonn", StringComparison.Ordinal)));
        Assert.Equal("Bonn", (await crm.GetAsync("lena", new ListCustomers { Search = "Südwind" })).Items.Single().City);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);

        // The first import's customer was changed since: named, and left where it is when the rest goes.
        var refused = await crm.TryAsync("lena", new UndoImport { Id = import.Id });
        Assert.Equal("import_changed_since", refused.Failure!.Code);
        Assert.Contains("Südwind", refused.Failure.Message, StringComparison.Ordinal);
        await crm.DoAsync("lena", new UndoImport { Id = import.Id, LeaveChanged = true });
        await PumpAsync(crm);
        var undone = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal(ImportState.Undone, undone.State);
        Assert.Equal(["Südwind AG"], (await crm.GetAsync("lena", new ListCustomers())).Items.Select(customer => customer.Name));
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Customers_and_their_contacts_are_taken_back_together()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(German), FileName = "kunden.csv" });
        await RunAsync(crm, "lena", import.Id);
        await crm.DoAsync("lena", new UndoImport { Id = import.Id });
        await PumpAsync(crm);
        var undone = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal((ImportState.Undone, 0), (undone.State, undone.LeftChanged));
        Assert.Empty((await crm.GetAsync("lena", new ListCustomers())).Items);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Chinese_headers_money_and_dates_become_opportunities()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lina", "上海恒通科技有限公司");
        var file = Encoding.GetEncoding("GB18030").GetBytes("客户名称,商机名称,预计金额,销售阶段,预计成交日期\n恒通科技,华东仓库,¥35.5万,商务谈判,2026年12月31日\n上海恒通科技有限公司,二期,120000元,线索,2027/1/15\n没有的公司,三期,1万,线索,2027-01-15\n");
        var import = await crm.DoAsync("lina", new CreateImport { Content = file, FileName = "商机.csv" });
        Assert.Equal(Kinds.Opportunity, import.Plan.Kind);
        Assert.Equal(["customer", "name", "amount", "stage", "closeDate"], import.Plan.Columns.Select(column => column.Field));
        var done = await RunAsync(crm, "lina", import.Id);
        var rows = (await crm.GetAsync("lina", new ListImportRows { Id = import.Id })).Items;
        Assert.Equal((2, "unknown_customer", 4), (done.Counts.Created + (rows[0].Outcome == RowOutcome.Failed ? 1 : 0), rows[^1].Code, rows[^1].Row));
        var second = (await crm.GetAsync("lina", new ListOpportunities { Search = "二期" })).Items.Single();
        Assert.Equal((120000m, "CNY", new DateOnly(2027, 1, 15), Stage.Lead), (second.Amount!.Value, second.Currency, second.CloseDate!.Value, second.Stage));
    }

    [Fact]
    public async Task What_can_be_read_two_ways_is_asked_and_not_guessed()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        var open = await crm.DoAsync("lena", new CreateImport { Content = "Account Name,Opportunity Name,Amount,Close Date\nAcme,Line 4,\"1.234\",03/04/2027\n"u8.ToArray(), FileName = "deals.csv" });
        Assert.Equal(["date_order", "decimal_mark"], open.Plan.Questions.Select(question => question.Code));
        Assert.Equal("import_question_open", (await crm.TryAsync("lena", new StartImport { Id = open.Id })).Failure!.Code);
        var answered = await crm.DoAsync("lena", new ChangeImport { Id = open.Id, DateOrder = DateOrder.DayFirst, DecimalMark = DecimalMark.Comma });
        Assert.Empty(answered.Plan.Questions);
        await RunAsync(crm, "lena", open.Id);
        var made = (await crm.GetAsync("lena", new ListOpportunities())).Items.Single();
        Assert.Equal((1234m, new DateOnly(2027, 4, 3)), (made.Amount!.Value, made.CloseDate!.Value));

        // One value that fits one order only decides for its column.
        var decided = await crm.DoAsync("lena", new CreateImport { Content = "Account Name,Opportunity Name,Amount,Close Date\nAcme,Line 5,\"1,234.50\",03/04/2027\nAcme,Line 6,\"2,000\",12/31/2027\n"u8.ToArray(), FileName = "deals.csv" });
        Assert.Empty(decided.Plan.Questions);
        Assert.Equal((DateOrder.MonthFirst, DecimalMark.Point), (decided.Plan.DateOrder, decided.Plan.DecimalMark));
    }

    [Fact]
    public async Task Rows_that_are_wrong_are_named_and_the_others_come_in()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme Ltd");
        var file = "Company,Contact,Email,Owner\nACME,Jim,jim@acme.example,\nBeta,Ann,not-an-address,\n,Bob,bob@x.example,\nGamma,,,Nobody Here\nDelta,,,Marek Novak\nEpsilon,,,me too long for nobody\nZeta,Zoe,zoe@zeta.example,Lena Fischer\n"u8.ToArray();
        var import = await crm.DoAsync("lena", new CreateImport { Content = file, FileName = "mixed.csv" });
        var done = await RunAsync(crm, "lena", import.Id);
        var rows = (await crm.GetAsync("lena", new ListImportRows { Id = import.Id })).Items;
        Assert.Equal(["duplicate_customer", "bad_email", "required", "unknown_user", "forbidden", "unknown_user", null], rows.Select(row => row.Code));
        Assert.Equal("Email", rows[1].Column);
        Assert.Equal((1, 1, 5), (done.Counts.Created, done.Counts.Skipped, done.Counts.Failed));
        Assert.Equal(["Acme Ltd", "Beta", "Zeta"], (await crm.GetAsync("lena", new ListCustomers())).Items.Select(customer => customer.Name));
    }

    [Fact]
    public async Task A_run_that_is_cut_off_goes_on_where_it_was_and_is_still_one_change()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var text = new StringBuilder("Customer ID,Company,City\n");
        for (var i = 1; i <= 650; i++)
            text.Append(CultureInfo.InvariantCulture, $"C{i},Company number {i},Town {i % 7}\n");
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(text.ToString()), FileName = "many.csv" });
        await crm.DoAsync("lena", new StartImport { Id = import.Id });
        // Stopped after its first batch, then by another process, which is killed in the middle of a batch, then to the end.
        await new ImportRunner((Crm)crm.Crm).RunAsync(() => true, default);
        Assert.Equal(ImportRunner.BatchSize, (await crm.GetAsync("lena", new GetImport { Id = import.Id })).Counts.Done);
        await using (var other = await crm.StartAnotherAsync())
        {
            using var killed = new CancellationTokenSource();
            var batches = 0;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ImportRunner((Crm)other.Crm).RunAsync(
                () =>
                {
                    if (++batches == 1)
                        killed.Cancel();
                    return false;
                },
                killed.Token));
        }
        await PumpAsync(crm);
        var done = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal((ImportState.Done, 650, 650), (done.State, done.Counts.Done, done.Counts.Created));
        Assert.Equal(650, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total);
        Assert.Equal(650, (await crm.GetAsync("admin", new GetChangeSet { Id = done.ChangeSetId!.Value })).Changes.Count);

        await crm.DoAsync("lena", new UndoImport { Id = import.Id });
        await PumpAsync(crm);
        Assert.Equal(0, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total);
        Assert.Equal((650, 0, 0), await AgainCountsAsync(crm, text.ToString()));
    }

    [Fact]
    public async Task Nobody_imports_beyond_their_rights()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = "Company\nAcme\n"u8.ToArray();
        Assert.Equal("forbidden", (await crm.TryAsync("sam", new CreateImport { Content = file, FileName = "a.csv" })).Failure!.Code);
        var import = await crm.DoAsync("lena", new CreateImport { Content = file, FileName = "a.csv" });
        Assert.Equal(FailureKind.NotFound, (await crm.TryAsync("marek", new StartImport { Id = import.Id })).Failure!.Kind);
        await crm.DoAsync("lena", new StartImport { Id = import.Id });
        await crm.DoAsync("admin", new Users.UpdateUser { Id = (await crm.ActorAsync("lena")).UserId, Active = false });
        await PumpAsync(crm);
        var stopped = await crm.GetAsync("admin", new GetImport { Id = import.Id });
        Assert.Equal((ImportState.Failed, "import_maker_gone", 0), (stopped.State, stopped.Problem, stopped.Counts.Created));
    }

    private static async Task<(int Created, int Updated, int Unchanged)> AgainAsync(TestCrm crm, string text)
    {
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(text), FileName = "again.csv" });
        var done = await RunAsync(crm, "lena", import.Id);
        return (done.Counts.Created, done.Counts.Updated, done.Counts.Unchanged);
    }

    private static Task<(int Created, int Updated, int Unchanged)> AgainCountsAsync(TestCrm crm, string text) => AgainAsync(crm, text);

    internal static async Task<ImportView> CheckAsync(TestCrm crm, string login, long id)
    {
        await crm.DoAsync(login, new CheckImport { Id = id });
        await PumpAsync(crm);
        return await crm.GetAsync(login, new GetImport { Id = id });
    }

    internal static async Task<ImportView> RunAsync(TestCrm crm, string login, long id)
    {
        await crm.DoAsync(login, new StartImport { Id = id });
        await PumpAsync(crm);
        return await crm.GetAsync(login, new GetImport { Id = id });
    }

    internal static async Task PumpAsync(TestCrm crm)
    {
        while (await new ImportRunner((Crm)crm.Crm).RunAsync(null, default))
        {
        }
    }
}
