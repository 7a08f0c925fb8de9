namespace BotCrm.Bot.Cards;

/// <summary>How wide text will be, in average Latin letters. An estimate: the font is the reader's.</summary>
internal static class TextWidth
{
    public static double Of(ReadOnlySpan<char> text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    public static double Of(System.Text.Rune rune) => rune.Value switch
    {
        // CJK, kana, Hangul, full-width forms, and emoji take a square.
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE4F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF
            or >= 0x20000 and <= 0x3FFFD => 1.8,
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' => 0.55,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 1.5,
        >= 'A' and <= 'Z' => 1.2,
        _ => 1.0,
    };

    /// <summary>The text, or its beginning with an ellipsis, within <paramref name="width"/>.</summary>
    public static string Fit(string text, double width)
    {
        if (Of(text) <= width)
            return text;
        var kept = new System.Text.StringBuilder();
        var used = 1.0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Of(rune);
            if (used > width)
                break;
            kept.Append(rune);
        }

        return kept.ToString().TrimEnd() + "…";
    }
}
