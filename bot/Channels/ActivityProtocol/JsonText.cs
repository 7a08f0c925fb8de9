using System.Text.Json;

namespace BotCrm.Bot.Channels.ActivityProtocol;

internal static class JsonText
{
    /// <summary>
    /// False when some name or string holds half a surrogate pair. Parsing lets it through where nobody reads it yet (card data, channel data,
    /// members unknown here), and it breaks whoever reads or writes it later.
    /// </summary>
    /// <param name="json">At the beginning of what was parsed before, so that nothing else can be wrong with it.</param>
    public static bool IsWhole(Utf8JsonReader json)
    {
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped)
                    json.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The string in <paramref name="value"/>; null when it is none, or holds half a surrogate pair, which parsing lets through.</summary>
    public static string? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
