using System.Globalization;
using System.Text;

namespace BotCrm.Bot.Cards;

/// <summary>
/// Text from the CRM on its way to a card. Markdown never gets a chance because all of it is drawn as <c>TextRun</c>s, which are not
/// Markdown; what is left to mend here are characters that lie about the text around them, date macros, and length.
/// </summary>
internal static class CardText
{
    public const int TitleLimit = 200;
    public const int ValueLimit = 500;
    public const int BodyLimit = 2000;

    /// <summary>Teams cuts longer button titles itself, in the middle of a word.</summary>
    public const int ButtonLimit = 80;

    /// <summary>Without control and direction-changing characters, at most <paramref name="limit"/> characters, cut between whole characters.</summary>
    public static string Clean(string text, int limit = ValueLimit)
    {
        var kept = new StringBuilder(Math.Min(text.Length, limit + 8));
        var length = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            if (element.Length <= 2 && IsHostile(element[0]))
                continue;
            // A "character" of hundreds of stacked marks is drawn over its neighbours.
            if (element.Length > 32)
                element = element[..1];
            if (length + element.Length > limit - 1 && HasMore(elements, text, limit - length))
            {
                kept.Append('…');
                break;
            }

            kept.Append(element);
            length += element.Length;
        }

        // {{DATE(…)}} and {{TIME(…)}} are the card format's own macros.
        kept.Replace("{{", "{ {");
        return kept.ToString();
    }

    public static string Button(string text) => Clean(OneLine(text), ButtonLimit);

    public static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static bool HasMore(TextElementEnumerator at, string text, int room) => text.Length - at.ElementIndex > room;

    private static bool IsHostile(char c) =>
        c is not '\n' and not '\t' && (char.IsControl(c)
        || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F' or '\uFEFF' or '\uFFFE' or '\uFFFF'
        || (c is '\r'));
}
