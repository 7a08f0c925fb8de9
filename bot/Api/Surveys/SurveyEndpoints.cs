using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;

namespace BotCrm.Bot.Api.Surveys;

internal static class SurveyEndpoints
{
    private const string Tag = "Surveys";

    public static void MapSurveys(this IEndpointRouteBuilder api)
    {
        var surveys = api.MapGroup("/surveys");
        surveys.MapGet("", ListAsync).Describe("listSurveys", "List surveys and answers.", Tag).Lists<SurveyResource>(
            ["askedAt", "answeredAt"],
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("ticket", "Id of the ticket."),
            QueryParameter.Of<SurveyKind>("kind", "Of this kind."),
            QueryParameter.Of<bool>("answered", "True: answered."),
            QueryParameter.Of<int>("maxScore", "With this score or less."),
            QueryParameter.Of<Moment>("askedFrom", "Asked then or later."),
            QueryParameter.Of<Moment>("askedTo", "Asked before this instant, or until the end of this day."));
        surveys.MapPost("", CreateAsync).Describe("createSurvey", "Ask a customer.", Tag).Creates<NewSurvey, SurveyResource>();
        surveys.MapGet("/{id}", GetAsync).Describe("getSurvey", "Get a survey.", Tag).Gets<SurveyResource>();
        surveys.MapPost("/{id}/answer", AnswerAsync).Describe("answerSurvey", "Write down the answer.", Tag).Changes<SurveyAnswer, SurveyResource>();
        surveys.MapDelete("/{id}", DeleteAsync).Describe("deleteSurvey", "Delete a survey.", Tag).Deletes();
        api.MapGet("/reports/satisfaction", FiguresAsync).Describe("satisfaction", "CSAT and NPS of a period.", "Reports").Filters(
            QueryParameter.Of<DateOnly>("from", "First day."),
            QueryParameter.Of<DateOnly>("to", "Last day."),
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("owner", "Only this user's tickets and customers.")).Gets<IReadOnlyList<SatisfactionResource>>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var customer = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct);
        return call.Page(
            await call.AskAsync(
                new ListSurveys
                {
                    CustomerId = customer,
                    TicketId = await call.References.TicketAsync(query.Reference("ticket"), customer, "ticket", ct),
                    Kind = query.OneOf<SurveyKind>("kind"),
                    Answered = query.Flag("answered"),
                    MaxScore = query.Number("maxScore"),
                    AskedFrom = query.From("askedFrom"),
                    AskedTo = query.To("askedTo"),
                    Paging = query.Paging(),
                },
                ct),
            SurveyResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetSurvey { Id = call.Id(Kinds.Survey) }, ct), SurveyResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewSurvey>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var (contact, ticket) = (await call.References.ContactAsync(given.Contact, customer, "contact", ct), await call.References.TicketAsync(given.Ticket, customer, "ticket", ct));
        var opportunity = await call.References.OpportunityAsync(given.Opportunity, customer, "opportunity", ct);
        return call.Created(
            await call.RunAsync(
                new CreateSurvey { CustomerId = body.Needed(customer, "customer"), Kind = given.Kind ?? SurveyKind.Satisfaction, ContactId = contact, TicketId = ticket, OpportunityId = opportunity },
                ct),
            SurveyResource.From);
    }

    private static async Task<IResult> AnswerAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<SurveyAnswer>(ct);
        return call.Answer(
            await call.RunAsync(new AnswerSurvey { Id = call.Id(Kinds.Survey), Score = body.Needed(body.Value.Score, "score"), Comment = body.Value.Comment, IfVersion = call.Version() }, ct),
            SurveyResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteSurvey { Id = call.Id(Kinds.Survey), IfVersion = call.Version() }, ct));

    private static async Task<IResult> FiguresAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        return call.Answer(
            await call.AskAsync(
                new SatisfactionFigures
                {
                    From = query.Day("from"),
                    To = query.Day("to"),
                    CustomerId = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct),
                    UserId = await call.References.UserAsync(query.Reference("owner"), "owner", ct),
                },
                ct),
            SatisfactionResource.From);
    }
}
