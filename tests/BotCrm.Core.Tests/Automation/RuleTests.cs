using System.Text.Json;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Tasks;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Automation;

public sealed class RuleTests
{
    [Fact]
    public async Task Seven_days_without_contact_are_told_to_the_owner_once_for_each_silence()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await DaysAsync(crm, 6);
        Assert.Empty(await ToldAsync(crm, "lena"));
        await DaysAsync(crm, 3);
        Assert.Equal(["quiet_customer Acme"], await ToldAsync(crm, "lena"));

        await crm.InteractionAsync("lena", acme.Id);
        await DaysAsync(crm, 6);
        Assert.Single(await ToldAsync(crm, "lena"));
        await DaysAsync(crm, 2);
        Assert.Equal(["quiet_customer Acme", "quiet_customer Acme"], await ToldAsync(crm, "lena"));
    }

    [Fact]
    public async Task A_call_logged_late_moves_the_silence_and_what_was_before_the_rules_is_history()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await DaysAsync(crm, 30);
        await crm.DoAsync("admin", new CreateCustomer { Name = "Old", OwnerId = (await crm.ActorAsync("lena")).UserId, CreatedAt = crm.Clock.GetUtcNow().AddDays(-400) });
        var acme = await crm.CustomerAsync("lena", "Acme");
        // Logged today, nine days late: the silence has been over seven days for two already.
        await crm.DoAsync("lena", new LogInteraction { CustomerId = acme.Id, Kind = InteractionKind.Call, Summary = "prices", When = crm.Clock.GetUtcNow().AddDays(-9) });
        await DaysAsync(crm, 0);
        Assert.Equal(["quiet_customer Acme"], await ToldAsync(crm, "lena"));
    }

    /// <summary>What the feed holds about persons is sealed.</summary>
    [Fact]
    public async Task Rules_read_what_happened_to_persons_and_go_on_when_it_was_erased()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("admin", new CreateRule { Definition = Reminder("New contact") with { Trigger = new RuleTrigger { Kind = "created", Noun = "contact" }, Action = new RuleAction { Kind = "notify", To = "user:admin" } } });
        var acme = await crm.CustomerAsync("lena", "Acme");
        var contact = await crm.ContactAsync("lena", acme.Id, "Jens Ahrens");
        await crm.InteractionAsync("lena", acme.Id);
        await DaysAsync(crm, 0);
        Assert.Single(await ToldAsync(crm, "admin"));
        await crm.ContactAsync("lena", acme.Id, "Maria Lenz");
        await crm.DoAsync("admin", new Core.Privacy.Erasure.ErasePerson { ContactId = contact.Id });
        await DaysAsync(crm, 0);
        Assert.Equal(2, (await ToldAsync(crm, "admin")).Count);
    }

    [Fact]
    public async Task Exactly_once_with_two_instances_at_once_and_after_kills()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await using var second = await crm.StartAnotherAsync();
        for (var i = 0; i < 40; i++)
            await crm.CustomerAsync(i % 2 == 0 ? "lena" : "marek", "Customer " + i);
        crm.Clock.Advance(TimeSpan.FromDays(8));
        // No leases here: the store alone must keep them apart. Each is cut off again and again, as a killed process would be.
        for (var round = 0; round < 6; round++)
        {
            using var cut = new CancellationTokenSource();
            var running = new[] { crm, second, crm, second }.Select(one => Task.Run(() => new RulesTask((Crm)one.Crm).RunAsync(crm.Clock.GetUtcNow(), cut.Token))).ToList();
            if (round < 5)
            {
                await Task.WhenAny(running);
                await cut.CancelAsync();
            }
            foreach (var run in running)
            {
                try
                {
                    await run;
                }
                catch (OperationCanceledException)
                {
                    // Cut off.
                }
            }
        }

        Assert.Equal(20, (await ToldAsync(crm, "lena")).Count);
        Assert.Equal(20, (await ToldAsync(crm, "marek")).Distinct().Count());
        Assert.Equal(20, (await ToldAsync(crm, "marek")).Count);
    }

    [Fact]
    public async Task A_sale_makes_a_survey_task_which_is_audited_under_the_rules_name_and_can_be_undone()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        var deal = await crm.OpportunityAsync("lena", acme.Id, "Sensors");
        await crm.DoAsync("lena", new WinOpportunity { Id = deal.Id });
        for (var i = 0; i < 3; i++)
            await DaysAsync(crm, 0);

        var task = Assert.Single((await crm.GetAsync("lena", new ListTasks { Done = false })).Items);
        Assert.Equal(("Satisfaction survey: Sensors", "lena", acme.Id), (task.Title, task.AssigneeLogin, task.CustomerId!.Value));
        var entry = Assert.Single((await crm.GetAsync("admin", new ReadAudit { Entity = "task", EntityId = task.Id })).Items);
        Assert.Equal(("system", "automation", "Ask for feedback after a sale"), (entry.Actor, entry.Channel, entry.Sentence));

        await crm.DoAsync("admin", new UndoChangeSet { Id = entry.ChangeSetId });
        await DaysAsync(crm, 0);
        Assert.Empty((await crm.GetAsync("lena", new ListTasks())).Items);
    }

    [Fact]
    public async Task A_close_date_that_has_passed_is_asked_about_in_the_owners_morning()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var acme = await crm.CustomerAsync("lena", "Acme");
        await crm.DoAsync("lena", new CreateOpportunity { CustomerId = acme.Id, Name = "Sensors", CloseDate = new DateOnly(2026, 11, 24) });
        await crm.DoAsync("lena", new CreateOpportunity { CustomerId = acme.Id, Name = "Moved", CloseDate = new DateOnly(2026, 11, 24) });
        crm.Clock.Set(new DateTimeOffset(2026, 11, 25, 7, 59, 0, TimeSpan.Zero));
        await crm.RunBackgroundAsync();
        Assert.Empty(await ToldAsync(crm, "lena"));
        var moved = (await crm.GetAsync("lena", new ListOpportunities { Search = "Moved" })).Items.Single();
        await crm.DoAsync("lena", new UpdateOpportunity { Id = moved.Id, CloseDate = new DateOnly(2026, 12, 24) });
        crm.Clock.Set(new DateTimeOffset(2026, 11, 25, 8, 0, 30, TimeSpan.Zero));
        await crm.RunBackgroundAsync();
        Assert.Equal(["close_date_passed Sensors"], await ToldAsync(crm, "lena"));
    }

    [Fact]
    public async Task Many_interested_and_few_won_is_told_to_the_manager_once_a_month()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        for (var i = 0; i < 10; i++)
            await crm.DoAsync("lena", new CreateCustomer { Name = "C" + i, Lifecycle = Lifecycle.Interested });
        await DaysAsync(crm, 3);
        Assert.Equal(["few_won North"], (await ToldAsync(crm, "marta")).Where(one => one.StartsWith("few", StringComparison.Ordinal)));
        Assert.Empty(await ToldAsync(crm, "zhangwei"));
        await DaysAsync(crm, 7);
        Assert.Equal(2, (await ToldAsync(crm, "marta")).Count(one => one.StartsWith("few", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Own_rules_with_condition_and_delay()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var rule = await crm.DoAsync("admin", new CreateRule
        {
            Definition = new RuleDefinition
            {
                Name = "Big deal lost",
                Trigger = new RuleTrigger { Kind = "lost" },
                Condition = JsonElement.Parse("""{"all":[{"field":"amount","op":">=","value":10000},{"field":"customer.tags","op":"contains","value":"vip"},{"field":"team","op":"=","value":"North"}]}"""),
                DelayMinutes = 60,
                Action = new RuleAction { Kind = "create_task", To = "manager", Title = new Dictionary<string, string> { ["en"] = "Ask why {name} was lost" }, DueDays = 1 },
            },
        });
        var acme = await crm.DoAsync("lena", new CreateCustomer { Name = "Acme", Tags = ["VIP"] });
        foreach (var amount in new[] { 500m, 20_000m, 30_000m })
        {
            var deal = await crm.OpportunityAsync("lena", acme.Id, "Deal " + amount, amount);
            await crm.DoAsync("lena", new LoseOpportunity { Id = deal.Id, Reason = "price" });
            if (amount == 30_000m)
                await crm.DoAsync("lena", new MoveStage { Id = deal.Id, Stage = Stage.Proposal });
        }
        await crm.RunBackgroundAsync();
        Assert.Empty((await crm.GetAsync("marta", new ListTasks())).Items);
        crm.Clock.Advance(TimeSpan.FromHours(1));
        await crm.RunBackgroundAsync();
        var task = Assert.Single((await crm.GetAsync("marta", new ListTasks())).Items);
        Assert.Equal(("Ask why Deal 20000 was lost", "marta"), (task.Title, task.AssigneeLogin));
        Assert.Equal(1, (await crm.GetAsync("admin", new GetRule { Id = rule.Id })).Done);

        await crm.DoAsync("admin", new UpdateRule { Id = rule.Id, Enabled = false });
        var off = await crm.OpportunityAsync("lena", acme.Id, "Off", 50_000m);
        await crm.DoAsync("lena", new LoseOpportunity { Id = off.Id, Reason = "price" });
        crm.Clock.Advance(TimeSpan.FromHours(2));
        await crm.RunBackgroundAsync();
        Assert.Single((await crm.GetAsync("marta", new ListTasks())).Items);
        Assert.Equal(2, (await crm.GetAsync("admin", new TryRule { Id = rule.Id })).Times);
    }

    [Fact]
    public async Task Rules_that_lead_to_themselves_stop()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.DoAsync("admin", new CreateRule
        {
            Definition = new RuleDefinition
            {
                Name = "A task for each task",
                Trigger = new RuleTrigger { Kind = "created", Noun = "task" },
                Action = new RuleAction { Kind = "create_task", Title = new Dictionary<string, string> { ["en"] = "Again" } },
            },
        });
        await crm.TaskAsync("lena", "First");
        for (var i = 0; i < 10; i++)
            await DaysAsync(crm, 0);
        Assert.Equal(1 + 1 + RuleScan.MaxDepth, (await crm.GetAsync("lena", new ListTasks())).Items.Count);
    }

    [Theory]
    [InlineData("""{"field":"nothing","op":"=","value":1}""")]
    [InlineData("""{"field":"amount","op":"~","value":1}""")]
    [InlineData("""{"all":[]}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"field":"amount","op":"in","value":3}""")]
    public async Task A_condition_that_cannot_be_is_refused_with_what_is_wrong(string condition)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var refused = await crm.TryAsync("admin", new CreateRule { Definition = Reminder("x") with { Condition = JsonElement.Parse(condition) } });
        Assert.Equal("wrong_condition", refused.Failure!.Code);
    }

    [Fact]
    public async Task Only_administrators_make_rules_and_shipped_ones_stay()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        Assert.Equal(Permissions.RulesManage, (await crm.TryAsync("marta", new CreateRule { Definition = Reminder("x") })).Failure!.Policy);
        var shipped = (await crm.GetAsync("marta", new ListRules())).First(rule => rule.Shipped == "quiet_customer");
        Assert.True(shipped.Enabled);
        Assert.Equal("shipped_rule", (await crm.TryAsync("admin", new DeleteRule { Id = shipped.Id })).Failure!.Code);
        Assert.Equal("duplicate_rule", (await crm.TryAsync("admin", new CreateRule { Definition = Reminder(shipped.Name) })).Failure!.Code);
        var own = await crm.DoAsync("admin", new CreateRule { Definition = Reminder("Mine") });
        await crm.DoAsync("admin", new DeleteRule { Id = own.Id });
        await crm.DoAsync("admin", new UndoChangeSet { Id = (await crm.GetAsync("admin", new FindLastChangeSet()))!.Id });
        Assert.Contains((await crm.GetAsync("admin", new ListRules())), rule => rule.Name == "Mine");
    }

    private static RuleDefinition Reminder(string name) => new()
    {
        Name = name,
        Trigger = new RuleTrigger { Kind = "created", Noun = "opportunity" },
        Action = new RuleAction { Kind = "remind" },
    };

    private static async Task DaysAsync(TestCrm crm, int days)
    {
        for (var day = 0; day < Math.Max(1, days); day++)
        {
            crm.Clock.Advance(days == 0 ? TimeSpan.FromMinutes(1) : TimeSpan.FromDays(1));
            await crm.RunBackgroundAsync();
        }
    }

    private static async Task<List<string>> ToldAsync(TestCrm crm, string login) =>
        [.. (await crm.GetAsync(login, new ListNotifications { Paging = new(200) })).Items.Where(one => one.Kind != "digest").Select(one => $"{one.Kind} {one.Record?.Name}")];
}
