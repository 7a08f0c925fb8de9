using System.IO.Compression;
using System.Text;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Transfer;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Transfer;

public sealed class WorkbookImportTests
{
    static WorkbookImportTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task Dates_numbers_and_formulas_of_a_workbook_are_read_as_they_look()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        var file = Workbooks.Of([("Deals",
        [
            ["Account Name", "Opportunity Name", "Amount", "Close Date"],
            ["Acme", "A number and a date", 1234.5, new DateOnly(2027, 3, 4)],
            ["Acme", "Both as text", "€ 2.500,00", "31.12.2027"],
            ["Acme", "A formula", new Workbooks.Formula("C2*2", 2469), new DateOnly(2027, 5, 6)],
        ])]);
        var import = await crm.DoAsync("lena", new CreateImport { Content = file, FileName = "deals.xlsx" });
        Assert.Empty(import.Plan.Questions);
        Assert.Equal((3, 0), Made(await ImportTests.RunAsync(crm, "lena", import.Id)));
        Assert.Equal(
            [("A formula", 2469m, new DateOnly(2027, 5, 6)), ("A number and a date", 1234.5m, new DateOnly(2027, 3, 4)), ("Both as text", 2500m, new DateOnly(2027, 12, 31))],
            (await crm.GetAsync("lena", new ListOpportunities())).Items.Select(one => (one.Name, one.Amount!.Value, one.CloseDate!.Value)).Order());
    }

    [Fact]
    public async Task The_header_is_found_below_a_merged_title_and_another_sheet_is_taken_when_named()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = Workbooks.Of(
            [
                ("客户", [["客户资料 2027", null, null], ["基本信息", null, "联系方式"], ["客户名称", "城市", "电话"], ["上海恒通科技有限公司", "上海", "021-5555 1234"]]),
                ("Kunden", [["Firma", "Ort"], ["Nordlicht GmbH", "Kiel"], ["Südwind AG", "Köln"]]),
            ],
            ["A1:C1", "A2:B2"]);
        var first = await crm.DoAsync("lina", new CreateImport { Content = file, FileName = "kunden.xlsx" });
        Assert.Equal(["name", "city", "contactPhone"], first.Plan.Columns.Select(column => column.Field));
        Assert.Equal((1, 0), Made(await ImportTests.RunAsync(crm, "lina", first.Id)));

        var second = await crm.DoAsync("lina", new CreateImport { Content = file, FileName = "kunden.xlsx", Sheet = "kunden" });
        Assert.Equal((2, 0), Made(await ImportTests.RunAsync(crm, "lina", second.Id)));
        Assert.Equal("unknown_sheet", (await crm.TryAsync("lina", new CreateImport { Content = file, FileName = "kunden.xlsx", Sheet = "Preise" })).Failure!.Code);
    }

    [Fact]
    public async Task A_text_in_a_chinese_encoding_brings_the_whole_profile()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = Encoding.GetEncoding("GB18030").GetBytes(
            "客户名称,统一社会信用代码,网址,公司电话,地址,国家,公司规模,员工人数,年收入,评级,成立日期,联系人,决策角色,首选联系方式,语言,生日,请勿联系\n" +
            "恒通科技,91310115MA1K4ABC3L,www.hengtong.example,021-5555 1234,浦东大道1号,中国,中型,120,350万,4,2010年5月1日,王丽,决策人,微信,中文,1985-06-01,否\n");
        var import = await crm.DoAsync("lina", new CreateImport { Content = file, FileName = "客户.csv" });
        Assert.DoesNotContain(import.Plan.Columns, column => column.Field is "" or "notes");
        var done = await ImportTests.RunAsync(crm, "lina", import.Id);
        var rows = (await crm.GetAsync("lina", new ListImportRows { Id = import.Id })).Items;
        // The number was made up: its check digit is named, and nothing half is kept.
        Assert.Equal((0, 1), Made(done));
        Assert.Equal("统一社会信用代码", rows[0].Column);

        var right = Encoding.GetEncoding("GB18030").GetBytes(Encoding.GetEncoding("GB18030").GetString(file).Replace("91310115MA1K4ABC3L", "HRB 12345", StringComparison.Ordinal));
        var again = await crm.DoAsync("lina", new CreateImport { Content = right, FileName = "客户.csv" });
        Assert.Equal((1, 0), Made(await ImportTests.RunAsync(crm, "lina", again.Id)));
        var customer = (await crm.GetAsync("lina", new ListCustomers())).Items.Single();
        Assert.Equal(
            ("HRB 12345", "www.hengtong.example", "021-5555 1234", "浦东大道1号", "中国", CompanySize.Medium, 120, 3_500_000m, 4, new DateOnly(2010, 5, 1)),
            (customer.Profile.RegistrationNumber, customer.Profile.Website, customer.Profile.Phone, customer.Profile.Address, customer.Profile.Country, customer.Profile.Size!.Value, customer.Profile.Employees!.Value, customer.Profile.AnnualRevenue!.Value, customer.Profile.Rating!.Value, customer.Profile.FoundedOn!.Value));
        var contact = (await crm.GetAsync("lina", new ListContacts { CustomerId = customer.Id })).Items.Single();
        Assert.Equal(
            (DecisionRole.Decider, ContactChannel.WeChat, "zh", new DateOnly(1985, 6, 1), false),
            (contact.Profile.DecisionRole!.Value, contact.Profile.PreferredChannel!.Value, contact.Profile.Language, contact.Profile.Birthday!.Value, contact.Profile.DoNotContact!.Value));
    }

    [Fact]
    public async Task A_workbook_that_unpacks_without_end_and_one_that_is_cut_off_are_refused()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("xl/workbook.xml").Open().Dispose();
            using var sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var nothing = new byte[1024 * 1024];
            for (var i = 0; i < 601; i++)
                sheet.Write(nothing);
        }
        Assert.True(bomb.Length < 20 * 1024 * 1024);
        Assert.Equal("file_unpacks_too_large", (await crm.TryAsync("lena", new CreateImport { Content = bomb.ToArray(), FileName = "a.xlsx" })).Failure!.Code);

        var whole = Workbooks.Of([("A", [["Company"], ["Acme"]])]);
        var cut = (await crm.TryAsync("lena", new CreateImport { Content = whole.AsMemory(0, whole.Length / 2).ToArray(), FileName = "a.xlsx" })).Failure!.Code;
        Assert.Contains(cut, new[] { "file_broken", "not_a_table" });
        Assert.Empty((await crm.GetAsync("lena", new ListImports())));
    }

    [Theory]
    [InlineData(1, 30_000_000, "file_unpacks_too_large")]
    [InlineData(10_000, 12_000, "file_unpacks_too_large")]
    [InlineData(1, 32_000, "no_header")]
    public async Task A_small_workbook_may_hold_neither_one_endless_cell_nor_endless_cells(int cells, int length, string code)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        using var bomb = new MemoryStream();
        bomb.Write(Workbooks.Of([("A", [["Company"]])]));
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.Entries.Single(one => one.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal) && one.Name.EndsWith(".xml", StringComparison.Ordinal));
            var name = entry.FullName;
            entry.Delete();
            using var sheet = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open());
            sheet.Write("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">");
            var text = new string('A', length);
            for (var i = 0; i < cells; i++)
                sheet.Write($"<c r=\"A1\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
            sheet.Write("</row></sheetData></worksheet>");
        }
        Assert.True(bomb.Length < 2 * 1024 * 1024);
        Assert.Equal(code, (await crm.TryAsync("lena", new CreateImport { Content = bomb.ToArray(), FileName = "a.xlsx" })).Failure!.Code);
    }

    [Fact]
    public async Task While_a_file_is_read_others_may_write()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var file = Workbooks.Of([("A", [["Company"], ["Acme"]])]);
        await using var first = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("lena"), TestCrm.Origin);
        Assert.True(first.MayStepAside);
        var made = await first.RunAsync(new CreateImport { Content = file, FileName = "a.xlsx" });
        Assert.True(made.Ok);
        // After a change of its own a session reads the file in place, and keeps both.
        Assert.True((await first.RunAsync(new CreateImport { Content = file, FileName = "b.xlsx" })).Ok);
        await first.CommitAsync();
        Assert.Equal(2, (await crm.GetAsync("lena", new ListImports())).Count);
    }

    private static (int Created, int Failed) Made(ImportView done) => (done.Counts.Created, done.Counts.Failed);
}
