using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>What is read from the dialogue: pronouns, answers, yes and no, corrections, more.</summary>
public sealed class DialogueTests
{
    private static readonly Choice[] WhichAcme = [new("Acme", "Hamburg", "customer:1"), new("Acme Labs", "Berlin", "customer:2")];
    private static readonly PlannedCall Logged = new("log_interaction", new Dictionary<string, object?> { ["customer"] = "customer:1", ["kind"] = "call", ["summary"] = "wants 3% off", ["duration_minutes"] = 15L });
    private static readonly PlannedCall Opened = new("create_opportunity", new Dictionary<string, object?> { ["customer"] = "customer:1", ["amount"] = 45000m });
    private static readonly PlannedCall Task = new("create_task", new Dictionary<string, object?> { ["title"] = "Call Sofia", ["due"] = "2026-11-26T15:00" });

    private static Dialogue Asking(AnswerKind kind, string argument, params Choice[] choices) =>
        Dialogue.Empty with { Pending = new PendingQuestion("q1", false, 0, argument, kind, choices, [Logged]) };

    private static readonly Dialogue Confirming = Dialogue.Empty with { Pending = new PendingQuestion("q1", true, 0, null, AnswerKind.Choice, [], [Logged]) };

    private static Dialogue After(params PlannedCall[] plan) => Dialogue.Empty with { LastPlan = plan };

    private static async Task<string> LineAsync(string text, Dialogue dialogue) => string.Join(" | ", (await Understand.CallsAsync(text, dialogue)).Select(Understand.Line));

    [Theory]
    [InlineData("move it to negotiation", "move_stage opportunity=Tailspin upgrade stage=negotiation")]
    [InlineData("推到谈判", "move_stage opportunity=Tailspin upgrade stage=negotiation")]
    [InlineData("call him", "create_task customer=Tailspin title=Call Jana Dvorak")]
    [InlineData("we won it", "win_opportunity opportunity=Tailspin upgrade")]
    public async Task Pronouns_mean_what_is_talked_about(string text, string expected)
    {
        var focus = new[] { Understand.Ref(Kinds.Opportunity, "Tailspin upgrade"), Understand.Ref(Kinds.Customer, "Tailspin"), Understand.Ref(Kinds.Contact, "Jana Dvorak") };

        Assert.Equal(expected, await LineAsync(text, Dialogue.Empty with { Focus = focus }));
    }

