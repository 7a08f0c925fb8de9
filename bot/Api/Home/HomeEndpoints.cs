using System.Globalization;
using BotCrm.Bot.Api.Customers;
using BotCrm.Bot.Api.Interactions;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Reports;
using BotCrm.Bot.Api.Requests;
using BotCrm.Bot.Api.Tasks;
using BotCrm.Bot.Api.Tickets;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;

namespace BotCrm.Bot.Api.Home;

/// <summary>The caller's own day: up to ten of each, with the full counts.</summary>
internal sealed record HomeResource(
    DateOnly Day,
    IReadOnlyList<TaskResource> OverdueTasks,
    int OverdueTaskCount,
    IReadOnlyList<TaskResource> TodaysTasks,
    int TodaysTaskCount,
    IReadOnlyList<InteractionResource> TodaysMeetings,
    IReadOnlyList<OpportunityResource> Opportunities,
    int OpportunityCount,
    IReadOnlyList<TicketResource> Tickets,
    int TicketCount,
    IReadOnlyList<CustomerResource> QuietCustomers,
    int QuietCustomerCount,
    IReadOnlyList<NamedResource> RecentCustomers,
    DayResults Results,
    int UnseenNotifications)
{
    public static HomeResource From(MyDay day, TaskZones zones) => new(
        day.Day, [.. day.Overdue.Select(task => TaskResource.From(task, zones))], day.OverdueCount, [.. day.Today.Select(task => TaskResource.From(task, zones))], day.TodayCount,
        [.. day.Meetings.Select(InteractionResource.From)], [.. day.Opportunities.Select(OpportunityResource.From)], day.OpportunityCount, [.. day.Tickets.Select(TicketResource.From)], day.TicketCount,
        [.. day.Quiet.Select(CustomerResource.From)], day.QuietCount, [.. day.Recent.Select(one => new NamedResource(one.Id.ToString(CultureInfo.InvariantCulture), one.Name))], day.Results, day.Unseen);
}

internal sealed record NamedResource(string Id, string Name);

/// <summary>One step of a customer's lifecycle. <c>by</c> is null when it came by itself.</summary>
internal sealed record LifecycleStepResource(Lifecycle? From, Lifecycle To, DateTimeOffset At, string? By, string? Reason);

internal sealed record LifecycleBody
{
    public Lifecycle? To { get; init; }

    public string? Reason { get; init; }

    /// <summary>Against the rules, to set right what was recorded wrongly; managers and administrators only.</summary>
    public bool? Force { get; init; }

    /// <summary>The version that the change is based on; another one is refused.</summary>
    public int? Version { get; init; }
}

internal sealed record SnoozeBody
{
    /// <summary>A day (then in the morning) or an instant.</summary>
    public DueValue? Until { get; init; }
}

/// <summary>A secret address for calendar programs; told once.</summary>
internal sealed record CalendarLinkResource(string Path);

internal static class HomeEndpoints
{
    public static void MapHome(this IEndpointRouteBuilder api)
    {
        api.MapGet("/home", HomeAsync).Describe("getHome", "The caller's own day.", "Home").Gets<HomeResource>();
        api.MapPost("/home/calendar", LinkAsync).Describe("makeCalendarLink", "A new secret address of the caller's calendar; the old one stops working.", "Home").Produces<CalendarLinkResource>(StatusCodes.Status201Created).Fails(400, 401, 403, 404, 429);
        api.MapDelete("/home/calendar", UnlinkAsync).Describe("revokeCalendarLink", "The caller's calendar address stops working.", "Home").Deletes();
        api.MapGet("/customers/{id}/lifecycle", StepsAsync).Describe("getLifecycle", "How a customer moved along its lifecycle.", "Customers").Gets<RowsOf<LifecycleStepResource>>();
        api.MapPost("/customers/{id}/lifecycle", MoveAsync).Describe("changeLifecycle", "Move a customer along its lifecycle.", "Customers").Changes<LifecycleBody, CustomerResource>();
        api.MapPost("/tasks/{id}/snooze", SnoozeAsync).Describe("snoozeReminder", "Remind the caller of an own task again later.", "Tasks").Changes<SnoozeBody, TaskResource>();
    }

    private static async Task<IResult> HomeAsync(ApiCall call, CancellationToken ct)
    {
        var day = await call.AskAsync(new GetMyDay(), ct);
        var zones = await TaskZones.LoadAsync(call, day.Ok ? [.. day.Value.Overdue, .. day.Value.Today] : [], ct);
        return call.Answer(day, view => HomeResource.From(view, zones));
    }

    private static async Task<IResult> LinkAsync(ApiCall call, CancellationToken ct)
    {
        var secret = await call.RunAsync(new MakeCalendarLink(), ct);
        return secret.Ok ? Results.Json(new CalendarLinkResource($"/calendar/{secret.Value}.ics"), ApiJson.Options, statusCode: StatusCodes.Status201Created) : call.Problem(secret.Failure);
    }

    private static async Task<IResult> UnlinkAsync(ApiCall call, CancellationToken ct) => call.Gone(await call.RunAsync(new RevokeCalendarLink(), ct));

    private static async Task<IResult> StepsAsync(ApiCall call, CancellationToken ct) => call.Answer(
        await call.AskAsync(new GetLifecycle { CustomerId = call.Id(Kinds.Customer) }, ct),
        static steps => new RowsOf<LifecycleStepResource>([.. steps.Select(step => new LifecycleStepResource(step.From, step.To, step.At, step.By, step.Reason))]));

    private static async Task<IResult> MoveAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<LifecycleBody>(ct);
        var change = new ChangeLifecycle
        {
            CustomerId = call.Id(Kinds.Customer),
            To = body.Needed(body.Value.To, "to"),
            Reason = body.Value.Reason,
            Force = body.Value.Force ?? false,
            IfVersion = call.Version(body.Value.Version),
        };
        return call.Answer(await call.RunAsync(change, ct), CustomerResource.From);
    }

    private static async Task<IResult> SnoozeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<SnoozeBody>(ct);
        if (body.Value.Until is null)
            call.Fail(Failure.Invalid("missing_value", "'until' is needed.", "until"));
        var task = await call.RunAsync(new SnoozeReminder { TaskId = call.Id(Kinds.Task), Until = body.Value.Until?.Time ?? default }, ct);
        var zones = await TaskZones.LoadAsync(call, task.Ok ? [task.Value] : [], ct);
        return call.Answer(task, view => TaskResource.From(view, zones));
    }
}
