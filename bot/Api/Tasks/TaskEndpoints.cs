using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Bot.Api.Tasks;

internal static class TaskEndpoints
{
    private const string Tag = "Tasks";

    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks");
        tasks.MapGet("", ListAsync).Describe("listTasks", "List tasks.", Tag).Lists<TaskResource>(
            ["due", "createdAt"],
            QueryParameter.Of<Reference>("assignee", "Login, id or name of the assignee; `me`."),
            QueryParameter.Of<Reference>("team", "Id or name of the assignee's team."),
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("opportunity", "Id or name of the opportunity."),
            QueryParameter.Of<Reference>("ticket", "Id or subject of the ticket."),
            QueryParameter.Of<bool>("done", "Done or not."),
            QueryParameter.Of<bool>("overdue", "Not done, and its time has passed."),
            QueryParameter.Of<Moment>("dueFrom", "Due then or later."),
            QueryParameter.Of<Moment>("dueTo", "Due before this instant, or until the end of this day."),
            QueryParameter.Of<string>("search", "Part of the title."));
        tasks.MapPost("", CreateAsync).Describe("createTask", "Create a task.", Tag).Creates<NewTask, TaskResource>();
        tasks.MapGet("/{id}", GetAsync).Describe("getTask", "Get a task.", Tag).Gets<TaskResource>();
        tasks.MapPatch("/{id}", ChangeAsync).Describe("updateTask", "Change, complete or reschedule a task.", Tag).Changes<TaskChange, TaskResource>();
        tasks.MapDelete("/{id}", DeleteAsync).Describe("deleteTask", "Delete a task.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct)
    {
        var query = call.Query;
        var customer = await call.References.CustomerAsync(query.Reference("customer"), "customer", ct);
        var page = await call.AskAsync(
            new ListTasks
            {
                AssigneeId = await call.References.UserAsync(query.Reference("assignee"), "assignee", ct),
                TeamId = await call.References.TeamAsync(query.Reference("team"), "team", ct),
                CustomerId = customer,
                OpportunityId = await call.References.OpportunityAsync(query.Reference("opportunity"), customer, "opportunity", ct),
                TicketId = await call.References.TicketAsync(query.Reference("ticket"), customer, "ticket", ct),
                Done = query.Flag("done"),
                Overdue = query.Flag("overdue"),
                DueFrom = query.From("dueFrom"),
                DueTo = query.To("dueTo"),
                Search = query.Text("search"),
                Paging = query.Paging(),
            },
            ct);
        var zones = await TaskZones.LoadAsync(call, page.Ok ? page.Value.Items : [], ct);
        return call.Page(page, task => TaskResource.From(task, zones));
    }

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct)
    {
        var task = await call.AskAsync(new GetTask { Id = call.Id(Kinds.Task) }, ct);
        var zones = await ZonesAsync(call, task, ct);
        return call.Answer(task, view => TaskResource.From(view, zones));
    }

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewTask>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var opportunity = await call.References.OpportunityAsync(given.Opportunity, customer, "opportunity", ct);
        var ticket = await call.References.TicketAsync(given.Ticket, customer, "ticket", ct);
        var assignee = await call.References.UserAsync(given.Assignee, "assignee", ct);
        var task = await call.RunAsync(
            new CreateTask
            {
                Title = body.Needed(given.Title, "title", ""),
                Due = given.Due?.Time,
                AssigneeId = assignee,
                CustomerId = customer,
                OpportunityId = opportunity,
                TicketId = ticket,
                Done = given.Done ?? false,
                RemindBefore = given.RemindBefore,
                Recurrence = Recurrence(call, given.Recurrence),
                CreatedAt = given.CreatedAt,
                DoneAt = given.DoneAt,
            },
            ct);
        var zones = await ZonesAsync(call, task, ct);
        return call.Created(task, view => TaskResource.From(view, zones));
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<TaskChange>(ct);
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var assignee = await call.References.UserAsync(given.Assignee, "assignee", ct);
        var task = await call.RunAsync(
            new UpdateTask
            {
                Id = call.Id(Kinds.Task),
                Title = given.Title,
                Due = given.Due?.Time,
                AssigneeId = assignee,
                CustomerId = customer,
                Done = given.Done,
                RemindBefore = given.RemindBefore,
                Recurrence = Recurrence(call, given.Recurrence),
                Clear = body.Clear("due", "customer", "remindBefore", "recurrence"),
                IfVersion = call.Version(given.Version),
            },
            ct);
        var zones = await ZonesAsync(call, task, ct);
        return call.Answer(task, view => TaskResource.From(view, zones));
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteTask { Id = call.Id(Kinds.Task), IfVersion = call.Version() }, ct));

    private static Recurrence? Recurrence(ApiCall call, RecurrenceResource? given)
    {
        if (given is null)
            return null;
        if (given.Kind is { } kind)
            return new Recurrence(kind, given.Every ?? 1, given.Until, given.Count);
        call.Fail(Failure.Invalid("missing_value", "recurrence.kind is needed: daily, weekly, monthly or workdays.", "recurrence.kind"));
        return null;
    }

    private static Task<TaskZones> ZonesAsync(ApiCall call, Result<TaskView> task, CancellationToken ct) =>
        TaskZones.LoadAsync(call, task.Ok ? [task.Value] : [], ct);
}
