using System.Text;
using BotCrm.Core.Audit;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Files;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Core.Transfer.Importing;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Transfer;

/// <summary>A company of 300 people moves in with one workbook: its people, its customers with their contacts, its opportunities.</summary>
public sealed class MovingInTests
{
    private const int People = 300;
    private const int Customers = 60;

    [Fact]
    public async Task An_admin_moves_in_with_a_workbook()
    {
        await using var crm = await TestCrm.StartAsync();
        // Customers first: their owners are not there yet, and each row says what to do about it.
        var early = await ImportTests.CheckAsync(crm, "admin", await UploadAsync(crm, Book(mended: true), "客户"));
        Assert.Equal((0, Customers), (early.Counts.Created, early.Counts.Failed));
        var first = (await crm.GetAsync("admin", new ListImportRows { Id = early.Id, Limit = 1 })).Items[0];
        Assert.Equal(("unknown_user", "负责人", 2), (first.Code, first.Column, first.Row));
        Assert.Contains("import the users first", first.Message, StringComparison.Ordinal);

        // The people: two rows have problems, which the dry run names, and nothing is kept.
        var wrong = await crm.DoAsync("admin", new CreateImport { Content = Book(mended: false), FileName = "搬家.xlsx", Sheet = "员工" });
        Assert.Equal(Kinds.User, wrong.Plan.Kind);
        Assert.Equal(["name", "email", "role", "team", "manager"], wrong.Plan.Columns.Select(column => column.Field));
        var tried = await ImportTests.CheckAsync(crm, "admin", wrong.Id);
        Assert.Equal((People - 2, 2), (tried.Counts.Created, tried.Counts.Failed));
        var problems = (await crm.GetAsync("admin", new ListImportRows { Id = wrong.Id, Outcome = RowOutcome.Failed })).Items;
        Assert.Equal([(11, "unknown_value", "角色", "国王"), (21, "unknown_manager", "直属上级", "没有此人")], problems.Select(row => (row.Row, row.Code!, row.Column!, row.Value!)));
        Assert.Single((await crm.GetAsync("admin", new ListUsers())).Items);

        var people = await ImportTests.RunAsync(crm, "admin", await UploadAsync(crm, Book(mended: true), "员工"));
        Assert.Equal((ImportState.Done, People, 0), (people.State, people.Counts.Created, people.Counts.Failed));
        var users = (await crm.GetAsync("admin", new ListUsers { Paging = new Paging(200, CountTotal: true) }));
        Assert.Equal(People + 1, users.Total);
        var seller = users.Items.Single(user => user.Login == "p050");
        Assert.Equal(("员工050", "rep", "销售1部", "p001"), (seller.Name, seller.Role.Name, seller.TeamName, seller.ManagerLogin));
        Assert.Equal("manager", users.Items.Single(user => user.Login == "p001").Role.Name);

        var customers = await ImportTests.RunAsync(crm, "admin", await UploadAsync(crm, Book(mended: true), "客户"));
        Assert.Equal((ImportState.Done, Customers, 0), (customers.State, customers.Counts.Created, customers.Counts.Failed));
        var opportunities = await ImportTests.RunAsync(crm, "admin", await UploadAsync(crm, Book(mended: true), "商机"));
        Assert.Equal((ImportState.Done, Customers, 0), (opportunities.State, opportunities.Counts.Created, opportunities.Counts.Failed));
        Assert.Equal(Customers, (await crm.GetAsync("admin", new ListContacts { Paging = new Paging(1, CountTotal: true) })).Total);
        // Each sees the own ones only, and signs in by what stood before the @.
        var own = (await crm.GetAsync("p050", new ListCustomers { Paging = new Paging(10, CountTotal: true) }));
        Assert.True(own.Total is > 0 and < 6);
        Assert.All(own.Items, customer => Assert.Equal("p050", customer.OwnerLogin));

        // The same file again changes nothing.
        Assert.Equal(People, (await ImportTests.RunAsync(crm, "admin", await UploadAsync(crm, Book(mended: true), "员工"))).Counts.Unchanged);

        // And back, each as one, the last first.
        foreach (var import in new[] { opportunities.Id, customers.Id, people.Id })
        {
            await crm.DoAsync("admin", new UndoImport { Id = import });
            await ImportTests.PumpAsync(crm);
            var undone = await crm.GetAsync("admin", new GetImport { Id = import });
            Assert.Equal((ImportState.Undone, 0), (undone.State, undone.LeftChanged));
        }
        Assert.Single((await crm.GetAsync("admin", new ListUsers())).Items);
        Assert.Equal(0, (await crm.GetAsync("admin", new ListOpportunities { Paging = new Paging(1, CountTotal: true) })).Total);
        Assert.Null((await crm.GetAsync("admin", new VerifyAudit())).FirstBroken);
    }

