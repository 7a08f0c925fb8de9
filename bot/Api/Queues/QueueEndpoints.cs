using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets.Queues;

namespace BotCrm.Bot.Api.Queues;

internal static class QueueEndpoints
{
    private const string Tag = "Queues";

    public static void MapQueues(this IEndpointRouteBuilder api)
    {
        var queues = api.MapGroup("/queues");
        queues.MapGet("", ListAsync).Describe("listQueues", "List the ticket queues with their members.", Tag).Lists<QueueResource>(
            ["name", "createdAt"], QueryParameter.Of<bool>("active", "True: in service."));
        queues.MapPost("", CreateAsync).Describe("createQueue", "Make a queue: managers and administrators.", Tag).Creates<NewQueue, QueueResource>();
        queues.MapGet("/{id}", GetAsync).Describe("getQueue", "Get a queue.", Tag).Gets<QueueResource>();
        queues.MapPatch("/{id}", ChangeAsync).Describe("updateQueue", "Change a queue.", Tag).Changes<QueueChange, QueueResource>();
        queues.MapDelete("/{id}", DeleteAsync).Describe("deleteQueue", "Delete a queue that never had a ticket.", Tag).Deletes();
        queues.MapPost("/{id}/members", SetMemberAsync).Describe("setQueueMember", "Add a member, or change skills, capacity and absence.", Tag).Changes<QueueMemberChange, QueueResource>();
        queues.MapDelete("/{id}/members", RemoveMemberAsync).Describe("removeQueueMember", "Take a member out of a queue.", Tag)
            .Filters(new QueryParameter("user", typeof(Reference), "Login, id or name of the member.", Required: true)).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(await call.AskAsync(new ListQueues { Active = call.Query.Flag("active"), Paging = call.Query.Paging() }, ct), QueueResource.From);

    private static async Task<IResult> GetAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetQueue { Id = call.Id(Kinds.Queue) }, ct), QueueResource.From);

    private static async Task<IResult> CreateAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NewQueue>(ct);
        var given = body.Value;
        var lead = await call.References.UserAsync(given.Lead, "lead", ct);
        return call.Created(
            await call.RunAsync(
                new CreateQueue
                {
                    Name = body.Needed(given.Name, "name", ""),
                    Categories = given.Categories ?? [],
                    Calendar = given.Calendar,
                    AutoAssign = given.AutoAssign ?? false,
                    LeadId = lead,
                    ReturnAfterMinutes = given.ReturnAfterMinutes,
                },
                ct),
            QueueResource.From);
    }

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<QueueChange>(ct);
        var given = body.Value;
        var clear = body.Clear("calendar", "lead", "returnAfterMinutes");
        var change = new UpdateQueue
        {
            Id = call.Id(Kinds.Queue),
            Name = given.Name,
            Categories = given.Categories,
            Calendar = given.Calendar,
            AutoAssign = given.AutoAssign,
            LeadId = await call.References.UserAsync(given.Lead, "lead", ct),
            ReturnAfterMinutes = given.ReturnAfterMinutes,
            Active = given.Active,
            Clear = clear,
            IfVersion = call.Version(given.Version),
        };
        return call.Answer(await call.RunAsync(change, ct), QueueResource.From);
    }

    private static async Task<IResult> DeleteAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new DeleteQueue { Id = call.Id(Kinds.Queue), IfVersion = call.Version() }, ct));

    private static async Task<IResult> SetMemberAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<QueueMemberChange>(ct);
        var given = body.Value;
        var user = await call.References.UserAsync(given.User, "user", ct);
        return call.Answer(
            await call.RunAsync(
                new SetQueueMember { QueueId = call.Id(Kinds.Queue), UserId = body.Needed(user, "user"), Skills = given.Skills, Capacity = given.Capacity, Active = given.Active },
                ct),
            QueueResource.From);
    }

    private static async Task<IResult> RemoveMemberAsync(ApiCall call, CancellationToken ct)
    {
        var reference = call.Query.Reference("user");
        if (reference is null)
            call.Fail(Failure.Invalid("missing_value", "'user' is needed.", "user"));
        var user = await call.References.UserAsync(reference, "user", ct);
        return call.Gone(await call.RunAsync(new RemoveQueueMember { QueueId = call.Id(Kinds.Queue), UserId = user ?? 0 }, ct));
    }
}
