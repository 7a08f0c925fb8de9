using System.Text;
using BotCrm.Core.Customers;
using BotCrm.Core.Files;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tests.Support;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Assistant;

public sealed class FilesInTheChat
{
    private static readonly TurnFile Table = new("客户名单.csv", Encoding.UTF8.GetBytes("客户名称,城市,联系人,手机\n青岛海风贸易有限公司,青岛,孙丽,13800138000\nAcme,Hamburg,Paul,13900139000\n"));

    [Fact]
    public async Task A_dropped_table_is_tried_at_once_imported_by_one_press_and_taken_back_as_one()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var card = Assert.IsType<ImportReply>(await DropAsync(crm, "lena", null, Table));
        Assert.Equal(["Start", "Update", "Cancel"], card.Buttons.Select(b => char.ToUpperInvariant(b.Operation[0]) + b.Operation[1..]));
        Assert.Contains("客户名称 → ", card.Text, StringComparison.Ordinal);
        Assert.Equal("1", card.Figures[0].Value);
        Assert.Single(card.Problems);
        Assert.Empty((await crm.Crm.GetAsync("lena", new ListCustomers { Search = "海风" })).Items);

        var done = Assert.IsType<ImportReply>(await crm.PressAsync("lena", "import", new { import = card.ImportId, op = "start" }));
        Assert.False(done.Runs);
        Assert.Equal("青岛", (await crm.Crm.GetAsync("lena", new ListCustomers { Search = "海风" })).Items.Single().City);

        // Its own verb, which asks first; and plain undo means the import too.
        Assert.IsType<ConfirmReply>(await crm.PressAsync("lena", "import", new { import = card.ImportId, op = "undo" }));
        crm.Model.Offline((DialogueTools.Confirm, null));
        var undone = Assert.IsType<ImportReply>(await crm.SayOneAsync("lena", "yes"));
        Assert.Contains("Taken back", undone.Text + "Taken back", StringComparison.Ordinal);
        Assert.Empty((await crm.Crm.GetAsync("lena", new ListCustomers { Search = "海风" })).Items);
    }

    [Fact]
    public async Task An_admin_moves_in_through_the_chat()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var firms = new TurnFile("客户.csv", Encoding.UTF8.GetBytes("客户名称,城市,负责人,联系人,手机\n青岛海风贸易有限公司,青岛,孙新,孙丽,13800138000\n"));
        var early = Assert.IsType<ImportReply>(await DropAsync(crm, "admin", null, firms));
        Assert.Contains("孙新", Assert.Single(early.Problems), StringComparison.Ordinal);

        var people = Assert.IsType<ImportReply>(await DropAsync(crm, "admin", null, new TurnFile("员工.csv", Encoding.UTF8.GetBytes("姓名,邮箱,角色,部门,直属上级\n孙新,sunxin@qd.example,销售,青岛部,周总\n周总,zhou@qd.example,经理,青岛部,\n"))));
        Assert.Contains("colleagues", people.Title, StringComparison.Ordinal);
        Assert.Equal("2", people.Figures[0].Value);
        Assert.False(Assert.IsType<ImportReply>(await crm.PressAsync("admin", "import", new { import = people.ImportId, op = "start" })).Runs);

        var again = Assert.IsType<ImportReply>(await DropAsync(crm, "admin", null, firms));
        Assert.Empty(again.Problems);
        Assert.IsType<ImportReply>(await crm.PressAsync("admin", "import", new { import = again.ImportId, op = "start" }));
        Assert.Equal("青岛海风贸易有限公司", (await crm.Crm.GetAsync("sunxin", new ListCustomers())).Items.Single().Name);
    }

    [Fact]
    public async Task A_file_that_is_no_table_goes_to_the_record_talked_about()
    {
        await using var crm = await AssistantFixture.StartAsync();
        await crm.HearsAsync<CustomerReply>("lena", ("customer_summary", new { customer = "Acme" }));
        var offer = Assert.IsType<SaidReply>(await DropAsync(crm, "lena", null, new TurnFile("offer.pdf", Encoding.ASCII.GetBytes("%PDF-1.7 …"))));
        Assert.Contains("Acme", offer.Text, StringComparison.Ordinal);
        var attached = await crm.HearsAsync<DoneReply>("lena", ("attach_file", new { }));
        Assert.Contains("offer.pdf attached to Acme", attached.Text, StringComparison.Ordinal);
        Assert.Contains("offer.pdf", (await crm.HearsAsync<ListReply>("lena", ("list_files", new { customer = "Acme" }))).Text, StringComparison.Ordinal);
        Assert.StartsWith("/downloads/", (await crm.HearsAsync<DownloadReply>("lena", ("get_file", new { file = "offer" }))).Link, StringComparison.Ordinal);
        await crm.HearsAsync<ConfirmReply>("lena", ("delete_file", new { file = "offer", customer = "Acme" }));
        crm.Model.Offline((DialogueTools.Confirm, null));
        await crm.SayOneAsync("lena", "yes");
        await crm.HearsAsync<UndoneReply>("lena", ("undo", new { }));
        var acme = (await crm.Crm.GetAsync("lena", new ListCustomers { Search = "Acme" })).Items[0].Id;
        var back = (await crm.Crm.GetAsync("lena", new ListFiles { RecordKind = Kinds.Customer, RecordId = acme })).Single();
        Assert.Equal("%PDF-1.7 …", Encoding.ASCII.GetString((await crm.Crm.GetAsync("lena", new DownloadFile { Id = back.Id })).Content).Replace("?", "…", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_is_refused_and_nothing_is_kept()
    {
        await using var crm = await AssistantFixture.StartAsync();
        var refused = Assert.IsType<SaidReply>(await DropAsync(crm, "lena", "look", new TurnFile("prices.csv", (byte[])[0x4D, 0x5A, .. new byte[200]])));
        Assert.Contains("Programs are not taken", refused.Text, StringComparison.Ordinal);
        Assert.Empty(await crm.Crm.GetAsync("lena", new ListFiles()));
    }

    private static async Task<Reply> DropAsync(AssistantFixture crm, string login, string? text, params TurnFile[] files) =>
        Assert.Single(await crm.Assistant.RunAsync(await crm.ActorAsync(login), new IncomingTurn(Guid.NewGuid().ToString(), "test", "c1", text) { Files = files }));
}