    [Fact]
    public async Task Users_are_imported_by_who_manages_them_only_and_their_problems_are_their_rows()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = "Name,Login,Role,Team,Manager\nNora New,nora,Sales Rep,North,Otto Over\nOtto Over,otto,Team Lead,North,marta\nLena Again,lena,rep,North,\nNo Sign,,rep,,\nNora Twice,NORA,rep,,\n"u8.ToArray();
        Assert.Equal("forbidden", (await crm.TryAsync("lena", new CreateImport { Content = file, FileName = "a.csv", Kind = Kinds.User })).Failure!.Code);
        Assert.NotEqual(Kinds.User, (await crm.DoAsync("lena", new CreateImport { Content = file, FileName = "a.csv" })).Plan.Kind);

        var import = await crm.DoAsync("admin", new CreateImport { Content = file, FileName = "a.csv" });
        Assert.Equal(Kinds.User, import.Plan.Kind);
        var done = await ImportTests.RunAsync(crm, "admin", import.Id);
        Assert.Equal((2, 2, 1), (done.Counts.Created, done.Counts.Skipped, done.Counts.Failed));
        var rows = (await crm.GetAsync("admin", new ListImportRows { Id = import.Id })).Items;
        Assert.Equal([null, null, "duplicate_user", "required", "duplicate_in_file"], rows.Select(row => row.Code));
        var users = (await crm.GetAsync("admin", new ListUsers())).Items;
        // Her manager stands below her in the file.
        Assert.Equal(("otto", "North"), (users.Single(user => user.Login == "nora").ManagerLogin, users.Single(user => user.Login == "nora").TeamName));
        Assert.Equal("marta", users.Single(user => user.Login == "otto").ManagerLogin);

