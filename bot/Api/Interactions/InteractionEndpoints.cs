using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Interactions;

internal static class InteractionEndpoints
{
    private const string Tag = "Interactions";

    public static void MapInteractions(this IEndpointRouteBuilder api)
    {
        var interactions = api.MapGroup("/interactions");
        interactions.MapGet("", ListAsync).Describe("listInteractions", "List interactions.", Tag).Lists<InteractionResource>(
            ["when", "createdAt"],
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("contact", "Id or name of a contact who took part."),
            QueryParameter.Of<Reference>("author", "Login, id or name of the author; `me`."),
            QueryParameter.Of<InteractionKind>("kind", "Of this kind."),
            QueryParameter.Of<Moment>("from", "Took place then or later."),
            QueryParameter.Of<Moment>("to", "Took place before this instant, or until the end of this day."),
            QueryParameter.Of<bool>("resolved", "Resolved or not."),
            QueryParameter.Of<string>("search", "Words of the text."));
        interactions.MapPost("", CreateAsync).Describe("createInteraction", "Log an interaction.", Tag).Creates<NewInteraction, InteractionResource>();
        interactions.MapGet("/{id}", GetAsync).Describe("getInteraction", "Get an interaction.", Tag).Gets<InteractionResource>();
        interactions.MapPatch("/{id}", ChangeAsync).Describe("updateInteraction", "Correct an interaction.", Tag).Changes<InteractionChange, InteractionResource>();
        interactions.MapDelete("/{id}", DeleteAsync).Describe("deleteInteraction", "Delete an interaction.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var customer = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct);
        return call.Page(
            await call.AskAsync(
                new ListInteractions
                {
                    CustomerId = customer,
                    ContactId = await call.References.ContactAsync(query.Reference("contact"), customer, "contact", ct),
                    AuthorId = await call.References.UserAsync(query.Reference("author"), "author", ct),
                    Kind = query.OneOf<InteractionKind>("kind"),
                    From = query.From("from"),
                    To = query.To("to"),
                    Resolved = query.Flag("resolved"),
                    Search = query.Text("search"),
                    Paging = query.Paging(),
                },
                ct),
            InteractionResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetInteraction { Id = call.Id(Kinds.Interaction) }, ct), InteractionResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewInteraction>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var participants = await call.References.ContactsAsync(given.Participants, customer, "participants", ct);
        var opportunity = await call.References.OpportunityAsync(given.Opportunity, customer, "opportunity", ct);
        var author = await call.References.UserAsync(given.Author, "author", ct);
        return call.Created(
            await call.RunAsync(
                new LogInteraction
                {
                    CustomerId = body.Needed(customer, "customer"),
                    Kind = body.Needed(given.Kind, "kind"),
                    Summary = body.Needed(given.Summary, "summary", ""),
                    When = given.When,
                    DurationMinutes = given.DurationMinutes,
                    ParticipantIds = participants,
                    Outcome = given.Outcome,
                    Resolved = given.Resolved,
                    NextStep = given.NextStep,
                    OpportunityId = opportunity,
                    AuthorId = author,
                    CreatedAt = given.CreatedAt,
                },
                ct),
            InteractionResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kinds.Interaction);
        var body = await call.BodyAsync<InteractionChange>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var participants = given.Participants is null
            ? null
            : await call.References.ContactsAsync(given.Participants, customer ?? await CustomerOfAsync(call, id, ct), "participants", ct);
        var opportunity = given.Opportunity is null ? null : await call.References.OpportunityAsync(given.Opportunity, customer ?? await CustomerOfAsync(call, id, ct), "opportunity", ct);
        return call.Answer(
            await call.RunAsync(
                new CorrectInteraction
                {
                    Id = id,
                    CustomerId = customer,
                    Kind = given.Kind,
                    Summary = given.Summary,
                    When = given.When,
                    DurationMinutes = given.DurationMinutes,
                    ParticipantIds = body.IsNull("participants") ? [] : participants,
                    Outcome = given.Outcome,
                    Resolved = given.Resolved,
                    NextStep = given.NextStep,
                    OpportunityId = opportunity,
                    Clear = [.. body.Clear("durationMinutes", "outcome", "resolved", "nextStep", "opportunity", "participants").Except(["participants"])],
                    IfVersion = call.Version(given.Version),
                },
                ct),
            InteractionResource.From);
    }

    /// <summary>The customer whose contacts a name may mean.</summary>
    private static async Task<long?> CustomerOfAsync(ApiCall call, long id, CancellationToken ct)
    {
        var interaction = await call.AskAsync(new GetInteraction { Id = id }, ct);
        if (interaction.Ok)
            return interaction.Value.CustomerId;

        call.Fail(interaction.Failure);
        return null;
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteInteraction { Id = call.Id(Kinds.Interaction), IfVersion = call.Version() }, ct));
}
