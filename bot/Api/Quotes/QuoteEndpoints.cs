using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;

namespace BotCrm.Bot.Api.Quotes;

internal static class QuoteEndpoints
{
    private const string Tag = "Quotes";

    public static void MapQuotes(this IEndpointRouteBuilder api)
    {
        var quotes = api.MapGroup("/quotes");
        quotes.MapGet("", ListAsync).Describe("listQuotes", "List quotes.", Tag).Lists<QuoteResource>(
            ["createdAt", "total", "validUntil", "number"],
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("opportunity", "Id or name of the opportunity."),
            QueryParameter.Of<Reference>("owner", "Login, id or name of the opportunity's owner; `me`."),
            QueryParameter.Of<QuoteStatus>("status", "In this status."),
            QueryParameter.Of<bool>("current", "True: no replaced versions; false: only these."),
            QueryParameter.Of<bool>("open", "True: neither answered nor replaced nor expired."),
            QueryParameter.Of<string>("number", "With this number, all versions or one."));
        quotes.MapPost("", CreateAsync).Describe("createQuote", "Make a quote for an opportunity.", Tag).Creates<NewQuote, QuoteResource>();
        quotes.MapGet("/{id}", GetAsync).Describe("getQuote", "Get a quote.", Tag).Gets<QuoteResource>();
        quotes.MapGet("/{id}/document", DocumentAsync).Describe("getQuoteDocument", "A quote as a page to print, in the user's language.", Tag).Filters(QueryParameter.Of<string>("language", "en or zh."))
            .Produces<string>(StatusCodes.Status200OK, "text/html").Fails(400, 401, 403, 404, 429);
        quotes.MapPatch("/{id}", ChangeAsync).Describe("updateQuote", "Change a quote that was not sent yet.", Tag).Changes<QuoteChange, QuoteResource>();
        quotes.MapPost("/{id}/revise", ReviseAsync).Describe("reviseQuote", "Make a new version of a quote, with changes.", Tag).Changes<QuoteChange, QuoteResource>();
        quotes.MapPost("/{id}/send", SendAsync).Describe("sendQuote", "Note that a quote went to the customer.", Tag).Acts<QuoteResource>();
        quotes.MapPost("/{id}/accept", AcceptAsync).Describe("acceptQuote", "The customer accepted a quote.", Tag).Acts<QuoteResource>();
        quotes.MapPost("/{id}/decline", DeclineAsync).Describe("declineQuote", "The customer declined a quote.", Tag).Changes<QuoteDecision, QuoteResource>();
        quotes.MapPost("/{id}/approve", ApproveAsync).Describe("approveQuote", "Approve the discount of a waiting quote.", Tag).Changes<QuoteDecision, QuoteResource>();
        quotes.MapPost("/{id}/reject", RejectAsync).Describe("rejectQuote", "Refuse the discount of a waiting quote.", Tag).Changes<QuoteDecision, QuoteResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var customer = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct);
        return call.Page(
            await call.AskAsync(
                new ListQuotes
                {
                    CustomerId = customer,
                    OpportunityId = await call.References.OpportunityAsync(query.Reference("opportunity"), customer, "opportunity", ct),
                    OwnerId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                    Status = query.OneOf<QuoteStatus>("status"),
                    Current = query.Flag("current"),
                    Open = query.Flag("open"),
                    Number = query.Text("number"),
                    Paging = query.Paging(),
                },
                ct),
            QuoteResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetQuote { Id = call.Id(Kinds.Quote) }, ct), QuoteResource.From);

    private static async Task<IResult> DocumentAsync(ApiCall call, CancellationToken ct)
    {
        var language = call.Query.Text("language") ?? call.Actor.Language;
        var found = await call.AskAsync(new GetQuote { Id = call.Id(Kinds.Quote) }, ct);
        return found.Ok ? Results.Content(QuoteDocument.Write(found.Value, language), "text/html; charset=utf-8") : call.Problem(found.Failure);
    }

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewQuote>(ct);
        var given = body.Value;
        var opportunity = await call.References.OpportunityAsync(given.Opportunity, null, "opportunity", ct);
        return call.Created(
            await call.RunAsync(
                new CreateQuote
                {
                    OpportunityId = body.Needed(opportunity, "opportunity"),
                    Lines = [.. (given.Lines ?? []).Select(static line => line.Item)],
                    DiscountPercent = given.Discount ?? 0,
                    TaxPercent = given.Tax,
                    ValidUntil = given.ValidUntil,
                    Currency = given.Currency,
                    Note = given.Note,
                },
                ct),
            QuoteResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Quote), await call.BodyAsync<QuoteChange>(ct));
        var given = body.Value;
        return call.Answer(
            await call.RunAsync(
                new UpdateQuote
                {
                    Id = id,
                    Lines = given.Lines?.Select(static line => line.Item).ToList(),
                    DiscountPercent = given.Discount,
                    TaxPercent = given.Tax,
                    ValidUntil = given.ValidUntil,
                    Note = given.Note,
                    Clear = body.Clear("tax", "validUntil", "note"),
                    IfVersion = call.Version(given.Version),
                },
                ct),
            QuoteResource.From);
    }

    private static async Task<IResult> ReviseAsync(ApiCall call, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Quote), await call.BodyAsync<QuoteChange>(ct));
        var given = body.Value;
        return call.Answer(
            await call.RunAsync(
                new ReviseQuote
                {
                    Id = id,
                    Lines = given.Lines?.Select(static line => line.Item).ToList(),
                    DiscountPercent = given.Discount,
                    TaxPercent = given.Tax,
                    ValidUntil = given.ValidUntil,
                    Note = given.Note,
                    Clear = body.Clear("tax", "validUntil", "note"),
                    IfVersion = call.Version(given.Version),
                },
                ct),
            QuoteResource.From);
    }

    private static Task<IResult> SendAsync(ApiCall call, CancellationToken ct) =>
        RunAsync(call, new SendQuote { Id = call.Id(Kinds.Quote), IfVersion = call.Version() }, ct);

    private static Task<IResult> AcceptAsync(ApiCall call, CancellationToken ct) =>
        RunAsync(call, new AcceptQuote { Id = call.Id(Kinds.Quote), IfVersion = call.Version() }, ct);

    private static Task<IResult> DeclineAsync(ApiCall call, CancellationToken ct) =>
        DecideAsync(call, static (id, given, _, version) => new DeclineQuote { Id = id, Reason = given.Reason, IfVersion = version }, ct);

    private static Task<IResult> ApproveAsync(ApiCall call, CancellationToken ct) =>
        DecideAsync(call, static (id, given, _, version) => new ApproveQuote { Id = id, Note = given.Reason, IfVersion = version }, ct);

    private static Task<IResult> RejectAsync(ApiCall call, CancellationToken ct) =>
        DecideAsync(call, static (id, given, body, version) => new RejectQuote { Id = id, Reason = body.Needed(given.Reason, "reason", ""), IfVersion = version }, ct);

    private static async Task<IResult> DecideAsync(ApiCall call, Func<long, QuoteDecision, Body<QuoteDecision>, int?, Command<QuoteView>> decide, CancellationToken ct)
    {
        var (id, body) = (call.Id(Kinds.Quote), await call.BodyAsync<QuoteDecision>(ct));
        return await RunAsync(call, decide(id, body.Value, body, call.Version(body.Value.Version)), ct);
    }

    private static async Task<IResult> RunAsync(ApiCall call, Command<QuoteView> command, CancellationToken ct) =>
        call.Answer(await call.RunAsync(command, ct), QuoteResource.From);
}
