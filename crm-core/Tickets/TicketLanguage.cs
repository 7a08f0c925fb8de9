using System.Globalization;

namespace BotCrm.Core.Tickets;

/// <summary>The language that a ticket's words give away by their script.</summary>
internal static class TicketLanguage
{
    /// <returns><c>zh</c> when the words are mainly Chinese characters; null for scripts that many languages share.</returns>
    public static string? Of(string subject, string? description)
    {
        int han = 0, words = 0;
        var inWord = false;
        foreach (var c in subject + "\n" + description)
        {
            if (c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF')
            {
                han++;
                inWord = false;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter)
            {
                words += inWord ? 0 : 1;
                inWord = true;
            }
            else
            {
                inWord = false;
            }
        }

        // A Chinese word is about two characters; names of products and companies are often Latin.
        return han >= 2 && han / 2 >= words ? "zh" : null;
    }
}
