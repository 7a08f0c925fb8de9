using BotCrm.Core;
using BotCrm.Core.Automation;

namespace BotCrm.Bot.Calendar;

/// <summary>The address that calendar programs subscribe to. The secret in it is all they have; a wrong one looks like none.</summary>
internal static class CalendarEndpoint
{
    private const int LongestSecret = 100;

    public static void MapCalendar(this IEndpointRouteBuilder routes) => routes.MapGet("/calendar/{secret}.ics", ReadAsync).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(HttpContext http, string secret, CalendarAccess access, ICrm crm, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "private, max-age=300";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (secret.Length > LongestSecret || await access.FindAsync(secret, ct) is not { } actor)
            return Results.NotFound();
        var items = await crm.AskAsync(actor, new Origin("calendar"), new GetCalendar(), ct);
        return items.Ok ? Results.Text(CalendarText.Write(actor.Name, items.Value), "text/calendar; charset=utf-8") : Results.NotFound();
    }
}
