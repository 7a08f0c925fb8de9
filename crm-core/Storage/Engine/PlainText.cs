using System.Text;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Text as every store can keep it.</summary>
internal static class PlainText
{
    /// <summary>With a replacement character for the character zero and for each half of a surrogate pair that stands alone.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
            return text;
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            plain.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return plain.ToString();
    }

    private static bool IsPlain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }
        return true;
    }
}
