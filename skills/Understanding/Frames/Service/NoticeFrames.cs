using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static partial class NoticeFrames
{
    public static void List(Frame frame)
    {
        if (frame.Has("unseen"))
            frame.Set("unseen", true);
    }

    public static void Nothing(Frame frame)
    {
    }

    public static void Snooze(Frame frame)
    {
        if (frame.TakeValue(v => v.Kind == ValueKind.Duration) is { Minutes: { } minutes })
        {
            if (minutes >= 1440 && minutes % 1440 == 0)
                frame.Set("days", (long)(minutes / 1440));
            else
                frame.Set("minutes", (long)minutes);
        }
        else if (frame.TakeValue(Frame.IsTime) is { } when)
        {
            frame.Set("until", Frame.Format(when));
        }

        if (frame.NamePiece(Kinds.Customer) is null && frame.FocusOf(Kinds.Task) is { } focus)
        {
            frame.Set("task", focus.Reference);
            return;
        }

        var words = frame.LeftoverAll(p => p.Is("act.snooze") || p.Is("act.snooze.weak") || p.IsPlaceholder || p.Is("noun.task") || p.Is("pron.it") || p.Is("self") || p.Is("namecue") || p.Is("in.advance") || p.Kind == Parsing.PieceKind.Value || p.Kind == Parsing.PieceKind.Name);
        frame.FindCustomer(orFocus: false, orUnknown: false);
        frame.Set("task", words);
        frame.Set("customer", frame.Customer);
        if (frame.Args.ContainsKey("task") || frame.Args.ContainsKey("customer"))
            return;
        frame.Set("task", frame.FocusOf(Kinds.Task)?.Reference);
    }

    public static void Settings(Frame frame)
    {
        var times = Times(frame);
        if (frame.Has("noun.quiet"))
        {
            if (frame.Has("act.off") || frame.Has("act.delete"))
            {
                frame.Set("quiet", false);
                return;
            }

            frame.Set("quiet_from", times.ElementAtOrDefault(0));
            frame.Set("quiet_to", times.ElementAtOrDefault(1));
        }
        else if (frame.Has("noun.daystart"))
        {
            frame.Set("day_start", times.ElementAtOrDefault(0));
        }
        else if (frame.Has("act.off") || frame.Features.Has("neg"))
        {
            frame.Set("digest", false);
        }
        else
        {
            frame.Set("digest_at", times.ElementAtOrDefault(0));
            if (times.Count == 0)
                frame.Set("digest", true);
        }
    }

    /// <summary>Times of day in the order said: "22:00", "8pm", 晚上十点.</summary>
    private static List<string> Times(Frame frame)
    {
        var text = frame.Analysis.Slice(frame.Analysis.Pieces[frame.From].Start, frame.Last(frame.Request.End - 1));
        var list = new List<string>();
        foreach (Match found in Clock().Matches(text))
        {
            var hour = Number(found.Groups["h"].Value);
            var minute = found.Groups["half"].Success ? 30 : found.Groups["m"].Success ? Number(found.Groups["m"].Value) : 0;
            var half = found.Groups["part"].Value + found.Groups["ap"].Value.ToLowerInvariant();
            if (hour < 12 && (half is "pm" or "p.m." or "晚上" or "下午" or "夜里" or "傍晚" or "晚" || half.Contains("pm", StringComparison.Ordinal)))
                hour += 12;
            if (hour == 12 && half is "am" or "凌晨")
                hour = 0;
            if (hour is >= 0 and <= 24 && minute < 60)
                list.Add(string.Create(CultureInfo.InvariantCulture, $"{hour % 24:00}:{minute:00}"));
        }

        return list;
    }

    private static int Number(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        const string Digits = "零一二三四五六七八九";
        var ten = text.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return text == "两" ? 2 : Digits.IndexOf(text, StringComparison.Ordinal);
        var high = ten == 0 ? 1 : Digits.IndexOf(text[0], StringComparison.Ordinal);
        return (high * 10) + (ten + 1 < text.Length ? Digits.IndexOf(text[ten + 1], StringComparison.Ordinal) : 0);
    }

    [GeneratedRegex(@"(?<part>凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|晚|早)?(?<![\d:])(?:(?<h>\d{1,2})[:：](?<m>\d{2})|(?<h>\d{1,2})\s*(?<ap>[ap]\.?m\.?)|(?<h>\d{1,2}|[零一二三四五六七八九十两]{1,3})\s*(?:点钟|点|时|o'clock)(?:(?<half>半)|(?<m>\d{1,2}|[一二三四五六七八九十]{1,3})分)?|(?<=\b(?:at|from|to|and|until)\s)(?<h>\d{1,2})(?!\d))\s*(?<ap>[ap]\.?m\.?)?", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();
}
