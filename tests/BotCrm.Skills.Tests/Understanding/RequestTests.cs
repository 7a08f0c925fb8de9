using BotCrm.Skills.Understanding.Frames;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>Every skill in both languages, in wordings different in kind: commands, reports, shorthand, wishes, questions.</summary>
public sealed class RequestTests
{
    [Theory]
    [InlineData("Erik's new number is +49 170 1234567", "update_contact contact=Erik Sand phone=+49 170 1234567")]
    [InlineData("Fabrikam signed!", "win_opportunity customer=Fabrikam")]
    [InlineData("Sofia rang, she needs the offer in two parts", "log_interaction customer=Northwind kind=call participants=Sofia Ricci summary=she needs the offer in two parts")]
    [InlineData("Tailspin upgrade → verbal yes, paperwork by EOM", "log_interaction customer=Tailspin kind=note opportunity=Tailspin upgrade summary=verbal yes, paperwork by EOM")]
    [InlineData("WeChat with 王强: 他说价格可以再谈", "log_interaction customer=恒通物流 kind=wechat participants=王强 summary=他说价格可以再谈")]
    [InlineData("add Lisa Braun as contact at Acme, CFO, lisa@acme.example", "add_contact customer=Acme email=lisa@acme.example name=Lisa Braun title=CFO")]
    [InlineData("assign the Contoso quote task to Tom", "update_task assignee=Tom Baker customer=Contoso task=Contoso quote")]
    [InlineData("assign ticket 12 to Sam", "assign_ticket assignee=Sam Okoye ticket=ticket:12")]
    [InlineData("brief me on Fabrikam", "customer_summary customer=Fabrikam")]
    [InlineData("called Mueller, he wants a demo", "log_interaction customer=Müller & Söhne kind=call summary=he wants a demo")]
    [InlineData("create customer Nordlicht in Kiel and add contact Jens Ahrens, phone 0171 2345678, and an opportunity of 20k", "create_customer city=Kiel name=Nordlicht | add_contact customer=Nordlicht name=Jens Ahrens phone=0171 2345678 | create_opportunity amount=20000 customer=Nordlicht")]
    [InlineData("new customer Acme Metals GmbH in Hamburg", "create_customer city=Hamburg name=Acme Metals GmbH")]
    [InlineData("new customer Acme Bakery in Bremen", "create_customer city=Bremen name=Acme Bakery")]
    [InlineData("新建客户恒通物流有限公司", "create_customer name=恒通物流有限公司")]
    [InlineData("新建客户恒通物流有限公司,在上海", "create_customer city=上海 name=恒通物流有限公司")]
    [InlineData("delete contact Noah Wright from Lucerne", "delete_contact contact=Noah Wright customer=Lucerne Publishing")]
    [InlineData("delete customer Litware", "delete_customer customer=Litware")]
    [InlineData("delete the Box deal", "delete_opportunity customer=Box")]
    [InlineData("delete the task about the datasheet", "delete_task task=datasheet")]
    [InlineData("delete ticket 12", "delete_ticket ticket=ticket:12")]
    [InlineData("done with the Sofia call", "complete_task customer=Northwind task=Sofia call")]
    [InlineData("forecast for next quarter", "forecast from=2027-01-01 to=2027-03-31")]
    [InlineData("hand Blue Yonder over to Marek", "update_customer customer=Blue Yonder Airlines owner=Marek Novak")]
    [InlineData("how did Marek do last quarter", "performance from=2026-07-01 owner=Marek Novak to=2026-09-30")]
    [InlineData("how is the pipeline this quarter?", "pipeline from=2026-10-01 to=2026-12-31")]
    [InlineData("just off the phone with Erik, half an hour, he can live with two years", "log_interaction customer=Fabrikam duration_minutes=30 kind=call participants=Erik Sand summary=he can live with two years")]
    [InlineData("log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday", "log_interaction customer=Acme kind=call next_step=follow up next Tuesday participants=Maria Lopez summary=Maria wants 3% off the new order | create_task customer=Acme due=2026-12-01 title=Follow up with Acme")]
    [InlineData("log a call with Fabirkam: Erik agreed", "log_interaction customer=Fabrikam kind=call participants=Erik Sand summary=Erik agreed")]
    [InlineData("log meeting Northwind 45 min Sofia Ricci: agreed on a pilot, next step send contract", "log_interaction customer=Northwind duration_minutes=45 kind=meeting next_step=send contract participants=Sofia Ricci summary=agreed on a pilot")]
    [InlineData("lost Acme to competitor on price", "lose_opportunity customer=Acme reason=to competitor on price")]
    [InlineData("make sure I ring Sofia before Friday", "create_task customer=Northwind due=2026-11-27 title=Ring Sofia")]
    [InlineData("make the Acme ticket urgent", "update_ticket customer=Acme priority=urgent")]
    [InlineData("mark Litware as churned", "change_lifecycle customer=Litware lifecycle=churned")]
    [InlineData("move the Acme deal to negotiation", "move_stage customer=Acme stage=negotiation")]
    [InlineData("new deal with Acme for 45k", "create_opportunity amount=45000 customer=Acme")]
    [InlineData("open a ticket for Acme: sensor broken, urgent", "create_ticket category=technical customer=Acme priority=urgent subject=sensor broken")]
    [InlineData("push my call with Sofia to Monday", "reschedule_task customer=Northwind due=2026-11-30 task=call Sofia")]
    [InlineData("remind me Tuesday to send the offer to Contoso", "create_task customer=Contoso due=2026-11-24 title=Send the offer to Contoso")]
    [InlineData("resolve ticket 12: replaced the sensor", "resolve_ticket resolution=replaced the sensor ticket=ticket:12")]
    [InlineData("show me all calls with Acme", "list_interactions customer=Acme kind=call")]
    [InlineData("show open deals of Marek closing in Q4, biggest first", "list_opportunities close_from=2026-10-01 close_to=2026-12-31 descending=true open=true owner=Marek Novak sort=amount")]
    [InlineData("show ticket 12", "show_ticket ticket=ticket:12")]
    [InlineData("tag Northwind as key account", "tag_customer add=key account customer=Northwind")]
    [InlineData("the Woodgrove deal will close on March 15", "update_opportunity close_date=2027-03-15 customer=Woodgrove Bank")]
    [InlineData("todo: prepare offer for Wingtip", "create_task customer=Wingtip title=Prepare offer for Wingtip")]
    [InlineData("undo the Tailspin thing", "undo what=Tailspin")]
    [InlineData("urgent tickets this week", "list_tickets from=2026-11-23 priority=urgent to=2026-11-29")]
    [InlineData("visit / Fabrikam / Erik / wants delivery dates in writing", "log_interaction customer=Fabrikam kind=visit participants=Erik Sand summary=wants delivery dates in writing")]
    [InlineData("visited Box yesterday, new warehouse is huge", "log_interaction customer=Box kind=visit summary=new warehouse is huge when=2026-11-22")]
    [InlineData("what can you do", "help")]
    [InlineData("what did Maria say about the discount", "search_history contact=Maria Lopez text=discount")]
    [InlineData("what do I have to do today", "list_tasks assignee=me due_from=2026-11-23 due_to=2026-11-23")]
    [InlineData("what needs attention", "needs_attention")]
    [InlineData("which customers do we have in London?", "find_customers city=London")]
    [InlineData("who is our contact at Contoso", "find_contacts customer=Contoso")]
    [InlineData("下周二提醒我给恒通发报价", "create_task customer=恒通物流 due=2026-12-01 title=给恒通发报价")]
    [InlineData("今天上午拜访了东方重工,周涛说设备预算年底批", "log_interaction customer=东方重工 kind=visit participants=周涛 summary=周涛说设备预算年底批 when=2026-11-23T09:00")]
    [InlineData("加了王强的微信", "log_interaction customer=恒通物流 kind=wechat participants=王强 summary=加了王强的微信")]
    [InlineData("华创签单了", "win_opportunity customer=华创电子")]
    [InlineData("工单3转给林雪", "assign_ticket assignee=林雪 ticket=ticket:3")]
    [InlineData("帮我 log 一个 call with Acme", "log_interaction customer=Acme kind=call")]
    [InlineData("恒通怎么样", "customer_summary customer=恒通物流")]
    [InlineData("恒通报障:传感器坏了,很急", "create_ticket category=technical customer=恒通物流 priority=urgent subject=传感器坏了")]
    [InlineData("把华创推到谈判阶段", "move_stage customer=华创电子 stage=negotiation")]
    [InlineData("把华创的商机金额改成90万", "update_opportunity amount=900000 customer=华创电子")]
    [InlineData("把华创的重点客户标签去掉", "tag_customer customer=华创电子 remove=重点客户")]
    [InlineData("把给恒通发报价的任务推迟到周五", "reschedule_task customer=恒通物流 due=2026-11-27 task=恒通发报价")]
    [InlineData("撤销", "undo")]
    [InlineData("新建客户 蓝海科技,上海,软件行业", "create_customer city=上海 industry=软件 name=蓝海科技")]
    [InlineData("星河黄了,预算被砍", "lose_opportunity customer=星河汽车 reason=预算被砍")]
    [InlineData("给恒通建一个商机,20万,月底前签", "create_opportunity amount=200000 close_date=2026-11-30 customer=恒通物流")]
    [InlineData("给恒通打了个电话,对方要求分期付款,下周二跟进", "log_interaction customer=恒通物流 kind=call next_step=下周二跟进 summary=对方要求分期付款 | create_task customer=恒通物流 due=2026-12-01 title=跟进恒通")]
    [InlineData("谁的商机逾期了", "list_opportunities overdue=true")]
    [InlineData("重新打开工单5", "reopen_ticket ticket=ticket:5")]
    public async Task Reads(string text, string expected)
    {
        var calls = await Understand.CallsAsync(text);

        Assert.Equal(expected, string.Join(" | ", calls.Select(Understand.Line)));
    }

    [Fact]
    public void Every_intent_of_the_rules_has_a_frame()
    {
        var ranked = BotCrm.Skills.Understanding.Lexicon.LexiconFile.Lines("rules.txt").Where(l => l[0] != '@').Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]).Distinct().ToList();

        Assert.NotEmpty(ranked);
        Assert.Empty(ranked.Except(FrameFiller.Intents));
        Assert.Empty(FrameFiller.Intents.Except(ranked));
    }
}
