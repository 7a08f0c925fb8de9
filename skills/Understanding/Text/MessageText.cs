using System.Globalization;
using System.Text;

namespace BotCrm.Skills.Understanding.Text;

/// <summary>
/// A message as typed, beside the form it is matched in: NFKC, straight quotes, no control, zero-width or bidirectional characters. Every
/// position of the matched form knows where it came from, so that summaries keep the person's own characters.
/// </summary>
internal sealed class MessageText
{
    private readonly int[] origin;

    private MessageText(string original, string text, int[] origin)
    {
        Original = original;
        Text = text;
        Lower = text.ToLowerInvariant();
        this.origin = origin;
    }

    public string Original { get; }

    /// <summary>Normalised, case kept.</summary>
    public string Text { get; }

    /// <summary>Same length as <see cref="Text"/>.</summary>
    public string Lower { get; }

    public int Length => Text.Length;

    public static MessageText From(string original)
    {
        var text = new StringBuilder(original.Length);
        var origin = new List<int>(original.Length + 1);
        for (var i = 0; i < original.Length;)
        {
            var ch = original[i];
            if (ch is >= ' ' and < (char)0x7f)
            {
                text.Append(ch);
                origin.Add(i++);
                continue;
            }

            if (!Rune.TryGetRuneAt(original, i, out var rune))
            {
                i++; // half of a surrogate pair: not a character
                continue;
            }

            Append(rune, i, text, origin);
            i += rune.Utf16SequenceLength;
        }

        origin.Add(original.Length);
        return new MessageText(original, text.ToString(), [.. origin]);
    }

    /// <summary>The person's own characters for a stretch of the matched form, without blanks around them.</summary>
    public string Slice(int start, int end)
    {
        start = Math.Clamp(start, 0, Length);
        end = Math.Clamp(end, start, Length);
        if (start == end)
            return "";
        var from = origin[start];
        var last = origin[end - 1];
        var to = end < Length ? origin[end] : Original.Length;
        // A character that expanded ("ﬁ" → "fi") gives both halves the same origin.
        if (to <= last)
            to = last + 1;
        return Clean(Original[from..to]);
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
                clean.Append(' ');
            else if (!IsNoise(rune) && rune != Rune.ReplacementChar)
                clean.Append(rune.ToString());
        }

        return clean.ToString().Trim();
    }

    private static void Append(Rune rune, int at, StringBuilder text, List<int> origin)
    {
        if (rune.Value is '\n' or '\t' or '\r')
        {
            text.Append(rune.Value == '\n' ? '\n' : ' ');
            origin.Add(at);
            return;
        }

        if (IsNoise(rune))
            return;
        var mapped = rune.Value switch
        {
            0x2018 or 0x2019 or 0x02BC or 0x0060 or 0x00B4 => "'",
            0x201C or 0x201D or 0x300C or 0x300D or 0x00AB or 0x00BB => "\"",
            0x2013 or 0x2014 => "-",
            0x2192 or 0x21D2 or 0x27A1 => "→",
            0x2026 => "...",
            _ => Compatible(rune),
        };
        foreach (var ch in mapped)
        {
            text.Append(ch);
            origin.Add(at);
        }
    }

    private static string Compatible(Rune rune)
    {
        var text = rune.ToString();
        return text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
    }

    private static bool IsNoise(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or 0x034F or 0x115F or 0x1160 or 0x3164;
}
