using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;

namespace BotCrm.Bot.Api.Tickets;

/// <summary>What is done with tickets besides changing their fields.</summary>
internal static class TicketWorkEndpoints
{
    private const string Tag = "Tickets";

    public static void MapTicketWork(this IEndpointRouteBuilder api)
    {
        var ticket = api.MapGroup("/tickets/{id}");
        ticket.MapPost("/assignment", AssignAsync).Describe("assignTicket", "Give a ticket to somebody, or let its queue choose.", Tag).Changes<TicketAssignment, TicketResource>();
        ticket.MapGet("/assignment", ExplainAsync).Describe("explainAssignment", "Whom the queue would choose now, and why.", Tag).Gets<AssignmentResource>();
        ticket.MapPost("/escalation", EscalateAsync).Describe("escalateTicket", "Bring a ticket before somebody above.", Tag).Changes<TicketEscalated, TicketResource>();
        ticket.MapPost("/rating", RateAsync).Describe("rateTicket", "Note how content the customer is with it.", Tag).Changes<TicketRating, TicketResource>();
        ticket.MapPost("/merge", MergeAsync).Describe("mergeTicket", "Merge a ticket into another; answers with the one that stays.", Tag).Changes<TicketMerge, TicketResource>();
        ticket.MapGet("/notes", NotesAsync).Describe("listTicketNotes", "A ticket's conversation.", Tag).Lists<TicketNoteResource>(["createdAt"]);
        ticket.MapPost("/notes", AddNoteAsync).Describe("addTicketNote", "Add to a ticket's conversation.", Tag).Creates<NewTicketNote, TicketNoteResource>();
        api.MapDelete("/ticket-notes/{id}", DeleteNoteAsync).Describe("deleteTicketNote", "Delete an entry of a ticket's conversation.", Tag).Deletes();
        api.MapGet("/ticket-categories", CategoriesAsync).Describe("listTicketCategories", "The configured categories.", Tag).Gets<IReadOnlyList<TicketCategoryResource>>();
    }

    private static async Task<IResult> AssignAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TicketAssignment>(ct);
        var assignee = await call.References.UserAsync(body.Value.Assignee, "assignee", ct);
        return call.Answer(await call.RunAsync(new AssignTicket { Id = call.Id(Kinds.Ticket), AssigneeId = assignee, Auto = assignee is null, IfVersion = call.Version() }, ct), TicketResource.From);
    }

    private static async Task<IResult> ExplainAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ExplainAssignment { TicketId = call.Id(Kinds.Ticket) }, ct), AssignmentResource.From);

    private static async Task<IResult> EscalateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TicketEscalated>(ct);
        var to = await call.References.UserAsync(body.Value.To, "to", ct);
        return call.Answer(await call.RunAsync(new EscalateTicket { Id = call.Id(Kinds.Ticket), Reason = body.Value.Reason, ToId = to, IfVersion = call.Version() }, ct), TicketResource.From);
    }

    private static async Task<IResult> RateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TicketRating>(ct);
        return call.Answer(
            await call.RunAsync(new RateTicket { Id = call.Id(Kinds.Ticket), Score = body.Needed(body.Value.Score, "score"), Comment = body.Value.Comment, IfVersion = call.Version() }, ct),
            TicketResource.From);
    }

    private static async Task<IResult> MergeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TicketMerge>(ct);
        var into = await call.References.TicketAsync(body.Value.Into, null, "into", ct);
        return call.Answer(await call.RunAsync(new MergeTickets { Id = call.Id(Kinds.Ticket), IntoId = body.Needed(into, "into"), IfVersion = call.Version() }, ct), TicketResource.From);
    }

    private static async Task<IResult> NotesAsync(ApiCall call, CancellationToken ct) =>
        call.Page(await call.AskAsync(new ListTicketNotes { TicketId = call.Id(Kinds.Ticket), Paging = call.Query.Paging() }, ct), TicketNoteResource.From);

    private static async Task<IResult> AddNoteAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewTicketNote>(ct);
        return call.Created(
            await call.RunAsync(new AddTicketNote { TicketId = call.Id(Kinds.Ticket), Text = body.Needed(body.Value.Text, "text", ""), Kind = body.Value.Kind ?? TicketNoteKind.Internal }, ct),
            TicketNoteResource.From);
    }

    private static async Task<IResult> DeleteNoteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteTicketNote { Id = call.Id(Kinds.TicketNote) }, ct));

    private static async Task<IResult> CategoriesAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListTicketCategories(), ct), TicketCategoryResource.From);
}
