using System.Globalization;
using System.Text;

namespace BotCrm.Core.Storage.Engine;

/// <summary>Words as SQLite's FTS5 makes them with <c>porter unicode61 remove_diacritics 2</c>: letters and digits, lower case, without accents, by their stem.</summary>
internal static class TextWords
{
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        // Accents part from their letters; what is left of a letter is the letter.
        foreach (var rune in PlainText.Of(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark && word.Length > 0)
                continue;
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber or UnicodeCategory.PrivateUse)
            {
                word.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (word.Length > 0)
            {
                yield return PorterStem.Of(word.ToString().Normalize(NormalizationForm.FormC));
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return PorterStem.Of(word.ToString().Normalize(NormalizationForm.FormC));
    }
}
