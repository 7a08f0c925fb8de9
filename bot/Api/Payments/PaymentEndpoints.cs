using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Payments;

internal static class PaymentEndpoints
{
    private const string Tag = "Payments";

    public static void MapPayments(this IEndpointRouteBuilder api)
    {
        var payments = api.MapGroup("/payments");
        payments.MapGet("", ListAsync).Describe("listPayments", "List payments, planned and received.", Tag).Lists<PaymentResource>(
            ["due", "amount", "updatedAt"],
            QueryParameter.Of<long>("contract", "Id of the contract."),
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of who looks after the contract; `me`."),
            QueryParameter.Of<PaymentStatus>("status", "In this status."),
            QueryParameter.Of<bool>("open", "True: something is still owed."),
            QueryParameter.Of<DateOnly>("dueFrom", "Due on this day or later."),
            QueryParameter.Of<DateOnly>("dueTo", "Due on this day or earlier."));
        payments.MapGet("/{id}", GetAsync).Describe("getPayment", "Get a payment.", Tag).Gets<PaymentResource>();
        payments.MapPost("/{id}/receive", ReceiveAsync).Describe("receivePayment", "Note money that came in for a payment.", Tag).Changes<Receipt, IReadOnlyList<PaymentResource>>();
        api.MapGet("/receivables", ReceivablesAsync).Describe("getReceivables", "What customers owe, by customer and age.", Tag).Filters(
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of who looks after the contract; `me`."),
            QueryParameter.Of<bool>("overdue", "Only what is overdue."),
            QueryParameter.Of<int>("limit", "How many lines at most, 1 to 500 (50 when not given); the totals are over all.")).Gets<ReceivablesResource>();
        var contracts = api.MapGroup("/contracts/{id}");
        contracts.MapPost("/plan", PlanAsync).Describe("planPayments", "Plan how a contract is paid.", Tag).Changes<NewPlan, IReadOnlyList<PaymentResource>>();
        contracts.MapPost("/receive", ReceiveForContractAsync).Describe("receiveForContract", "Note money that came in for a contract: its oldest open payments first.", Tag).Changes<Receipt, IReadOnlyList<PaymentResource>>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var contract = query.Reference("contract");
        if (contract is not null && contract.Id(Kinds.Contract) is null)
            call.Fail(Failure.Invalid("wrong_type", "'contract' must be the id of a contract.", "contract"));
        return call.Page(
            await call.AskAsync(
                new ListPayments
                {
                    ContractId = contract?.Id(Kinds.Contract),
                    CustomerId = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    Status = query.OneOf<PaymentStatus>("status"),
                    Open = query.Flag("open"),
                    DueFrom = query.Day("dueFrom"),
                    DueTo = query.Day("dueTo"),
                    Paging = query.Paging(),
                },
                ct),
            PaymentResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetPayment { Id = call.Id(Kinds.Payment) }, ct), PaymentResource.From);

    private static async Task<IResult> PlanAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Contract), await call.BodyAsync<NewPlan>(ct));
        var given = body.Value;
        return Answer(call, await call.RunAsync(new PlanPayments { ContractId = id, Plan = PlanBody.Of(given.Instalments, given.Count, given.Every, given.First) }, ct));
    }

    private static async Task<IResult> ReceiveAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Payment), await call.BodyAsync<Receipt>(ct));
        var given = body.Value;
        return Answer(call, await call.RunAsync(new ReceivePayment { Id = id, Amount = given.Amount, Day = given.Day, MayExceed = given.MayExceed ?? false, IfVersion = call.Version() }, ct));
    }

    private static async Task<IResult> ReceiveForContractAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Contract), await call.BodyAsync<Receipt>(ct));
        var given = body.Value;
        return Answer(call, await call.RunAsync(new ReceivePayment { ContractId = id, Amount = given.Amount, Day = given.Day, MayExceed = given.MayExceed ?? false }, ct));
    }

    private static async Task<IResult> ReceivablesAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(
            await call.AskAsync(
                new Receivables
                {
                    CustomerId = await call.References.CustomerAsync(call.Query.Reference("customer"), "customer", ct),
                    OwnerId = await call.References.UserAsync(call.Query.Reference("owner"), "owner", ct),
                    OverdueOnly = call.Query.Flag("overdue") ?? false,
                    Limit = call.Query.Number("limit") ?? 50,
                },
                ct),
            ReceivablesResource.From);

    private static IResult Answer(ApiCall call, Result<IReadOnlyList<PaymentView>> result) =>
        call.Answer(result, static payments => payments.Select(PaymentResource.From).ToList());
}
