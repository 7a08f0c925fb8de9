using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using BotCrm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests.Sales;

public sealed class PipelineTests
{
    private static readonly Pipelines Projects = new([
        new PipelineDefinition("projects", new LocalName("Projects", "项目"),
        [
            new StageDefinition("enquiry", new LocalName("Enquiry", "询价"), 10, RotDays: 14),
            new StageDefinition("sample_test", new LocalName("Sample test", "打样"), 40),
            new StageDefinition("signed", new LocalName("Signed", "已签"), 100, StageKind.Won),
            new StageDefinition("dropped", new LocalName("Dropped", "放弃"), 0, StageKind.Lost),
        ])]);

    [Fact]
    public async Task Every_stage_an_opportunity_comes_to_is_kept_with_the_amount_then_also_by_undo()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 100 });
        company.Crm.Clock.Advance(TimeSpan.FromDays(3));
        await company.DoAsync("bob", new MoveStage { Id = sale.Id, Stage = Stage.Proposal });
        await company.DoAsync("bob", new UpdateOpportunity { Id = sale.Id, Amount = 250 });
        company.Crm.Clock.Advance(TimeSpan.FromDays(2));
        await company.DoAsync("bob", new WinOpportunity { Id = sale.Id });
        var won = (await company.GetAsync("admin", new ReadAudit { Entity = Kinds.Opportunity, EntityId = sale.Id, Paging = new Paging(1, Descending: true) })).Items[0].ChangeSetId;
        await company.DoAsync("bob", new UndoChangeSet { Id = won });

        var history = await company.GetAsync("bob", new GetStageHistory { Id = sale.Id });
        Assert.Equal([(null, "lead", 100m, false), ("lead", "proposal", 100m, false), ("proposal", "won", 250m, false), ("won", "proposal", 250m, true)], history.Select(one => (one.From, one.To, one.Amount!.Value, one.Undone)));
        Assert.Equal([3.0, 2.0], history.Take(2).Select(one => one.Stayed.TotalDays));
        Assert.Equal("Bob", history[0].ByName);
        Assert.Equal("not_found", (await company.RefusedAsync("cid", new GetStageHistory { Id = sale.Id })).Code);
        Assert.All(await company.GetAsync("sue", new GetStageHistory { Id = sale.Id }), one => Assert.Null(one.Amount));
    }

    [Fact]
    public async Task A_deleted_opportunity_that_comes_back_has_its_history_still()
    {
        await using var company = await SmallCompany.StartAsync();
        var sale = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme });
        await company.DoAsync("bob", new MoveStage { Id = sale.Id, Stage = Stage.Qualified });
        await company.DoAsync("ann", new DeleteOpportunity { Id = sale.Id });
        var deleted = (await company.GetAsync("admin", new ReadAudit { Entity = Kinds.Opportunity, EntityId = sale.Id, Paging = new Paging(1, Descending: true) })).Items[0].ChangeSetId;
        await company.DoAsync("ann", new UndoChangeSet { Id = deleted });
        Assert.Equal(["lead", "qualified"], (await company.GetAsync("bob", new GetStageHistory { Id = sale.Id })).Select(one => one.To));
    }

    [Fact]
    public async Task Configured_stages_carry_a_sale_and_what_configuration_forgot_can_be_moved_on()
    {
        await using var company = await SmallCompany.StartAsync();
        var old = await company.DoAsync("bob", new CreateOpportunity { CustomerId = company.Acme, Amount = 500, Stage = Stage.Negotiation, CloseDate = new DateOnly(2026, 12, 1) });
        var actor = await company.Crm.ActorAsync("bob");
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(company.Crm.Clock)
            .AddCrmCore(((Crm)company.Crm.Crm).Options with { Pipelines = Projects }).BuildServiceProvider();
        await CrmStartup.PrepareAsync(services);
        var crm = services.GetRequiredService<ICrm>();
        async Task<T> Do<T>(Command<T> command) => (await crm.RunAsync(actor, TestCrm.Origin, command)).Value;
        async Task<T> Ask<T>(Query<T> query) => (await crm.AskAsync(actor, TestCrm.Origin, query)).Value;

        var forgotten = await Ask(new GetOpportunity { Id = old.Id });
        Assert.Equal(("negotiation", null, "sales"), (forgotten.Stage.Code, forgotten.StageName, forgotten.Pipeline));
        Assert.Equal(old.Id, Assert.Single((await Ask(new ListOpportunities { Open = true, Paging = new Paging(Sort: "stage") })).Items).Id);
        var refused = (await crm.RunAsync(actor, TestCrm.Origin, new MoveStage { Id = old.Id, Stage = Stage.Proposal })).Failure!;
        Assert.Equal(("not_an_open_stage", "enquiry, sample_test"), (refused.Code, refused.Data["allowed"]));
        var moved = await Do(new MoveStage { Id = old.Id, Stage = new Stage("sample_test") });
        Assert.Equal(("Sample test", "打样", "projects", 40), (moved.StageName!.En, moved.StageName.Zh, moved.Pipeline, moved.Probability));

        var fresh = await Do(new CreateOpportunity { CustomerId = company.Acme, Amount = 100, CloseDate = new DateOnly(2026, 12, 1) });
        Assert.Equal("enquiry", fresh.Stage.Code);
        Assert.Equal(90, (await Do(new UpdateOpportunity { Id = fresh.Id, Probability = 90 })).Probability);
        var forecast = Assert.Single(await Ask(new Forecast { From = new DateOnly(2026, 10, 1), To = new DateOnly(2026, 12, 31) }));
        Assert.Equal((100m, 290m, 600m), (forecast.Committed.Amount, forecast.Weighted.Amount, forecast.BestCase.Amount));

        var won = await Do(new WinOpportunity { Id = fresh.Id });
        Assert.Equal(("signed", true, 100), (won.Stage.Code, won.Closed, won.Probability));
        Assert.Equal("dropped", (await Do(new LoseOpportunity { Id = old.Id, Reason = "price" })).Stage.Code);
        company.Crm.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Empty((await Ask(new ListOpportunities { Open = true })).Items);
    }

    [Fact]
    public void Bad_pipelines_are_named()
    {
        Assert.Empty(Pipelines.Default.Problems());
        Assert.Empty(Projects.Problems());
        var name = new LocalName("A", "甲");
        var bad = new Pipelines([new PipelineDefinition("P 1", name, [new StageDefinition("a", name, 101), new StageDefinition("a", new LocalName("", "甲"), 1, StageKind.Won)])]);
        var problems = string.Join('\n', bad.Problems());
        foreach (var word in new[] { "pipeline P 1: a code", "two stages a", "needs one stage of kind lost", "probability must be from 0 to 100", "name in both languages", "another kind" })
            Assert.Contains(word, problems, StringComparison.Ordinal);
    }
}
