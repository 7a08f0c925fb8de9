using BotCrm.Bot.Api.Fields;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Api.Tickets;

internal static class TicketEndpoints
{
    private const string Tag = "Tickets";

    public static void MapTickets(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets");
        tickets.MapGet("", ListAsync).Describe("listTickets", "List tickets.", Tag).Lists<TicketResource>(
            ["createdAt", "priority", "updatedAt", "slaDue"],
            [
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("assignee", "Login, id or name of the assignee; `me`."),
            QueryParameter.Of<bool>("unassigned", "True: in the queue."),
            QueryParameter.Of<TicketStatus>("status", "In this status."),
            QueryParameter.Of<bool>("open", "True: not resolved."),
            QueryParameter.Of<TicketPriority>("priority", "Of this priority."),
            QueryParameter.Of<string>("category", "Of this category."),
            QueryParameter.Of<Reference>("queue", "Id or name of the queue."),
            QueryParameter.Of<bool>("breached", "True: a promised time is broken."),
            QueryParameter.Of<int>("dueWithinHours", "A promised time is broken or breaks within so many hours."),
            QueryParameter.Of<bool>("escalated", "True: escalated."),
            QueryParameter.Of<Moment>("createdFrom", "Created then or later."),
            QueryParameter.Of<Moment>("createdTo", "Created before this instant, or until the end of this day."),
            QueryParameter.Of<string>("search", "Words of the subject or description."),
            .. OwnFields.Filters(api, Kinds.Ticket)]);
        tickets.MapPost("", CreateAsync).Describe("createTicket", "Open a ticket.", Tag).Creates<NewTicket, TicketResource>();
        tickets.MapGet("/{id}", GetAsync).Describe("getTicket", "Get a ticket.", Tag).Gets<TicketResource>();
        tickets.MapPatch("/{id}", ChangeAsync).Describe("updateTicket", "Change a ticket; assign, resolve or reopen it.", Tag).Changes<TicketChange, TicketResource>();
        tickets.MapDelete("/{id}", DeleteAsync).Describe("deleteTicket", "Delete a ticket.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        return call.Page(
            await call.AskAsync(
                new ListTickets
                {
                    Custom = query.Custom(),
                    CustomerId = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct),
                    AssigneeId = await call.References.UserAsync(query.Reference("assignee"), "assignee", ct),
                    Unassigned = query.Flag("unassigned"),
                    Status = query.OneOf<TicketStatus>("status"),
                    Open = query.Flag("open"),
                    Priority = query.OneOf<TicketPriority>("priority"),
                    Category = query.Text("category"),
                    QueueId = await call.References.QueueAsync(query.Reference("queue"), "queue", ct),
                    Breached = query.Flag("breached"),
                    DueWithinHours = query.Number("dueWithinHours"),
                    Escalated = query.Flag("escalated"),
                    CreatedFrom = query.From("createdFrom"),
                    CreatedTo = query.To("createdTo"),
                    Search = query.Text("search"),
                    Paging = query.Paging(),
                },
                ct),
            TicketResource.From);
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetTicket { Id = call.Id(Kinds.Ticket) }, ct), TicketResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewTicket>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var contact = await call.References.ContactAsync(given.Contact, customer, "contact", ct);
        var assignee = await call.References.UserAsync(given.Assignee, "assignee", ct);
        var queue = await call.References.QueueAsync(given.Queue, "queue", ct);
        return call.Created(
            await call.RunAsync(
                new OpenTicket
                {
                    Custom = given.Custom,
                    CustomerId = body.Needed(customer, "customer"),
                    Subject = body.Needed(given.Subject, "subject", ""),
                    Description = given.Description,
                    Category = given.Category ?? "other",
                    Priority = given.Priority,
                    QueueId = queue,
                    AssigneeId = assignee,
                    ContactId = contact,
                    Status = given.Status ?? TicketStatus.Open,
                    CreatedAt = given.CreatedAt,
                    ResolvedAt = given.ResolvedAt,
                },
                ct),
            TicketResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var id = call.Id(Kinds.Ticket);
        var body = await call.BodyAsync<TicketChange>(ct);
        var version = call.Version(body.Value.Version);
        var now = await call.AskAsync(new GetTicket { Id = id }, ct);
        if (!now.Ok)
            return call.Problem(now.Failure);

        var steps = await ChangeTicket.PlanAsync(call, now.Value, body, ct);
        return call.Answer(steps.Count == 0 && call.Failure is null ? now : await call.RunAsync(version, steps, ct), TicketResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteTicket { Id = call.Id(Kinds.Ticket), IfVersion = call.Version() }, ct));
}
