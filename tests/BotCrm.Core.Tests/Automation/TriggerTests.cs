using BotCrm.Core.Automation;
using BotCrm.Core.Contracts;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Tests.Automation;

/// <summary>What contracts, payments, wins and mornings set going. Bob lives in Berlin: his working day starts at 9:00, 8:00 by the world's clock.</summary>
public sealed class TriggerTests
{
    [Fact]
    public async Task A_contract_that_ends_soon_is_told_in_its_owners_morning_once_for_each_end()
    {
        await using var company = await SmallCompany.StartAsync();
        await RuleAsync(company, "Ends soon", new RuleTrigger { Kind = "contract_ends", Days = 30 });
        var soon = await ContractAsync(company, "soon", new DateOnly(2026, 12, 24));
        var moved = await ContractAsync(company, "moved", new DateOnly(2026, 12, 24));
        var cancelled = await ContractAsync(company, "cancelled", new DateOnly(2026, 12, 24));
        await ContractAsync(company, "later", new DateOnly(2026, 12, 26));
        await company.DoAsync("bob", new CancelContract { Id = cancelled.Id, Reason = "bankrupt" });

        await AtAsync(company, "2026-11-24T07:59:00Z");
        Assert.Empty(await ToldAsync(company));
        // Noticed, but not so any more when it is to be told.
        await company.DoAsync("bob", new UpdateContract { Id = moved.Id, EndsOn = new DateOnly(2026, 12, 25) });
        await AtAsync(company, "2026-11-24T08:00:00Z");
        await AtAsync(company, "2026-11-24T08:05:00Z");
        Assert.Equal(["soon"], await ToldAsync(company));
        await AtAsync(company, "2026-11-25T08:00:00Z");
        Assert.Equal(["moved", "soon"], await ToldAsync(company));
        await AtAsync(company, "2026-12-02T08:00:00Z");
        Assert.Equal(["later", "moved", "soon"], await ToldAsync(company));
        // A new end is a new occurrence, also one that had come so near some days before.
        await company.DoAsync("bob", new UpdateContract { Id = soon.Id, EndsOn = new DateOnly(2026, 12, 28) });
        await AtAsync(company, "2026-12-02T08:05:00Z");
        await AtAsync(company, "2026-12-03T08:00:00Z");
        Assert.Equal(["later", "moved", "soon", "soon"], await ToldAsync(company));
    }

    [Theory]
    [InlineData(null, "2026-11-24")]
    [InlineData(3, "2026-11-27")]
    public async Task A_payment_that_is_overdue_is_told_unless_it_came_in_meanwhile(int? days, string day)
    {
        await using var company = await SmallCompany.StartAsync();
        await RuleAsync(company, "Overdue", new RuleTrigger { Kind = "payment_overdue", Days = days });
        var paid = await ContractAsync(company, "paid", null);
        var part = await ContractAsync(company, "part", null);
        var open = await ContractAsync(company, "open", null);
        foreach (var contract in new[] { paid, part, open })
            await company.DoAsync("bob", new PlanPayments { ContractId = contract.Id, Plan = new PaymentPlan { Count = 2, First = new DateOnly(2026, 11, 23) } });
        await company.DoAsync("bob", new ReceivePayment { ContractId = part.Id, Amount = 100 });

        await AtAsync(company, day + "T07:59:00Z");
        Assert.Empty(await ToldAsync(company));
        await company.DoAsync("bob", new ReceivePayment { ContractId = paid.Id, Amount = 500 });
        await AtAsync(company, day + "T08:00:00Z");
        await AtAsync(company, day + "T09:00:00Z");
        var told = (await company.GetAsync("bob", new ListNotifications())).Items.Where(one => one.Kind == "rule").ToList();
        var due = new HashSet<long>();
        foreach (var contract in new[] { part, open })
            due.Add((await company.GetAsync("bob", new ListPayments { ContractId = contract.Id })).Items.Single(one => one.Number == 1).Id);
        Assert.Equal(2, told.Count);
        Assert.True(due.SetEquals(told.Select(one => one.Record!.Id)));
    }

