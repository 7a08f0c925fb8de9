using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Skills.Understanding.Lexicon;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>Finds what is written by a pattern and not by words: numbers of quotes and contracts, file names, 九五折.</summary>
internal static partial class Codes
{
    private const string Figures = "零一二三四五六七八九";

    public static IEnumerable<(int Start, int End, Sense Sense)> Find(string text)
    {
        foreach (Match match in Number().Matches(text))
        {
            var kind = match.ValueSpan[0] is 'Q' or 'q' ? "code.quote" : "code.contract";
            yield return (match.Index, match.Index + match.Length, new Sense(kind, match.Value.ToUpperInvariant(), WordForm.None));
        }

        foreach (Match match in FileName().Matches(text))
            yield return (match.Index, match.Index + match.Length, new Sense("x.filename", match.Value, WordForm.None));
        foreach (Match match in Off().Matches(text))
        {
            if (PercentOff(match.Groups["n"].Value) is { } percent)
                yield return (match.Index, match.Index + match.Length, new Sense("x.off", percent.ToString("0.##", CultureInfo.InvariantCulture), WordForm.None));
        }
    }

    /// <summary>九五折 is 95 of 100: five percent off; 8折 is twenty.</summary>
    private static decimal? PercentOff(string said)
    {
        var text = string.Concat(said.Select(ch => Figures.IndexOf(ch, StringComparison.Ordinal) is >= 0 and var figure ? (char)('0' + figure) : ch));
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number <= 0)
            return null;
        var paid = text.Length > 1 && !text.Contains('.') ? number : number * 10;
        return paid is > 0 and < 100 ? 100 - paid : null;
    }

    [GeneratedRegex(@"(?<![\w-])[QCqc]-\d{4}-\d{3,6}(?:-\d{1,3})?(?![\w-])|(?<=[\u3400-\u9fff])[QCqc]-\d{4}-\d{3,6}(?:-\d{1,3})?(?!\d)|(?<![A-Za-z0-9-])[QCqc]-\d{4}-\d{3,6}(?:-\d{1,3})?(?=[\u3400-\u9fff])", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?:[A-Za-z0-9_()-][A-Za-z0-9_().-]{0,80}|[\u3400-\u9fff-[的把看件下载存]]{1,20})\.(?:pdf|xlsx?|csv|docx?|pptx?|txt|png|jpe?g|zip|eml|msg)(?![A-Za-z0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"(?<n>[一二三四五六七八九]{1,2}|\d(?:\.\d)?|\d\d)\s*折", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Off();
}
