using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;
using BotCrm.Skills.Understanding.Intents;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>What only asks or shows writes, corrects and confirms nothing, whatever was talked about before.</summary>
public sealed class QuestionsNeverWriteTests
{
    private static readonly string[] Questions =
    [
        "my open opportunities closing this quarter",
        "open opportunities closing next month",
        "opportunities over 50k",
        "the biggest deals",
        "deals closing this month",
        "which deals close before Christmas?",
        "which opportunities are in negotiation",
        "show me my deals in proposal",
        "my opportunities by amount",
        "what's the close date of the Acme deal?",
        "how much is the Fabrikam deal worth?",
        "is the Contoso deal at 210k or 200k?",
        "is Tailspin in negotiation?",
        "who owns Tailspin?",
        "when did we last talk to Erik?",
        "what did Erik say about delivery?",
        "did Maria want 3%?",
        "how is the pipeline this quarter?",
        "forecast for next quarter",
        "won and lost this year",
        "how did we do last month",
        "what's overdue on my list?",
        "my tasks for tomorrow",
        "tasks due Friday",
        "what do I have to do on Thursday",
        "anything due next week?",
        "overdue tasks",
        "open tickets with high priority",
        "urgent tickets",
        "which tickets are unassigned?",
        "tickets from last week",
        "calls with Acme last week",
        "customers in Hamburg",
        "my customers I haven't talked to for 30 days",
        "what needs attention?",
        "tell me about Northwind",
        "I'm seeing Acme tomorrow, give me a summary",
        "what's Maria's phone number?",
        "who is our contact at Box?",
        "show the second one",
        "本季度要成交的商机",
        "我的商机有哪些下个月签?",
        "50万以上的商机",
        "最大的单子",
        "在谈判阶段的商机",
        "这个月能签多少?",
        "华创产线传感预计什么时候签?",
        "小米产线多少钱?",
        "恒通是谁负责的?",
        "王强上次说了什么?",
        "上周给恒通打过电话吗?",
        "谁的商机逾期了?",
        "本季度的销售漏斗怎么样?",
        "我明天有什么任务?",
        "周五到期的任务",
        "逾期的任务",
        "紧急的工单有哪些",
        "没人处理的工单",
        "明天要去百年,给我总结一下",
        "下午见星河,先看看情况",
        "上海的客户",
        "哪些客户一个月没联系了?",
        "吴婷的电话是多少?",
        "介绍一下东方重工",
        "下季度预测",
        "actually, tasks due Friday",
        "sorry, what's overdue?",
        "no, I asked which deals close this month",
        "不对,我问的是本季度的商机",
    ];

    private static readonly PlannedCall Opened = new("create_opportunity", new Dictionary<string, object?> { ["customer"] = "customer:1", ["amount"] = 45000m, ["close_date"] = "2026-12-18", ["stage"] = "proposal" });
    private static readonly PlannedCall Updated = new("update_opportunity", new Dictionary<string, object?> { ["opportunity"] = "opportunity:1", ["close_date"] = "2026-12-18" });
    private static readonly PlannedCall Moved = new("move_stage", new Dictionary<string, object?> { ["opportunity"] = "opportunity:1", ["stage"] = "proposal" });
    private static readonly PlannedCall Lost = new("lose_opportunity", new Dictionary<string, object?> { ["opportunity"] = "opportunity:1", ["reason"] = "price" });
    private static readonly PlannedCall Logged = new("log_interaction", new Dictionary<string, object?> { ["customer"] = "customer:1", ["kind"] = "call", ["summary"] = "wants 3% off", ["when"] = "2026-11-20" });
    private static readonly PlannedCall Planned = new("create_task", new Dictionary<string, object?> { ["title"] = "Call Sofia", ["due"] = "2026-11-26T15:00", ["assignee"] = "user:3" });
    private static readonly PlannedCall Ticketed = new("create_ticket", new Dictionary<string, object?> { ["customer"] = "customer:1", ["subject"] = "Gateway", ["priority"] = "high" });
    private static readonly PlannedCall Listed = new("list_opportunities", new Dictionary<string, object?> { ["owner"] = "me", ["stage"] = "proposal" });
    private static readonly Choice[] Which = [new("Acme", "Hamburg", "customer:1"), new("Acme Labs", "Berlin", "customer:2")];