    [Theory]
    [InlineData("Acme Labs", "dialogue_answer value=Acme Labs")]
    [InlineData("Labs", "dialogue_answer value=Acme Labs")]
    [InlineData("the second one", "dialogue_answer value=Acme Labs")]
    [InlineData("第二个", "dialogue_answer value=Acme Labs")]
    [InlineData("1", "dialogue_answer value=Acme")]
    [InlineData("never mind", "dialogue_cancel")]
    [InlineData("算了", "dialogue_cancel")]
    [InlineData("how is the pipeline this quarter?", "pipeline from=2026-10-01 to=2026-12-31")]
    public async Task Which_one(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Asking(AnswerKind.Record, "customer", WhichAcme)));

    [Theory]
    [InlineData("too expensive for them", "dialogue_answer value=too expensive for them")]
    [InlineData("价格太高", "dialogue_answer value=价格太高")]
    [InlineData("they lost the budget", "dialogue_answer value=they lost the budget")]
    [InlineData("cancel", "dialogue_cancel")]
    [InlineData("先不标了", "dialogue_cancel")]
    [InlineData("log a call with Northwind: Sofia is happy", "log_interaction customer=Northwind kind=call participants=Sofia Ricci summary=Sofia is happy")]
    public async Task Free_text(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Asking(AnswerKind.Text, "reason")));

    [Theory]
    [InlineData("next Friday", "dialogue_answer value=2026-12-04")]
    [InlineData("后天", "dialogue_answer value=2026-11-25")]
    public async Task When(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Asking(AnswerKind.Date, "due")));

    [Theory]
    [InlineData("45k", "dialogue_answer value=45000")]
    [InlineData("20万", "dialogue_answer value=200000")]
    public async Task How_much(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Asking(AnswerKind.Amount, "amount")));

    [Theory]
    [InlineData("yes", "dialogue_confirm")]
    [InlineData("do it", "dialogue_confirm")]
    [InlineData("好的", "dialogue_confirm")]
    [InlineData("确认", "dialogue_confirm")]
    [InlineData("no", "dialogue_cancel")]
    [InlineData("cancel", "dialogue_cancel")]
    [InlineData("算了,不换了", "dialogue_cancel")]
    public async Task Yes_or_no(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Confirming));

    [Fact]
    public async Task A_yes_to_nothing_writes_nothing() => Assert.Equal("", await LineAsync("yes", Dialogue.Empty));

    [Fact]
    public async Task Corrections_change_only_what_was_said()
    {
        Assert.Equal("dialogue_amend customer=Acme Labs", await LineAsync("no, I meant Acme Labs", After(Logged)));
        Assert.Equal("dialogue_amend customer=恒通科技", await LineAsync("不对,是恒通科技", After(Logged)));
        Assert.Equal("dialogue_amend kind=meeting", await LineAsync("sorry it was a meeting", After(Logged)));
        Assert.Equal("dialogue_amend duration_minutes=45", await LineAsync("make that 45 minutes", After(Logged)));
        Assert.Equal("dialogue_amend amount=50000", await LineAsync("make it 50k", After(Opened)));
        Assert.Equal("dialogue_amend amount=50000", await LineAsync("make that 50", After(Opened)));
        Assert.Equal("dialogue_amend due=2026-11-26", await LineAsync("no, Thursday", After(Task)));
        Assert.Equal("dialogue_amend due=2026-11-26T16:00", await LineAsync("actually make it 4", After(Task)));
    }

    [Fact]
    public async Task A_question_may_say_only_what_is_different()
    {
        var pipeline = new PlannedCall("pipeline", new Dictionary<string, object?> { ["from"] = "2026-10-01", ["to"] = "2026-12-31" });

        Assert.Equal("pipeline from=2027-01-01 to=2027-03-31", await LineAsync("and next quarter?", After(pipeline)));
        Assert.Equal("pipeline from=2026-10-01 owner=李娜 to=2026-12-31", await LineAsync("李娜的呢", After(pipeline)));
    }

    [Theory]
    [InlineData("more", "dialogue_more")]
    [InlineData("下一页", "dialogue_more")]
    [InlineData("hello", "dialogue_small_talk kind=hello")]
    [InlineData("谢谢", "dialogue_small_talk kind=thanks")]
    [InlineData("cancel", "dialogue_cancel")]
    public async Task Short_acts(string text, string expected) => Assert.Equal(expected, await LineAsync(text, Dialogue.Empty));

    [Fact]
    public async Task Names_follow_the_CRM_and_the_actors_scope()
    {
        var crm = new NameOnlyCrm(SampleNames.All);
        using var client = new OfflineChatClient(crm);
        async Task<object?> CustomerAsync(string text, Core.Access.Actor actor) =>
            ((Microsoft.Extensions.AI.FunctionCallContent)(await Understand.AskAsync(text, null, actor, client)).Messages[0].Contents[0]).Arguments!["customer"];

        Assert.Equal("Tailspin", await CustomerAsync("log a call with Tailspin: hello", SampleNames.Lena));
        Assert.Equal("customer:8", await CustomerAsync("log a call with Tailspin: hello", SampleNames.Marta));
        Assert.Equal("Globex", await CustomerAsync("log a call with Globex: hello", SampleNames.Lena));
        crm.Change(new NameEntry(Kinds.Customer, 900, "Globex", [], null, SampleNames.Lena.UserId, true, false));
        Assert.Equal("customer:900", await CustomerAsync("log a call with Globex: hello", SampleNames.Lena));
        crm.Change(new NameEntry(Kinds.Customer, 900, "Globex", [], null, SampleNames.Lena.UserId, true, true));
        Assert.Equal("Globex", await CustomerAsync("log a call with Globex: hello", SampleNames.Lena));
    }
}
