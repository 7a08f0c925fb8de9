using System.Net;
using System.Text.Json;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>Turns <c>&lt;at&gt;…&lt;/at&gt;</c> mentions into what the person meant to say: the bot's own vanish, other people's leave the name.</summary>
internal static class Mentions
{
    public static string? PlainText(Activity activity)
    {
        if (activity.Text is not { Length: > 0 } text)
            return activity.Text;

        var mentioned = false;
        foreach (var entity in activity.Entities ?? [])
        {
            if (Read(entity) is not var (id, name, written))
                continue;
            var itself = id is not null && id == activity.Recipient?.Id;
            if (!itself && name.Length == 0)
                continue;
            mentioned = true;
            text = text.Replace(written, itself ? " " : name, StringComparison.OrdinalIgnoreCase);
        }

        // Teams writes "xml" where it has put mentions, and escapes the rest of the text accordingly.
        if (activity.TextFormat == "xml")
            text = WebUtility.HtmlDecode(text);
        return mentioned ? text.Replace('\u00a0', ' ').Trim() : text;
    }

    private static (string? Id, string Name, string Written)? Read(JsonElement entity)
    {
        if (Text(entity, "type") != "mention" || !entity.TryGetProperty("mentioned", out var who) || who.ValueKind != JsonValueKind.Object)
            return null;
        var name = Text(who, "name") ?? "";
        var written = Text(entity, "text") is { Length: > 0 } given ? given : name.Length > 0 ? $"<at>{name}</at>" : null;
        return written is null ? null : (Text(who, "id"), name, written);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? JsonText.Of(value) : null;
}