    private static readonly RecordRef Deal = Understand.Ref(Kinds.Opportunity, "Acme sensor refresh");
    private static readonly RecordRef Company = Understand.Ref(Kinds.Customer, "Acme");
    private static readonly RecordRef Person = Understand.Ref(Kinds.Contact, "Maria Lopez");
    private static readonly RecordRef Chore = new(Kinds.Task, 1, "Call Sofia");
    private static readonly RecordRef Case = new(Kinds.Ticket, 1, "Gateway");
    private static readonly RecordRef Talk = new(Kinds.Interaction, 1, "call");

    private static readonly Dictionary<string, Dialogue> States = new(StringComparer.Ordinal)
    {
        ["nothing"] = Dialogue.Empty,
        ["an opportunity talked about"] = Dialogue.Empty with { Focus = [Deal, Company] },
        ["a customer talked about"] = Dialogue.Empty with { Focus = [Company, Person, Talk] },
        ["a task talked about"] = Dialogue.Empty with { Focus = [Chore, Company] },
        ["a ticket talked about"] = Dialogue.Empty with { Focus = [Case, Company] },
        ["after an opportunity was made"] = Dialogue.Empty with { Focus = [Deal, Company], LastPlan = [Opened] },
        ["after a close date was changed"] = Dialogue.Empty with { Focus = [Deal, Company], LastPlan = [Updated] },
        ["after a stage was changed"] = Dialogue.Empty with { Focus = [Deal, Company], LastPlan = [Moved] },
        ["after a loss"] = Dialogue.Empty with { Focus = [Deal, Company], LastPlan = [Lost] },
        ["after a call and a task"] = Dialogue.Empty with { Focus = [Talk, Chore, Company, Person], LastPlan = [Logged, Planned] },
        ["after a ticket"] = Dialogue.Empty with { Focus = [Case, Company], LastPlan = [Ticketed] },
        ["after a list"] = Dialogue.Empty with { LastPlan = [Listed], LastResults = [Deal, Understand.Ref(Kinds.Opportunity, "Fabrikam line 4")] },
        ["asked for a reason"] = Asking(AnswerKind.Text, "reason", new PlannedCall("lose_opportunity", new Dictionary<string, object?> { ["opportunity"] = "opportunity:1" })),
        ["asked for a summary"] = Asking(AnswerKind.Text, "summary", new PlannedCall("log_interaction", new Dictionary<string, object?> { ["customer"] = "customer:1", ["kind"] = "call" })),
        ["asked which"] = Asking(AnswerKind.Record, "customer", Logged, Which),
        ["asked when"] = Asking(AnswerKind.Date, "due", new PlannedCall("reschedule_task", new Dictionary<string, object?> { ["task"] = "task:1" })),
        ["asked how much"] = Asking(AnswerKind.Amount, "amount", Opened),
        ["asked to confirm"] = Dialogue.Empty with { Pending = new PendingQuestion("q1", true, 0, null, AnswerKind.Choice, [], [Opened]) },
    };

    public static TheoryData<string> StateNames { get; } = [.. States.Keys];

    [Theory]
    [MemberData(nameof(StateNames))]
    public async Task Whatever_was_said_before(string state)
    {
        var wrong = new List<string>();
        foreach (var question in Questions)
        {
            var calls = await Understand.CallsAsync(question, States[state]);
            if (calls.Any(c => RuleRanker.Default.IsWrite(c.Tool) || c.Tool is DialogueTools.Confirm or DialogueTools.Amend || (c.Tool == DialogueTools.Answer && !state.EndsWith("which", StringComparison.Ordinal))))
                wrong.Add($"{question} → {string.Join(" | ", calls.Select(Understand.Line))}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static Dialogue Asking(AnswerKind kind, string argument, PlannedCall call, params Choice[] choices) =>
        Dialogue.Empty with { Pending = new PendingQuestion("q1", false, 0, argument, kind, choices, [call]) };
}
