using System.Globalization;
using System.Text;

namespace BotCrm.Skills.Tools.Names;

/// <summary>The form in which names are compared: without case, accents, punctuation and a legal form at the end.</summary>
internal static class NameFolding
{
    private static readonly string[] LegalForms =
        ["gmbh", "ag", "ltd", "limited", "inc", "corp", "corporation", "co", "company", "llc", "plc", "sa", "bv", "kg", "se", "spa", "oy", "ab"];

    private static readonly string[] ChineseLegalForms = ["股份有限公司", "有限责任公司", "有限公司", "集团公司", "公司", "集团"];

    public static string Fold(string text, bool dropLegalForm = false)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in WellFormed(text).Normalize(NormalizationForm.FormKD))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.Control) continue;
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c)) folded.Append(char.ToLowerInvariant(c));
            else if (c is '\'' or '’') continue;
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        var result = folded.ToString().TrimEnd();
        return dropLegalForm ? WithoutLegalForm(result) : result;
    }

    /// <summary>Half a surrogate pair, as a cut emoji leaves it, is replaced: it cannot be normalised, nor written to a file.</summary>
    public static string WellFormed(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.ToString());
        return clean.ToString();
    }

    private static string WithoutLegalForm(string folded)
    {
        foreach (var form in LegalForms)
        {
            if (folded.Length > form.Length + 1 && folded.EndsWith(form, StringComparison.Ordinal) && folded[^(form.Length + 1)] == ' ')
                return folded[..^(form.Length + 1)];
        }

        foreach (var form in ChineseLegalForms)
        {
            if (folded.Length > form.Length + 1 && folded.EndsWith(form, StringComparison.Ordinal)) return folded[..^form.Length].TrimEnd();
        }

        return folded;
    }
}
