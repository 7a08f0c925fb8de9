using System.Globalization;
using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Notifications;

/// <summary>Something the caller was told. <c>kind</c> and <c>data</c> say what; <c>record</c> is what it is about, if the caller may see it.</summary>
internal sealed record NotificationResource(
    string Id, string Kind, string? RecordKind, string? Record, string? RecordName, IReadOnlyDictionary<string, string> Data, DateTimeOffset CreatedAt, DateTimeOffset At, DateTimeOffset? SeenAt)
{
    public static NotificationResource From(NotificationView view) => new(
        view.Id.ToString(CultureInfo.InvariantCulture), view.Kind, view.RecordKind, view.Record?.Id.ToString(CultureInfo.InvariantCulture), view.Record?.Name, view.Data, view.CreatedAt, view.DeliverAt, view.SeenAt);
}

internal sealed record SeenBody
{
    /// <summary>Which; all when not given.</summary>
    public IReadOnlyList<string>? Ids { get; init; }
}

internal sealed record SeenResource(int Marked);

/// <summary>Times of day such as 08:30, in the caller's time zone. <c>digestAt</c> null: no morning digest.</summary>
internal sealed record NotificationSettingsResource(string DayStart, string? QuietFrom, string? QuietTo, string? DigestAt)
{
    public static NotificationSettingsResource From(NotificationSettingsView view) => new(Text(view.DayStart)!, Text(view.QuietFrom), Text(view.QuietTo), Text(view.DigestAt));

    private static string? Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Only the given fields change; null empties one (<c>quietFrom</c> null: no quiet hours).</summary>
internal sealed record NotificationSettingsBody
{
    public string? DayStart { get; init; }

    public string? QuietFrom { get; init; }

    public string? QuietTo { get; init; }

    public string? DigestAt { get; init; }
}

internal static class NotificationEndpoints
{
    private const string Tag = "Notifications";

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var notifications = api.MapGroup("/notifications");
        notifications.MapGet("", ListAsync).Describe("listNotifications", "List the caller's notifications, newest first.", Tag)
            .Lists<NotificationResource>([], QueryParameter.Of<bool>("unseen", "Only those not seen yet."));
        notifications.MapPost("/seen", SeenAsync).Describe("markNotificationsSeen", "Mark notifications as seen.", Tag).Takes<SeenBody>().Gets<SeenResource>();
        notifications.MapGet("/settings", SettingsAsync).Describe("getNotificationSettings", "When the caller is told things.", Tag).Gets<NotificationSettingsResource>();
        notifications.MapPatch("/settings", ChangeAsync).Describe("updateNotificationSettings", "Change when the caller is told things.", Tag).Changes<NotificationSettingsBody, NotificationSettingsResource>();
    }

    private static async Task<IResult> ListAsync(ApiCall call, CancellationToken ct) =>
        call.Page(await call.AskAsync(new ListNotifications { Unseen = call.Query.Flag("unseen") ?? false, Paging = call.Query.Paging(descending: true) }, ct), NotificationResource.From);

    private static async Task<IResult> SeenAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<SeenBody>(ct);
        var ids = new List<long>();
        foreach (var text in body.Value.Ids ?? [])
        {
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                ids.Add(id);
            else
                call.Fail(Failure.Invalid("wrong_type", "'ids' must be ids of notifications.", "ids"));
        }
        return call.Answer(await call.RunAsync(new MarkNotificationsSeen { Ids = body.Value.Ids is null ? null : ids }, ct), static marked => new SeenResource(marked));
    }

    private static async Task<IResult> SettingsAsync(ApiCall call, CancellationToken ct) =>
        call.Answer(await call.AskAsync(new GetNotificationSettings(), ct), NotificationSettingsResource.From);

    private static async Task<IResult> ChangeAsync(ApiCall call, CancellationToken ct)
    {
        var body = await call.BodyAsync<NotificationSettingsBody>(ct);
        var cleared = body.Clear("dayStart", "quietFrom", "quietTo", "digestAt");
        List<string> clear = [];
        if (cleared.Contains("dayStart"))
            clear.Add("dayStart");
        if (cleared.Contains("quietFrom") || cleared.Contains("quietTo"))
            clear.Add("quiet");
        if (cleared.Contains("digestAt"))
            clear.Add("digest");
        var change = new ChangeNotificationSettings
        {
            DayStart = Time(call, body.Value.DayStart, "dayStart"),
            QuietFrom = Time(call, body.Value.QuietFrom, "quietFrom"),
            QuietTo = Time(call, body.Value.QuietTo, "quietTo"),
            DigestAt = Time(call, body.Value.DigestAt, "digestAt"),
            Clear = clear,
        };
        return call.Answer(await call.RunAsync(change, ct), NotificationSettingsResource.From);
    }

    private static TimeOnly? Time(ApiCall call, string? text, string field)
    {
        if (text is null)
            return null;
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        call.Fail(Failure.Invalid("wrong_type", $"'{field}' must be a time of day such as \"08:30\".", field));
        return null;
    }
}
