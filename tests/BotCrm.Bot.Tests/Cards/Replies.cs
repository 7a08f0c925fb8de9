using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Skills.Assistant;
using BotCrm.Testing;

namespace BotCrm.Bot.Tests.Cards;

/// <summary>One reply of each kind in each language, filled to the brim.</summary>
internal static class Replies
{
    private static readonly DateTimeOffset Now = TestClock.Monday;

    public static IReadOnlyDictionary<string, Reply> All { get; } = new Dictionary<string, Reply>
    {
        ["done.en"] = new DoneReply("en", "Logged a call with Acme.", "Call with Acme logged",
        [
            new ChangeLine("interaction", 41, "Call with Acme", [new Fact("When", "Mon 23 Nov 2026, 10:00"), new Fact("With", "Maria Lopez"), new Fact("Summary", "Maria wants 3% off the new order")]),
            new ChangeLine("task", 12, "Follow up with Acme", [new Fact("Due", "Tue 1 Dec 2026")]),
        ], 7)
        { TimeZoneId = "Europe/Berlin" },
        ["done.zh"] = new DoneReply("zh", "已记录与恒通物流的电话。", "已记录与恒通物流的电话",
        [
            new ChangeLine("interaction", 42, "与恒通物流的电话", [new Fact("时间", "2026年11月23日 17:00"), new Fact("内容", "对方要求分期付款")]),
            new ChangeLine("task", 13, "跟进恒通物流", [new Fact("截止", "2026年12月1日 周二")]),
        ], 8)
        { TimeZoneId = "Asia/Shanghai" },
        ["undone.en"] = new UndoneReply("en", "Undone.", "Taken back: call with Acme", [new ChangeLine("interaction", 41, "Call with Acme", []), new ChangeLine("task", 12, "Follow up with Acme", [])]),
        ["undone.zh"] = new UndoneReply("zh", "已撤销。", "已撤销:与恒通物流的电话", [new ChangeLine("interaction", 42, "与恒通物流的电话", [])]),
        ["question.en"] = new QuestionReply("en", "Which Acme do you mean?", "p1", [new Choice("Acme", "Hamburg, manufacturing", "customer:1"), new Choice("Acme Labs", null, "customer:2")]),
        ["question.zh"] = new QuestionReply("zh", "您指的是哪个恒通?", "p2", [new Choice("恒通物流", "上海", "customer:22"), new Choice("恒通科技", "苏州", "customer:23")]),
        ["confirm.en"] = new ConfirmReply("en", "Delete Box?", "p3", "Delete the customer Box and everything that hangs on it?", [new ChangeLine("customer", 16, "Box", [new Fact("Opportunities", "1"), new Fact("Interactions", "5")])], Now.AddMinutes(10)) { TimeZoneId = "Europe/London" },
        ["confirm.zh"] = new ConfirmReply("zh", "删除小米?", "p4", "删除客户“小米”及其全部记录?", [new ChangeLine("customer", 27, "小米", [new Fact("商机", "1")])], Now.AddMinutes(10)),
        ["list.en"] = new ListReply("en", "3 of 12 opportunities.", "Open opportunities", "open opportunities of Lena Fischer closing this quarter, biggest first", ["Opportunity", "Customer", "Stage", "Amount", "Close"],
        [
            new ListRow(new RecordRef("opportunity", 3, "Fabrikam line 4"), ["Fabrikam line 4", "Fabrikam", "Negotiation", "120,000 EUR", "2026-12-15"]),
            new ListRow(new RecordRef("opportunity", 5, "Northwind tracking"), ["Northwind tracking", "Northwind", "Qualified", "64,000 EUR", "2026-12-20"]),
            new ListRow(null, ["Acme sensor refresh", "Acme", "Proposal", "", "2026-11-20"]),
        ], 12, "l1"),
        ["list.zh"] = new ListReply("zh", "2 个工单。", "未解决的工单", "未解决的工单,最紧急的在前", ["编号", "主题", "优先级"],
            [new ListRow(null, ["4", "网关每小时重启一次", "紧急"]), new ListRow(null, ["11", "发票抬头有误", "普通"])], 2, null),
        ["customer.en"] = new CustomerReply("en", "Acme.", Acme(masked: false)) { TimeZoneId = "Europe/Berlin" },
        ["customer.zh"] = new CustomerReply("zh", "Acme。", Acme(masked: true) with { OpenAmounts = null, WonAmounts = null }) { TimeZoneId = "Asia/Shanghai" },
        ["ticket.en"] = new TicketReply("en", "Ticket 4.", Ticket(4)) { TimeZoneId = "Europe/Berlin" },
        ["ticket.zh"] = new TicketReply("zh", "工单 4。", Ticket(4) with { Status = TicketStatus.Resolved, ResolvedAt = Now, Resolution = "已更换固件", AssigneeName = "林雪" }) { TimeZoneId = "Asia/Shanghai" },
        ["chart.en"] = Pipeline("en", "Pipeline by stage", "open opportunities of North closing this quarter", ["Lead", "Qualified", "Proposal", "Negotiation"], ["Stage", "Count", "Amount"], "Total", "Weighted") with { Kind = ChartKind.HorizontalBar },
        ["chart.zh"] = Pipeline("zh", "按阶段的销售漏斗", "华东团队本季度预计成交的商机", ["线索", "已确认", "方案报价", "谈判"], ["阶段", "数量", "金额"], "合计", "加权") with { Kind = ChartKind.VerticalBar },
        ["line.en"] = Pipeline("en", "Won per month", "won opportunities, last four months", ["Aug", "Sep", "Oct", "Nov"], [], "Won", "Lost") with { Kind = ChartKind.Line, Rows = [] },
        ["passages.en"] = new PassagesReply("en", "2 passages.", "What Acme said about price",
        [
            new Passage("interaction", 9, 1, "Acme", Now.AddDays(-12), "Lena Fischer", "Maria said the price is fine if delivery stays under four weeks.", 0.9),
            new Passage("ticket", 4, 1, "Acme", Now.AddDays(-40), null, "Asks for a price list of the new sensors.", 0.4),
        ])
        { TimeZoneId = "Europe/Berlin" },
        ["passages.zh"] = new PassagesReply("zh", "1 段。", "恒通物流关于付款的记录", [new Passage("interaction", 10, 22, "恒通物流", Now.AddDays(-3), "李娜", "王强希望分三期付款。", 0.8)]) { TimeZoneId = "Asia/Shanghai" },
        ["help.en"] = new HelpReply("en", "I can log, change and look up.", "What I can do for you", [new HelpGroup("Write down", ["log a call with Acme: …"]), new HelpGroup("Look up", ["my overdue tasks", "tell me about Acme"])]),
        ["help.zh"] = new HelpReply("zh", "我可以记录和查询。", "我能做什么", [new HelpGroup("记录", ["给恒通物流打了个电话……"])]),
        ["said.en"] = new SaidReply("en", "There is nothing to undo."),
        ["hostile.en"] = new DoneReply("en", "Created **bold** [x](javascript:alert(1)).", "Created [Click me](javascript:alert(1)) <img src=x onerror=alert(1)>",
            [new ChangeLine("customer", 1, "**Bold** _it_ `code` ![i](https://evil.example/p.png)", [new Fact("Name [a](b)", "{{DATE(2026-01-01T00:00:00Z,SHORT)}} \u202Etxt.exe\u202C \u0007 <script>alert(1)</script>"), new Fact("Long", new string('x', 3000))])], 9),
    };

