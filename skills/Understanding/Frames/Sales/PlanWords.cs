using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Reads a plan of payments: equal ones ("3 monthly instalments", 分3期) or one by one ("30% now, 70% on delivery").</summary>
internal static partial class PlanWords
{
    public static void Read(Frame frame)
    {
        var raw = SalesWords.Raw(frame);
        if (Several(frame) is { Count: > 0 } instalments)
        {
            frame.Set("instalments", instalments);
            return;
        }

        var match = Times().Match(raw);
        if (match.Success && SalesWords.Count(match.Groups["n"].Value) is > 0 and var count)
            frame.Set("count", (long)count);
        if (frame.ValueOf("x.every") is { } every)
            frame.Set("every", every);
        if (SalesWords.Days(frame) is [var first, ..])
            frame.Set("first", first);
    }

    /// <summary>Whether so many equal payments are spoken of.</summary>
    public static bool HasTimes(string text) => Times().IsMatch(text);

    /// <summary>Each share or sum begins an instalment; the day that follows is its own.</summary>
    private static List<string> Several(Frame frame)
    {
        var parts = new List<(string What, string? Day)>();
        foreach (var piece in frame.Pieces)
        {
            if (frame.IsUsed(piece))
                continue;
            if (piece.Value is { Kind: ValueKind.Percent, Number: { } share })
                parts.Add((share.ToString("0.##", CultureInfo.InvariantCulture) + "%", null));
            else if (piece.Value is { Kind: ValueKind.Money, Number: { } sum })
                parts.Add((sum.ToString("0.##", CultureInfo.InvariantCulture), null));
            else if (piece.Is("x.rest"))
                parts.Add(("rest", null));
            else if (parts.Count > 0 && parts[^1].Day is null && DayOf(piece) is { } day)
                parts[^1] = (parts[^1].What, day);
        }

        return parts.ConvertAll(p => p.Day is null ? p.What : $"{p.What} {p.Day}");
    }

    private static string? DayOf(Piece piece)
    {
        if (piece.Sense("x.payday") is { Value: { } word })
            return word;
        return piece.Value is { } value && Frame.IsTime(value) ? value.At is { } at ? Frame.Day(DateOnly.FromDateTime(at)) : Frame.Format(value) : null;
    }

    [GeneratedRegex(@"(?<n>\d{1,3}|two|three|four|five|six|ten|twelve)\s*(?:equal\s+)?(?:weekly|monthly|quarterly|yearly|annual)?\s*(?:instal+ments?|payments?|parts|rates)|[分共]\s*(?<n>\d{1,3}|十二|一|两|二|三|四|五|六|八|十)\s*(?:期|次|笔)|(?<n>\d{1,3}|十二|两|三|四|六|十)\s*(?:期|笔)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Times();
}