        // With update, who is there is changed: her name, not her login.
        var again = await crm.DoAsync("admin", new CreateImport { Content = file, FileName = "a.csv", Policy = Core.Transfer.Mapping.DuplicatePolicy.Update });
        Assert.Equal((0, 1, 2), await CountsAsync(crm, again.Id));
        Assert.Equal("Lena Again", (await crm.GetAsync("admin", new ListUsers())).Items.Single(user => user.Login == "lena").Name);
    }

    [Fact]
    public async Task A_dry_run_of_customers_keeps_nobody_waiting_and_leaves_nothing()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var text = new StringBuilder("Customer ID,Company,Contact,Phone\n");
        for (var i = 0; i < ImportRunner.BatchSize + 40; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"C{i},Firm {(char)('A' + (i % 26))}{i} Works,Person {i},+49 40 {1000000 + i}\n");
        // The last row is about a customer of the first batch, with another person.
        text.Append("C0,Firm A0 Works,Other Person,+49 40 999\n");
        var import = await crm.DoAsync("lena", new CreateImport { Content = Encoding.UTF8.GetBytes(text.ToString()), FileName = "firms.csv" });
        await crm.DoAsync("lena", new CheckImport { Id = import.Id });
        // A writer who holds the store the whole time: only what the dry run says at its end waits for it.
        var writing = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("marek"), TestCrm.Origin);
        var running = new ImportRunner((Crm)crm.Crm).RunAsync(null, default);
        Assert.True((await writing.RunAsync(new CreateCustomer { Name = "Meanwhile" })).Ok);
        await writing.CommitAsync();
        await writing.DisposeAsync();
        await running;
        var tried = await crm.GetAsync("lena", new GetImport { Id = import.Id });
        Assert.Equal((ImportState.Checked, ImportRunner.BatchSize + 41, 0), (tried.State, tried.Counts.Created, tried.Counts.Failed));
        Assert.Equal(0, (await crm.GetAsync("lena", new ListCustomers { Paging = new Paging(1, CountTotal: true) })).Total);
        var done = await ImportTests.RunAsync(crm, "lena", import.Id);
        Assert.Equal((tried.Counts.Created, 0), (done.Counts.Created, done.Counts.Failed));
    }

    [Fact]
    public async Task Some_time_after_its_end_what_an_import_read_is_gone()
    {
        await using var crm = await TestCrm.StartAsync(change: options => options with { ImportFilesKeptFor = TimeSpan.FromDays(30) });
        var file = "Company,Phone\nGood Company,+49 431 1\nBad Company,not a phone\n"u8.ToArray();
        var import = await crm.DoAsync("admin", new CreateImport { Content = file, FileName = "a.csv" });
        await ImportTests.RunAsync(crm, "admin", import.Id);
        var waiting = await crm.DoAsync("admin", new CreateImport { Content = file, FileName = "b.csv" });
        var purge = new FilePurgeTask((Crm)crm.Crm);
        crm.Clock.Advance(TimeSpan.FromDays(29));
        await purge.RunAsync(crm.Clock.GetUtcNow(), default);
        Assert.Equal("not a phone", (await crm.GetAsync("admin", new ListImportRows { Id = import.Id, Outcome = RowOutcome.Failed })).Items.Single().Value);
        Assert.Equal(2L, Convert.ToInt64(await crm.ScalarAsync("SELECT count(*) FROM file_contents"), System.Globalization.CultureInfo.InvariantCulture));

        crm.Clock.Advance(TimeSpan.FromDays(2));
        await purge.RunAsync(crm.Clock.GetUtcNow(), default);
        Assert.Equal(0L, Convert.ToInt64(await crm.ScalarAsync("SELECT count(*) FROM file_contents"), System.Globalization.CultureInfo.InvariantCulture));
        var row = (await crm.GetAsync("admin", new ListImportRows { Id = import.Id, Outcome = RowOutcome.Failed })).Items.Single();
        Assert.Equal((null, "Phone"), (row.Value, row.Column));
        var kept = await crm.GetAsync("admin", new GetImport { Id = import.Id });
        Assert.Equal((1, 1), (kept.Counts.Created, kept.Counts.Failed));
        Assert.All(kept.Plan.Columns, column => Assert.Empty(column.Samples));
        Assert.Equal(ImportState.Cancelled, (await crm.GetAsync("admin", new GetImport { Id = waiting.Id })).State);
        // Its undo needs no file.
        await crm.DoAsync("admin", new UndoImport { Id = import.Id });
        await ImportTests.PumpAsync(crm);
        Assert.Empty((await crm.GetAsync("admin", new ListCustomers())).Items);
    }

    [Theory]
    [InlineData("setup.exe", "random bytes", "file_type_refused")]
    [InlineData("offer.pdf.SCR", "%PDF-1.7", "file_type_refused")]
    [InlineData("install", "#!/bin/sh\nrm -rf /", "file_type_refused")]
    [InlineData("offer.exe.pdf", "%PDF-1.7", "application/pdf")]
    [InlineData("ev.html", "%PDF-1.7 <script>", "application/octet-stream")]
    [InlineData("logo.svg", "<svg onload='x'/>", "text/plain")]
    [InlineData("plan.pdf", "%PDF-1.7", "application/pdf")]
    public async Task Programs_are_refused_by_name_and_content_and_pages_are_no_documents(string name, string content, string expected)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var answer = await crm.TryAsync("lena", new UploadFile { Name = name, Content = Encoding.UTF8.GetBytes(content) });
        Assert.Equal(expected, answer.Ok ? answer.Value.ContentType : answer.Failure.Code);
    }

    private static async Task<(int, int, int)> CountsAsync(TestCrm crm, long import)
    {
        var done = await ImportTests.RunAsync(crm, "admin", import);
        return (done.Counts.Created, done.Counts.Updated, done.Counts.Unchanged);
    }

    private static async Task<long> UploadAsync(TestCrm crm, byte[] book, string sheet) => (await crm.DoAsync("admin", new CreateImport { Content = book, FileName = "搬家.xlsx", Sheet = sheet })).Id;

    private static byte[] Book(bool mended)
    {
        string Person(int i) => FormattableString.Invariant($"员工{i:000}");
        string Login(int i) => FormattableString.Invariant($"p{i:000}");
        object?[][] people = [["姓名", "邮箱", "角色", "部门", "直属上级"], .. Enumerable.Range(1, People).Select(i => (object?[])
        [
            Person(i), Login(i) + "@example.cn",
            i == 10 && !mended ? "国王" : i <= 3 ? "经理" : i % 10 == 0 ? "客服" : i % 25 == 0 ? "财务" : "销售",
            FormattableString.Invariant($"销售{((i - 1) % 3) + 1}部"),
            i == 20 && !mended ? "没有此人" : i <= 3 ? null : Person(((i - 2) % 3) + 1),
        ])];
        // p050 must sell, and p001 manage it.
        people[50][2] = "销售";
        people[50][3] = "销售1部";
        people[50][4] = Person(1);
        object?[][] customers = [["客户名称", "行业", "城市", "负责人", "联系人", "手机", "邮箱", "标签"], .. Enumerable.Range(1, Customers).Select(i => (object?[])
        [
            Name(i), "物流", "上海", i % 2 == 0 ? Person(41 + (i % 30)) : Login(41 + (i % 30)), FormattableString.Invariant($"王{Digits(i)}"), FormattableString.Invariant($"138{i:00000000}"), FormattableString.Invariant($"w{i}@k{i}.example.cn"), "老客户;重点",
        ])];
        object?[][] opportunities = [["客户名称", "商机名称", "预计金额", "销售阶段", "预计成交日期", "负责人"], .. Enumerable.Range(1, Customers).Select(i => (object?[])
        [
            Name(i), FormattableString.Invariant($"一期{i}"), "¥3.5万", "商务谈判", "2026年12月31日", Person(41 + (i % 30)),
        ])];
        return Workbooks.Of([("员工", people), ("客户", customers), ("商机", opportunities)]);
    }

    private static string Name(int i) => $"{Digits(i)}号{Digits(i * 7)}贸易有限公司";

    private static string Digits(int i) => string.Concat(i.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(c => "零壹贰叁肆伍陆柒捌玖"[c - '0']));
}
