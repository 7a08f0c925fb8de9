using System.Text.Json;
using BotCrm.Bot.Cards;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>A <c>message</c> or card <c>invoke</c> as a turn.</summary>
public static class IncomingActivities
{
    public static IncomingTurn ToTurn(Activity activity)
    {
        var action = CardActions.Read(activity.Value);
        var text = action is null ? Words(activity) : null;

        // A press on some card that is not ours, or is older than we are: the assistant says that it does not know it.
        if (action is null && string.IsNullOrWhiteSpace(text) && activity.Value is { ValueKind: JsonValueKind.Object })
            action = new CardAction("", new Dictionary<string, JsonElement>());

        // Without an id nothing can be recognised as a repetition.
        return new IncomingTurn(
            activity.Id is { Length: > 0 } id ? id : Guid.NewGuid().ToString(),
            ChannelOf(activity),
            activity.Conversation?.Id ?? "",
            action is null ? text : null,
            action,
            LocaleOf(activity),
            activity.Conversation?.IsGroup == true);
    }

    public static string ChannelOf(Activity activity) => activity.ChannelId is { Length: > 0 } channel ? channel : "unknown";

    /// <summary>Only Teams' clients draw its charts and send Action.Execute; what the others miss would silently do nothing.</summary>
    public static CardDialect DialectOf(Activity activity) => activity.ChannelId is "msteams" or "agents" ? CardDialect.Teams : CardDialect.WebChat;

    internal static string? LocaleOf(Activity activity)
    {
        if (activity.Locale is { Length: > 0 and <= 35 } locale)
            return locale;
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity.ValueKind == JsonValueKind.Object && entity.TryGetProperty("locale", out var hint) && JsonText.Of(hint) is { Length: > 0 and <= 35 } found)
                return found;
        }

        return null;
    }

    private static string? Words(Activity activity)
    {
        var text = Mentions.PlainText(activity);
        if (!string.IsNullOrWhiteSpace(text))
            return text;

        // A button may send its sentence as the value alone.
        return activity.Value is { } value && JsonText.Of(value) is { Length: > 0 } said ? said : text;
    }
}