    private static ChartReply Pipeline(string language, string title, string reading, string[] labels, string[] columns, string total, string weighted) =>
        new(language, title, title, reading, ChartKind.HorizontalBar,
            [new ChartBar(labels[0], 158_000, "158,000 EUR"), new ChartBar(labels[1], 115_500, "115,500 EUR"), new ChartBar(labels[2], 291_000, "291,000 EUR"), new ChartBar(labels[3], 195_000, "195,000 EUR")],
            [new Fact(total, "759,500 EUR"), new Fact(weighted, "402,300 EUR")])
        {
            Columns = columns,
            Rows = [new ListRow(null, [labels[0], "2", "158,000 EUR"]), new ListRow(null, [labels[1], "4", "115,500 EUR"])],
        };

    private static TicketView Ticket(long id) => new(id, 1, "Acme", 1, "Maria Lopez", "Gateway restarts every hour", "Since the update of Friday.", "technical",
        TicketPriority.Urgent, TicketStatus.Open, null, null, null, null, Now.AddDays(-2), Now.AddDays(-1), null, 1);

    private static CustomerSummary Acme(bool masked)
    {
        var customer = new CustomerView(1, "Acme", ["Acme Corp"], "manufacturing", "Hamburg", "fair", Lifecycle.Interested, ["vip", "sensors"], null, 3, "lena", "Lena Fischer", Now.AddDays(-200), Now, Now.AddDays(-2), 3);
        return new CustomerSummary(
            customer,
            [new ContactView(1, 1, "Acme", "Maria Lopez", "purchasing manager", masked ? "****4567" : "+49 40 1234567", masked ? "m***@acme.example" : "maria@acme.example", null, null, masked, Now, Now, 1)],
            [new InteractionView(9, 1, "Acme", InteractionKind.Call, Now.AddDays(-2), 20, [new Ref(1, "Maria Lopez")], "Wants 3% off the new order", null, null, "Send the new offer", 2, 3, "lena", "Lena Fischer", Now, 1)],
            8,
            [new OpportunityView(2, 1, "Acme", "Acme sensor refresh", Stage.Proposal, masked ? null : 48_000, "EUR", masked, new DateOnly(2026, 11, 20), true, 3, "lena", "Lena Fischer", null, Now, Now, Now, null, 1)],
            [Ticket(4)],
            [new TaskView(12, "Follow up with Acme", Now.AddDays(8), true, false, false, null, 3, "lena", "Lena Fischer", 1, "Acme", null, null, null, Now, Now, 1)],
            [new Money(48_000, "EUR"), new Money(12_000.5m, "USD")],
            []);
    }
}
