using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

/// <summary>"push it by a week", "move the close date back two weeks", 推迟三天: by how much a day moves; earlier where the words say so.</summary>
internal static class RelativeMove
{
    private const int Day = 1440;
    private const int Month = 30 * Day;

    public static void Set(Frame frame)
    {
        if (frame.Pieces.FirstOrDefault(p => p.Value is { Kind: ValueKind.Duration, Minutes: >= Day } && !frame.IsUsed(p)) is not { } piece)
            return;
        frame.Use(piece);
        var minutes = piece.Value!.Minutes!.Value;
        var said = frame.Said(piece);
        var sign = frame.Pieces.Any(p => IsEarlier(frame.Analysis.Word(p))) ? -1 : 1;
        // A month is no thirty days: the same day of the next one is meant.
        var months = said.Contains("month", StringComparison.OrdinalIgnoreCase) || said.Contains('月') ? minutes / Month
            : said.Contains("quarter", StringComparison.OrdinalIgnoreCase) || said.Contains("季度", StringComparison.Ordinal) ? 3 * (minutes / (91 * Day))
            : said.Contains("year", StringComparison.OrdinalIgnoreCase) || said.Contains('年') ? 12 * (minutes / (365 * Day))
            : 0;
        if (months > 0)
            frame.Set("by_months", (long)(sign * months));
        else
            frame.Set("by_days", (long)(sign * minutes / Day));
    }

    /// <summary>Words that only say which way: part of no title.</summary>
    public static bool IsDirection(string word) => IsEarlier(word) || word is "back" or "out" or "later" or "by" or "off" or "往后" or "再";

    private static bool IsEarlier(string word) =>
        word is "forward" or "earlier" or "sooner" or "ahead" or "往前" or "早" || word.StartsWith("提前", StringComparison.Ordinal) || word.StartsWith("往前", StringComparison.Ordinal) || word.StartsWith("bring", StringComparison.Ordinal) && word.Contains("forward", StringComparison.Ordinal) || word.StartsWith("pull", StringComparison.Ordinal);
}
