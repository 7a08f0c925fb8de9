using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Transfer;

namespace BotCrm.Bot.Api.Transfer;

/// <summary>Each list as a file, under the list's own filters.</summary>
internal static class ExportEndpoints
{
    private const string Tag = "Exports";

    public static void MapExports(this IEndpointRouteBuilder api)
    {
        var exports = api.MapGroup("/exports");
        var owner = QueryParameter.Of<Reference>("owner", "Login, id or name of the owner, author or assignee; `me`.");
        var customer = QueryParameter.Of<Reference>("customer", "Id or name of the customer.");
        var open = QueryParameter.Of<bool>("open", "True: open ones only; false: closed ones.");
        var search = QueryParameter.Of<string>("search", "Words to look for.");
        var from = QueryParameter.Of<Moment>("from", "Then or later.");
        var to = QueryParameter.Of<Moment>("to", "Before this instant, or until the end of this day.");
        exports.MapGet("/customers", CustomersAsync).Exports("exportCustomers", "Export customers.", owner, search, QueryParameter.Of<Lifecycle>("lifecycle", "In this stage."), QueryParameter.Of<string>("city", "In this city."), QueryParameter.Of<string>("industry", "Of this industry."), QueryParameter.Of<string>("tag", "With this tag."));
        exports.MapGet("/contacts", ContactsAsync).Exports("exportContacts", "Export contacts; details that the user may not read stay masked.", customer, search);
        exports.MapGet("/opportunities", OpportunitiesAsync).Exports("exportOpportunities", "Export opportunities.", customer, owner, open, search, QueryParameter.Of<Stage>("stage", "In this stage."), QueryParameter.Of<DateOnly>("closeFrom", "Closing on this day or later."), QueryParameter.Of<DateOnly>("closeTo", "Closing on this day or before."));
        exports.MapGet("/interactions", InteractionsAsync).Exports("exportInteractions", "Export interactions.", customer, owner, search, from, to);
        exports.MapGet("/tickets", TicketsAsync).Exports("exportTickets", "Export tickets.", customer, owner, open, search, from, to);
        exports.MapGet("/tasks", TasksAsync).Exports("exportTasks", "Export tasks.", customer, owner, open, search, from, to);
        exports.MapGet("/quotes", QuotesAsync).Exports("exportQuotes", "Export quotes.", customer, owner, open, QueryParameter.Of<QuoteStatus>("status", "In this status."), QueryParameter.Of<bool>("current", "True: the newest version of each only."));
        exports.MapGet("/contracts", ContractsAsync).Exports("exportContracts", "Export contracts.", customer, owner, search, QueryParameter.Of<ContractStatus>("status", "In this status."), QueryParameter.Of<DateOnly>("endsFrom", "Ending on this day or later."), QueryParameter.Of<DateOnly>("endsTo", "Ending on this day or before."));
        exports.MapGet("/payments", PaymentsAsync).Exports("exportPayments", "Export payments.", customer, owner, open, QueryParameter.Of<PaymentStatus>("status", "In this status."), QueryParameter.Of<DateOnly>("dueFrom", "Due on this day or later."), QueryParameter.Of<DateOnly>("dueTo", "Due on this day or before."));
        exports.MapGet("/segments", SegmentsAsync).Exports("exportSegments", "Export the segments that the user sees, with how many customers each has.");
    }

    private static void Exports(this RouteHandlerBuilder route, string id, string summary, params QueryParameter[] filters) => route
        .Describe(id, summary, Tag)
        .Filters([.. filters, QueryParameter.Of<ExportFormat>("format", "xlsx or csv (xlsx when not given)."), QueryParameter.Of<string>("language", "Of the header row: en or zh (the user's when not given).")])
        .Produces<byte[]>(200, "application/octet-stream").Fails(400, 401, 403, 404, 429);

    private static async Task<IResult> SendAsync(ApiCall call, Func<ExportRequest, ExportRequest> of, CancellationToken ct)
    {
        var request = of(new ExportRequest { Format = call.Query.OneOf<ExportFormat>("format") ?? ExportFormat.Xlsx, Language = call.Query.Text("language") ?? call.Actor.Language });
        return call.Failure is { } failure ? call.Problem(failure) : call.File(await call.Service<IExports>().MakeAsync(call.Actor, ApiCall.Origin, request, ct));
    }

