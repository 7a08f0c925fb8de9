using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Audit;
using BotCrm.Core.Users;

namespace BotCrm.Bot.Api.Audit;

/// <summary>Before- and after-images with the fields named and written as everywhere in the API: users by login, records by id, days as days.</summary>
internal sealed class AuditImages
{
    private static readonly Dictionary<string, string> UserFields = new()
    {
        ["ownerId"] = "owner",
        ["assigneeId"] = "assignee",
        ["authorId"] = "author",
        ["createdById"] = "createdBy",
        ["managerId"] = "manager",
    };

    private static readonly Dictionary<string, string> RecordFields = new()
    {
        ["id"] = "id",
        ["teamId"] = "teamId",
        ["customerId"] = "customer",
        ["contactId"] = "contact",
        ["opportunityId"] = "opportunity",
        ["ticketId"] = "ticket",
    };

    private static readonly Dictionary<string, string> Renamed = new() { ["lossReason"] = "reason", ["weChat"] = "wechat" };

    private readonly Dictionary<long, UserView> users = [];

    /// <summary>Loads the users that the images speak of.</summary>
    public static async Task<AuditImages> LoadAsync(ApiCall call, IEnumerable<AuditView> entries, CancellationToken ct)
    {
        var images = new AuditImages();
        var ids = from entry in entries
                  from image in (JsonElement?[])[entry.Before, entry.After]
                  where image is { ValueKind: JsonValueKind.Object }
                  from field in image.Value.EnumerateObject()
                  where UserFields.ContainsKey(field.Name) && field.Value.ValueKind == JsonValueKind.Number
                  select field.Value.GetInt64();
        foreach (var id in ids.Distinct().ToList())
        {
            if (await call.AskAsync(new GetUser { Id = id }, ct) is { Ok: true } user)
                images.users[id] = user.Value;
        }

        return images;
    }

    public JsonElement? Show(JsonElement? image)
    {
        if (image is not { ValueKind: JsonValueKind.Object } fields)
            return image;

        var shown = new JsonObject();
        foreach (var field in fields.EnumerateObject().Where(static field => field.Name != "dueAllDay"))
        {
            if (UserFields.TryGetValue(field.Name, out var person))
                shown[person] = field.Value.ValueKind == JsonValueKind.Number ? Login(field.Value.GetInt64()) : null;
            else if (RecordFields.TryGetValue(field.Name, out var record))
                shown[record] = field.Value.ValueKind == JsonValueKind.Number ? Text(field.Value.GetInt64()) : null;
            else if (field.Name == "participantIds" && field.Value.ValueKind == JsonValueKind.Array)
                shown["participants"] = new JsonArray([.. field.Value.EnumerateArray().Select(static id => (JsonNode)Text(id.GetInt64()))]);
            else if (field.Name == "due")
                shown["due"] = Due(fields, field.Value);
            else
                shown[Renamed.GetValueOrDefault(field.Name, field.Name)] = JsonNode.Parse(field.Value.GetRawText());
        }

        return JsonSerializer.SerializeToElement(shown, ApiJson.Options);
    }

    private string Login(long id) => users.TryGetValue(id, out var user) ? user.Login : Text(id);

    private JsonNode? Due(JsonElement fields, JsonElement due)
    {
        if (due.ValueKind != JsonValueKind.String || !fields.TryGetProperty("dueAllDay", out var allDay) || allDay.ValueKind != JsonValueKind.True)
            return JsonNode.Parse(due.GetRawText());

        var zone = fields.TryGetProperty("assigneeId", out var assignee) && assignee.ValueKind == JsonValueKind.Number
            && users.TryGetValue(assignee.GetInt64(), out var user) && TimeZoneInfo.TryFindSystemTimeZoneById(user.TimeZone, out var found)
            ? found
            : TimeZoneInfo.Utc;
        return TimeZoneInfo.ConvertTime(due.GetDateTimeOffset(), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
