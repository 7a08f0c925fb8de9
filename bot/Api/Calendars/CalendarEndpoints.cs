using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Reports;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Calendars;

/// <summary>What was written down over a configured calendar. <c>hours</c> empty: closed. <c>weekdays</c> is empty for days.</summary>
internal sealed record CalendarEntryResource(string Id, string Calendar, DateOnly? From, DateOnly? To, IReadOnlyList<string> Weekdays, string Hours, string? Name, int Version) : IVersioned
{
    public static CalendarEntryResource Of(CalendarEntryView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Calendar, view.From, view.To, [.. view.Weekdays.Select(CalendarResource.Name)], view.Hours, view.Name, view.Version);
}

/// <summary>A business calendar. <c>week</c>: the usual hours by weekday. <c>holidays</c>: days off from today on.</summary>
internal sealed record CalendarResource(string Code, string TimeZone, bool Standard, IReadOnlyDictionary<string, string> Week, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<CalendarEntryResource> Entries)
{
    public static CalendarResource From(CalendarView view) => new(
        view.Code, view.TimeZone, view.Standard, view.Week.ToDictionary(day => Name(day.Key), day => day.Value), view.Holidays, [.. view.Entries.Select(CalendarEntryResource.Of)]);

    public static string Name(DayOfWeek day) => day.ToString().ToLowerInvariant();
}

internal sealed record CalendarDaysBody
{
    public DateOnly? From { get; init; }

    /// <summary>The last day; the first when not given.</summary>
    public DateOnly? To { get; init; }

    /// <summary>True: these days are worked. Otherwise nobody works on them.</summary>
    public bool? Worked { get; init; }

    /// <summary>Of days that are worked: 09:00-12:00,13:00-18:00; the usual ones when not given.</summary>
    public string? Hours { get; init; }

    public string? Name { get; init; }
}

internal sealed record OpeningHoursBody
{
    /// <summary>Monday to Friday when not given.</summary>
    public IReadOnlyList<DayOfWeek>? Weekdays { get; init; }

    /// <summary>09:00-12:00,13:00-18:00; empty: closed.</summary>
    public string? Hours { get; init; }
}

internal static class CalendarEndpoints
{
    private const string Tag = "Calendars";

    public static void MapCalendars(this IEndpointRouteBuilder api)
    {
        var calendars = api.MapGroup("/calendars");
        calendars.MapGet("", ListAsync).Describe("listCalendars", "List the business calendars.", Tag).Gets<RowsOf<CalendarResource>>();
        calendars.MapPost("/{code}/days", AddAsync).Describe("addCalendarDays", "Write down a holiday, or days that are worked.", Tag).Creates<CalendarDaysBody, CalendarEntryResource>();
        calendars.MapPost("/{code}/hours", HoursAsync).Describe("setOpeningHours", "Set the usual hours of weekdays.", Tag).Creates<OpeningHoursBody, CalendarEntryResource>();
        api.MapDelete("/calendar-entries/{id}", RemoveAsync).Describe("removeCalendarEntry", "Take a written holiday, working day or change of hours away.", Tag).Deletes();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new ListCalendars(), ct), static all => new RowsOf<CalendarResource>([.. all.Select(CalendarResource.From)]));

    private static async Task<IResult> AddAsync(ApiCall call, string code, CancellationToken ct)
    {
        var body = await call.BodyAsync<CalendarDaysBody>(ct);
        var given = body.Value;
        return call.Created(
            await call.RunAsync(new AddCalendarDays { Calendar = code, From = body.Needed(given.From, "from"), To = given.To, Worked = given.Worked ?? false, Hours = given.Hours, Name = given.Name }, ct),
            CalendarEntryResource.Of);
    }

    private static async Task<IResult> HoursAsync(ApiCall call, string code, CancellationToken ct)
    {
        var body = await call.BodyAsync<OpeningHoursBody>(ct);
        return call.Created(
            await call.RunAsync(new SetOpeningHours { Calendar = code, Weekdays = body.Value.Weekdays ?? [], Hours = body.Needed(body.Value.Hours, "hours", "") }, ct), CalendarEntryResource.Of);
    }

    private static async Task<IResult> RemoveAsync(ApiCall call, CancellationToken ct) =>
        call.Gone(await call.RunAsync(new RemoveCalendarEntry { Id = call.Id(Kinds.CalendarEntry) }, ct));
}