    [Fact]
    public async Task A_win_makes_one_survey_and_one_task_to_send_it_whatever_runs_again()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Sensors", Amount = 900 });
        var lost = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Lost" });
        await company.DoAsync("bob", new WinOpportunity { Id = sale.Id });
        await company.DoAsync("bob", new LoseOpportunity { Id = lost.Id, Reason = "price" });
        foreach (var minute in new[] { "01", "02", "10" })
            await AtAsync(company, $"2026-11-23T10:{minute}:00Z");
        var survey = Assert.Single((await company.GetAsync("bob", new ListSurveys())).Items);
        Assert.Equal((company.Acme, sale.Id, SurveyKind.Satisfaction), (survey.CustomerId, survey.OpportunityId!.Value, survey.Kind));
        Assert.Null(survey.AnsweredAt);
        var task = Assert.Single((await company.GetAsync("bob", new ListTasks())).Items);
        Assert.Equal(("Satisfaction survey: Sensors", "bob", sale.Id), (task.Title, task.AssigneeLogin, task.OpportunityId!.Value));
    }

    [Fact]
    public async Task The_mornings_figures_are_those_of_the_day_once_and_nobody_is_told_of_nothing()
    {
        await using var company = await SmallCompany.StartAsync();
        var tuesday = new DateOnly(2026, 11, 24);
        foreach (var (title, due) in new[] { ("late", tuesday.AddDays(-1)), ("now", tuesday), ("also", tuesday), ("later", tuesday.AddDays(1)) })
            await company.DoAsync("bob", new CreateTask { Title = title, Due = DueTime.On(due) });
        await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Name = "Sensors", CloseDate = tuesday.AddDays(3) });
        await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "Server down", AssigneeId = company.Users["bob"] });

        await AtAsync(company, "2026-11-24T07:29:00Z");
        Assert.Empty(await DigestsAsync(company, "bob"));
        foreach (var minute in new[] { "30", "31", "45" })
            await AtAsync(company, $"2026-11-24T07:{minute}:00Z");
        var digest = Assert.Single(await DigestsAsync(company, "bob"));
        Assert.Equal(["1", "2", "1", "1", "0"], new[] { "overdue", "today", "opportunities", "tickets", "quiet" }.Select(key => digest.Data[key]));
        Assert.Empty(await DigestsAsync(company, "cid"));

        // A standstill over the morning: at noon it is no morning digest any more.
        await AtAsync(company, "2026-11-25T10:31:00Z");
        Assert.Single(await DigestsAsync(company, "bob"));
        await company.DoAsync("bob", new ChangeNotificationSettings { DigestAt = new TimeOnly(7, 15) });
        await AtAsync(company, "2026-11-26T06:15:00Z");
        Assert.Equal(2, (await DigestsAsync(company, "bob")).Count);
    }

    private static Task<RuleView> RuleAsync(SmallCompany company, string name, RuleTrigger trigger) =>
        company.DoAsync("admin", new CreateRule { Definition = new RuleDefinition { Name = name, Trigger = trigger, Action = new RuleAction { Kind = "notify", To = "owner" } } });

    private static Task<ContractView> ContractAsync(SmallCompany company, string title, DateOnly? ends) =>
        company.DoAsync("bob", new CreateContract { CustomerId = company.Acme, Title = title, Value = 1000, EndsOn = ends });

    private static async Task AtAsync(SmallCompany company, string instant)
    {
        company.Crm.Clock.Set(DateTimeOffset.Parse(instant, null));
        await company.Crm.RunBackgroundAsync();
    }

    private static async Task<List<string?>> ToldAsync(SmallCompany company) =>
        [.. (await company.GetAsync("bob", new ListNotifications { Paging = new(100) })).Items.Where(one => one.Kind == "rule").Select(one => one.Record?.Name).Order(StringComparer.Ordinal)];

    private static async Task<List<NotificationView>> DigestsAsync(SmallCompany company, string login) =>
        [.. (await company.GetAsync(login, new ListNotifications { Paging = new(100) })).Items.Where(one => one.Kind == "digest")];
}
