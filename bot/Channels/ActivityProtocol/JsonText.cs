using System.Text.Json;

namespace BotCrm.Bot.Channels.ActivityProtocol;

internal static class JsonText
{
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
