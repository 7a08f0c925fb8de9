using System.Text.Json;
using BotCrm.Skills.Assistant;

namespace BotCrm.Bot.Channels.ActivityProtocol;

/// <summary>
/// A press on a card, in the shapes clients send it: <c>{verb, …}</c> (Action.Submit), <c>{action: {verb, data}}</c> (Action.Execute),
/// and the data of either as an object or flat beside the verb.
/// </summary>
internal static class CardActions
{
    private const int MaxVerbLength = 64;

    /// <summary>Members that belong to the protocol, not to the card's author.</summary>
    private static readonly HashSet<string> Envelope = new(StringComparer.Ordinal) { "verb", "data", "type", "id", "title", "msteams", "trigger" };

    /// <summary>Null when there is no verb: not a press on one of our cards.</summary>
    public static CardAction? Read(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.Object } press)
            return null;
        if (press.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object)
            press = action;

        var data = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (press.TryGetProperty("data", out var nested) && nested.ValueKind == JsonValueKind.Object)
            Add(nested, static _ => true, data);
        Add(press, static name => !Envelope.Contains(name), data);

        var verb = press.TryGetProperty("verb", out var named) || data.Remove("verb", out named) ? JsonText.Of(named) : null;
        return verb is { Length: > 0 and <= MaxVerbLength } ? new CardAction(verb, data) : null;
    }

    private static void Add(JsonElement from, Func<string, bool> wanted, Dictionary<string, JsonElement> to)
    {
        foreach (var member in from.EnumerateObject())
        {
            if (wanted(member.Name))
                to[member.Name] = member.Value;
        }
    }
}
