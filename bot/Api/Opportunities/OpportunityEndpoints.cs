using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Opportunities;

internal static class OpportunityEndpoints
{
    private const string Tag = "Opportunities";

    public static void MapOpportunities(this IEndpointRouteBuilder api)
    {
        var opportunities = api.MapGroup("/opportunities");
        opportunities.MapGet("", ListAsync).Describe("listOpportunities", "List opportunities.", Tag).Lists<OpportunityResource>(
            ["closeDate", "amount", "name", "createdAt", "updatedAt", "stage"],
            [
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of the owner; `me`."),
            QueryParameter.Of<Reference>("team", "Id or name of the owner's team."),
            QueryParameter.Of<string>("stage", "At the stage with this code."),
            QueryParameter.Of<string>("pipeline", "In the pipeline with this code."),
            QueryParameter.Of<bool>("open", "True: neither won nor lost; false: won or lost."),
            QueryParameter.Of<bool>("overdue", "Open, and the close date has passed."),
            QueryParameter.Of<DateOnly>("closeFrom", "Close date on this day or later."),
            QueryParameter.Of<DateOnly>("closeTo", "Close date on this day or earlier."),
            QueryParameter.Of<Moment>("closedFrom", "Won or lost then or later."),
            QueryParameter.Of<Moment>("closedTo", "Won or lost before this instant, or until the end of this day."),
            QueryParameter.Of<decimal>("minAmount", "At least this amount."),
            QueryParameter.Of<decimal>("maxAmount", "At most this amount."),
            QueryParameter.Of<string>("currency", "In this currency (ISO 4217)."),
            QueryParameter.Of<string>("search", "Part of its name."),
            .. OwnFields.Filters(api, Kinds.Opportunity)]);
        opportunities.MapPost("", CreateAsync).Describe("createOpportunity", "Create an opportunity.", Tag).Creates<NewOpportunity, OpportunityResource>();
        opportunities.MapGet("/{id}", GetAsync).Describe("getOpportunity", "Get an opportunity.", Tag).Gets<OpportunityResource>();
        opportunities.MapPatch("/{id}", ChangeAsync).Describe("updateOpportunity", "Change an opportunity; move, win, lose or reopen it.", Tag).Changes<OpportunityChange, OpportunityResource>();
        opportunities.MapGet("/{id}/history", HistoryAsync).Describe("getOpportunityHistory", "The stages an opportunity went through, the first one first.", Tag).Gets<IReadOnlyList<StageChangeResource>>();
        api.MapGet("/pipelines", Pipelines).Describe("listPipelines", "The configured pipelines and their stages.", Tag).Gets<IReadOnlyList<PipelineResource>>();
        opportunities.MapDelete("/{id}", DeleteAsync).Describe("deleteOpportunity", "Delete an opportunity.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        return call.Page(
            await call.AskAsync(
                new ListOpportunities
                {
                    Custom = query.Custom(),
                    CustomerId = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    TeamId = await call.References.TeamAsync(query.Reference("team"), "team", ct),
                    Stage = query.Text("stage") is { } stage ? new Stage(stage) : null,
                    Pipeline = query.Text("pipeline"),
                    Open = query.Flag("open"),
                    Overdue = query.Flag("overdue"),
                    CloseFrom = query.Day("closeFrom"),
                    CloseTo = query.Day("closeTo"),
                    ClosedFrom = query.From("closedFrom"),
                    ClosedTo = query.To("closedTo"),
                    MinAmount = query.Amount("minAmount"),
                    MaxAmount = query.Amount("maxAmount"),
                    Currency = query.Text("currency"),
                    Search = query.Text("search"),
                    Paging = query.Paging(),
                },
                ct),
            OpportunityResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetOpportunity { Id = call.Id(Kinds.Opportunity) }, ct), OpportunityResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewOpportunity>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var owner = await call.References.UserAsync(given.Owner, "owner", ct);
        return call.Created(
            await call.RunAsync(
                new CreateOpportunity
                {
                    Custom = given.Custom,
                    CustomerId = body.Needed(customer, "customer"),
                    Name = given.Name,
                    Amount = given.Amount,
                    Currency = given.Currency,
                    CloseDate = given.CloseDate,
                    Pipeline = given.Pipeline,
                    Stage = given.Stage,
                    Probability = given.Probability,
                    OwnerId = owner,
                    LossReason = given.Reason,
                    CreatedAt = given.CreatedAt,
                    ClosedAt = given.ClosedAt,
                },
                ct),
            OpportunityResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kinds.Opportunity);
        var body = await call.BodyAsync<OpportunityChange>(ct);
        var steps = await ChangeOpportunity.PlanAsync(call, id, body, ct);
        return call.Answer(
            steps.Count == 0 ? await call.AskAsync(new GetOpportunity { Id = id }, ct) : await call.RunAsync(call.Version(body.Value.Version), steps, ct),
            OpportunityResource.From);
    }

    private static async Task<IResult> HistoryAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(
            await call.AskAsync(new GetStageHistory { Id = call.Id(Kinds.Opportunity) }, ct),
            static changes => changes.Select(StageChangeResource.Of).ToList());

    private static IResult Pipelines(ApiCall call) =>
        call.Failure is { } failure ? call.Problem(failure) : Results.Json(call.Crm.Pipelines.All.Select(PipelineResource.Of).ToList(), ApiJson.Options);

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteOpportunity { Id = call.Id(Kinds.Opportunity), IfVersion = call.Version() }, ct));
}