    private static Task<long?> OwnerAsync(ApiCall call, CancellationToken ct) => call.References.UserAsync(call.Query.Reference("owner"), "owner", ct);

    private static Task<long?> CustomerAsync(ApiCall call, CancellationToken ct) => call.References.CustomerAsync(call.Query.Reference("customer"), "customer", ct);

    private static async Task<IResult> CustomersAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListCustomers
        {
            OwnerId = await OwnerAsync(call, ct),
            Lifecycle = query.OneOf<Lifecycle>("lifecycle"),
            City = query.Text("city"),
            Industry = query.Text("industry"),
            Tag = query.Text("tag"),
            Search = query.Text("search"),
        };
        return await SendAsync(call, request => request with { Customers = list }, ct);
    }

    private static async Task<IResult> ContactsAsync(ApiCall call, CancellationToken ct)
    {
        var list = new ListContacts { CustomerId = await CustomerAsync(call, ct), Search = call.Query.Text("search") };
        return await SendAsync(call, request => request with { Contacts = list }, ct);
    }

    private static async Task<IResult> OpportunitiesAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListOpportunities
        {
            CustomerId = await CustomerAsync(call, ct),
            OwnerId = await OwnerAsync(call, ct),
            Stage = query.Text("stage") is { } stage ? new Stage(stage) : null,
            Open = query.Flag("open"),
            CloseFrom = query.Day("closeFrom"),
            CloseTo = query.Day("closeTo"),
            Search = query.Text("search"),
        };
        return await SendAsync(call, request => request with { Opportunities = list }, ct);
    }

    private static async Task<IResult> InteractionsAsync(ApiCall call, CancellationToken ct)
    {
        var list = new ListInteractions { CustomerId = await CustomerAsync(call, ct), AuthorId = await OwnerAsync(call, ct), From = call.Query.From("from"), To = call.Query.To("to"), Search = call.Query.Text("search") };
        return await SendAsync(call, request => request with { Interactions = list }, ct);
    }

    private static async Task<IResult> TicketsAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListTickets { CustomerId = await CustomerAsync(call, ct), AssigneeId = await OwnerAsync(call, ct), Open = query.Flag("open"), CreatedFrom = query.From("from"), CreatedTo = query.To("to"), Search = query.Text("search") };
        return await SendAsync(call, request => request with { Tickets = list }, ct);
    }

    private static async Task<IResult> QuotesAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListQuotes { CustomerId = await CustomerAsync(call, ct), OwnerId = await OwnerAsync(call, ct), Open = query.Flag("open"), Status = query.OneOf<QuoteStatus>("status"), Current = query.Flag("current") };
        return await SendAsync(call, request => request with { Quotes = list }, ct);
    }

    private static async Task<IResult> ContractsAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListContracts { CustomerId = await CustomerAsync(call, ct), OwnerId = await OwnerAsync(call, ct), Status = query.OneOf<ContractStatus>("status"), EndsFrom = query.Day("endsFrom"), EndsTo = query.Day("endsTo"), Search = query.Text("search") };
        return await SendAsync(call, request => request with { Contracts = list }, ct);
    }

    private static async Task<IResult> PaymentsAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListPayments { CustomerId = await CustomerAsync(call, ct), OwnerId = await OwnerAsync(call, ct), Open = query.Flag("open"), Status = query.OneOf<PaymentStatus>("status"), DueFrom = query.Day("dueFrom"), DueTo = query.Day("dueTo") };
        return await SendAsync(call, request => request with { Payments = list }, ct);
    }

    private static Task<IResult> SegmentsAsync(ApiCall call, CancellationToken ct) => SendAsync(call, request => request with { Segments = new ListSegments() }, ct);

    private static async Task<IResult> TasksAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var list = new ListTasks { CustomerId = await CustomerAsync(call, ct), AssigneeId = await OwnerAsync(call, ct), Done = query.Flag("open") is { } open ? !open : null, DueFrom = query.From("from"), DueTo = query.To("to"), Search = query.Text("search") };
        return await SendAsync(call, request => request with { Tasks = list }, ct);
    }
}
