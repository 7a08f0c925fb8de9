using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Contracts;

internal static class ContractEndpoints
{
    private const string Tag = "Contracts";

    public static void MapContracts(this IEndpointRouteBuilder api)
    {
        var contracts = api.MapGroup("/contracts");
        contracts.MapGet("", ListAsync).Describe("listContracts", "List contracts.", Tag).Lists<ContractResource>(
            ["ends", "createdAt", "value", "starts", "title", "number"],
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("opportunity", "Id or name of the opportunity."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of who looks after it; `me`."),
            QueryParameter.Of<ContractStatus>("status", "In this status."),
            QueryParameter.Of<Renewal>("renewal", "With this renewal."),
            QueryParameter.Of<int>("endsWithin", "Active, and its last day is at most so many days ahead."),
            QueryParameter.Of<DateOnly>("endsFrom", "Last day on this day or later."),
            QueryParameter.Of<DateOnly>("endsTo", "Last day on this day or earlier."),
            QueryParameter.Of<string>("search", "Part of the title, the number or the customer's name."));
        contracts.MapPost("", CreateAsync).Describe("createContract", "Make a contract from a quote, an opportunity, or for a customer alone.", Tag).Creates<NewContract, ContractResource>();
        contracts.MapGet("/{id}", GetAsync).Describe("getContract", "Get a contract.", Tag).Gets<ContractResource>();
        contracts.MapPatch("/{id}", ChangeAsync).Describe("updateContract", "Change a contract.", Tag).Changes<ContractChange, ContractResource>();
        contracts.MapPost("/{id}/cancel", CancelAsync).Describe("cancelContract", "End a contract before its time.", Tag).Changes<Cancellation, ContractResource>();
        contracts.MapPost("/{id}/renew", RenewAsync).Describe("renewContract", "Make the contract that follows.", Tag).Changes<Renewing, ContractResource>();
        contracts.MapPost("/{id}/renewal-opportunity", OpenRenewalAsync).Describe("openRenewal", "Open an opportunity to sell what follows a contract.", Tag).Acts<OpportunityResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var customer = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct);
        return call.Page(
            await call.AskAsync(
                new ListContracts
                {
                    CustomerId = customer,
                    OpportunityId = await call.References.OpportunityAsync(query.Reference("opportunity"), customer, "opportunity", ct),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    Status = query.OneOf<ContractStatus>("status"),
                    Renewal = query.OneOf<Renewal>("renewal"),
                    EndsWithinDays = query.Number("endsWithin"),
                    EndsFrom = query.Day("endsFrom"),
                    EndsTo = query.Day("endsTo"),
                    Search = query.Text("search"),
                    Paging = query.Paging(),
                },
                ct),
            ContractResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetContract { Id = call.Id(Kinds.Contract) }, ct), ContractResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewContract>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var opportunity = await call.References.OpportunityAsync(given.Opportunity, customer, "opportunity", ct);
        var quote = given.Quote?.Id(Kinds.Quote);
        if (given.Quote is not null && quote is null)
            call.Fail(Failure.Invalid("wrong_type", "'quote' must be the id of a quote.", "quote"));
        return call.Created(
            await call.RunAsync(
                new CreateContract
                {
                    CustomerId = customer,
                    OpportunityId = opportunity,
                    QuoteId = quote,
                    Title = given.Title,
                    StartsOn = given.Start,
                    EndsOn = given.End,
                    Value = given.Value,
                    Currency = given.Currency,
                    ValueReason = given.ValueReason,
                    Renewal = given.Renewal ?? Renewal.None,
                    NoticeDays = given.NoticeDays,
                    Active = given.Active ?? true,
                    Plan = given.Plan?.Plan(),
                },
                ct),
            ContractResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Contract), await call.BodyAsync<ContractChange>(ct));
        var given = body.Value;
        return call.Answer(
            await call.RunAsync(
                new UpdateContract
                {
                    Id = id,
                    Title = given.Title,
                    StartsOn = given.Start,
                    EndsOn = given.End,
                    Value = given.Value,
                    ValueReason = given.ValueReason,
                    Renewal = given.Renewal,
                    NoticeDays = given.NoticeDays,
                    Active = given.Active,
                    Plan = given.Plan?.Plan(),
                    Clear = body.Clear("end", "noticeDays", "valueReason"),
                    IfVersion = call.Version(given.Version),
                },
                ct),
            ContractResource.From);
    }

    private static async Task<IResult> CancelAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Contract), await call.BodyAsync<Cancellation>(ct));
        return call.Answer(
            await call.RunAsync(new CancelContract { Id = id, Reason = body.Needed(body.Value.Reason, "reason", ""), IfVersion = call.Version(body.Value.Version) }, ct),
            ContractResource.From);
    }

    private static async Task<IResult> RenewAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Contract), await call.BodyAsync<Renewing>(ct));
        return call.Answer(
            await call.RunAsync(new RenewContract { Id = id, EndsOn = body.Value.End, Value = body.Value.Value, IfVersion = call.Version() }, ct),
            ContractResource.From);
    }

    private static async Task<IResult> OpenRenewalAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.RunAsync(new OpenRenewal { Id = call.Id(Kinds.Contract) }, ct), OpportunityResource.From);
}
