using System.Text;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Letters in both cases, for databases whose own idea of case ends with ASCII or hangs on their locale.</summary>
internal static class LetterCase
{
    /// <summary>Whether no letter beyond ASCII has a case.</summary>
    public static bool IsPlain(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsAscii && Both(rune) is not null)
                return false;
        }
        return true;
    }

    /// <summary>The rune's forms in both cases; null when it has no case.</summary>
    public static string? Both(Rune rune)
    {
        var (lower, upper) = (Rune.ToLowerInvariant(rune), Rune.ToUpperInvariant(rune));
        return lower == upper ? null : $"{lower}{upper}";
    }

    public static string LikeEscaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
