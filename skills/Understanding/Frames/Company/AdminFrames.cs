using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Skills.Understanding.Frames.Sales;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Company;

/// <summary>What an administrator looks after: business calendars, webhooks and backups.</summary>
internal static partial class AdminFrames
{
    private static readonly string[] English = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static IReadOnlyDictionary<string, Action<Frame>> Fillers { get; } = new Dictionary<string, Action<Frame>>(StringComparer.Ordinal)
    {
        ["list_calendars"] = _ => { },
        ["add_holiday"] = Holiday,
        ["add_working_day"] = Worked,
        ["remove_holiday"] = Days,
        ["set_opening_hours"] = Opening,
        ["list_webhooks"] = _ => { },
        ["add_webhook"] = AddWebhook,
        ["remove_webhook"] = frame => frame.Set("webhook", Address(frame) ?? frame.Quoted() ?? Called(frame)),
        ["make_backup"] = _ => { },
        ["backup_status"] = _ => { },
    };

    private static void Days(Frame frame)
    {
        Calendar(frame);
        if (frame.TakeValue(v => v.Kind == ValueKind.Period) is { From: { } from } period)
        {
            frame.Set("day", Iso(from));
            frame.Set("to", period.To is { } to && to != from ? Iso(to) : null);
            return;
        }

        var day = frame.TakeDay(wholeDay: true);
        frame.Set("day", day);
        // 1月1日元旦: the feast is the day once more.
        frame.Set("to", frame.TakeDay(wholeDay: true) is { } last && last != day ? last : null);
    }

    private static void Holiday(Frame frame)
    {
        Days(frame);
        var festival = Festival().Match(SalesWords.Raw(frame));
        frame.Set("name", frame.Quoted() ?? frame.Body() ?? (festival.Success ? festival.Value : null));
    }

    private static void Worked(Frame frame)
    {
        frame.Set("hours", Hours(SalesWords.Raw(frame)));
        Days(frame);
    }

    private static void Opening(Frame frame)
    {
        var text = SalesWords.Raw(frame);
        Calendar(frame);
        var days = Weekdays(text);
        frame.Set("weekdays", days.Count == 0 ? null : days);
        frame.Set("hours", Hours(text) ?? (frame.Has("x.closed.day") ? "closed" : null));
    }

    private static void Calendar(Frame frame)
    {
        if (CalendarSaid().Match(SalesWords.Raw(frame)) is { Success: true } said)
            frame.Set("calendar", said.Groups["code"].Value.ToLowerInvariant());
    }

    /// <summary>"8:00 to 17:00", "9-12 and 13-18", "10am to 2pm", 9点到18点半: as hours are written.</summary>
    internal static string? Hours(string text)
    {
        var stretches = new List<string>();
        foreach (Match match in Stretch().Matches(text))
        {
            var (from, to) = (Clock(match, "from"), Clock(match, "to"));
            // "from 9 to 5" is five in the afternoon; so is 下午.
            if (to <= from && to <= TimeSpan.FromHours(12) && match.Groups["toHalf"].Length == 0)
                to += TimeSpan.FromHours(12);
            if (from > TimeSpan.FromHours(24) || to > TimeSpan.FromHours(24))
                return match.Value.Trim();
            stretches.Add($"{Written(from)}-{Written(to)}");
        }

        return stretches.Count == 0 ? null : string.Join(',', stretches);
    }

    private static TimeSpan Clock(Match match, string end)
    {
        var hour = int.Parse(match.Groups[end + "Hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups[end + "Minute"] is { Length: > 0 } said ? int.Parse(said.Value, CultureInfo.InvariantCulture) : match.Groups[end + "HalfPast"].Length > 0 ? 30 : 0;
        var half = match.Groups[end + "Half"].Value.ToLowerInvariant();
        if (half is "pm" or "下午" or "晚上" && hour < 12)
            hour += 12;
        else if (half == "am" && hour == 12)
            hour = 0;
        return new TimeSpan(hour, minute, 0);
    }

    private static string Written(TimeSpan time) => time == TimeSpan.FromDays(1) ? "24:00" : time.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    /// <summary>"Monday to Friday", "on Saturdays", 周一到周五, 周六.</summary>
    internal static IReadOnlyList<string> Weekdays(string text)
    {
        var found = new List<string>();
        foreach (Match match in Weekday().Matches(text))
        {
            var first = Index(match.Groups["first"].Value);
            var last = match.Groups["last"].Length > 0 ? Index(match.Groups["last"].Value) : first;
            for (var day = first; ; day = (day + 1) % 7)
            {
                if (!found.Contains(English[day]))
                    found.Add(English[day]);
                if (day == last)
                    break;
            }
        }

        if (found.Count == 0 && Weekend().IsMatch(text))
            found.AddRange(["saturday", "sunday"]);
        return found;
    }

    private static int Index(string word) => word[0] switch
    {
        '一' => 0,
        '二' => 1,
        '三' => 2,
        '四' => 3,
        '五' => 4,
        '六' => 5,
        '日' or '天' => 6,
        _ => Array.FindIndex(English, day => day.StartsWith(word[..3].ToLowerInvariant(), StringComparison.Ordinal)),
    };

    private static void AddWebhook(Frame frame)
    {
        frame.Set("address", Address(frame));
        frame.Set("name", frame.Quoted());
        List<string> kinds = [];
        foreach (var (word, kind) in new[] { ("noun.customer", "customer"), ("noun.contact", "contact"), ("noun.opportunity", "opportunity"), ("noun.ticket", "ticket"), ("noun.task", "task"), ("noun.interaction", "interaction"), ("x.quote", "quote"), ("x.contract", "contract"), ("x.payment", "payment") })
        {
            if (frame.Pieces.Any(piece => piece.Is(word) && !piece.Is("x.webhook")))
                kinds.Add(kind);
        }

        frame.Set("records", kinds.Count == 0 ? null : kinds);
    }

    private static string? Address(Frame frame) => Url().Match(SalesWords.Raw(frame)) is { Success: true } found ? found.Value.TrimEnd('.', ',', '。', ',') : null;

    private static string? Called(Frame frame) => Name().Match(SalesWords.Raw(frame)) is { Success: true } found && Frame.Tidy(found.Groups["name"].Value) is { Length: > 0 } name ? name : null;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    [GeneratedRegex(@"(?<fromHalf>上午|下午|早上|晚上)?\s*(?<![\d年月/.-])(?<fromHour>\d{1,2})(?:[:：](?<fromMinute>\d{2})|点(?<fromHalfPast>半)?(?:(?<fromMinute>\d{2})分?)?)?\s*(?<fromHalf>am|pm)?\s*(?:to|until|till|-|–|~|到|至)\s*(?<toHalf>下午|晚上)?\s*(?<toHour>\d{1,2})(?![\d年月日号])(?:[:：](?<toMinute>\d{2})|点(?<toHalfPast>半)?(?:(?<toMinute>\d{2})分?)?)?\s*(?<toHalf>am|pm)?", Plain, 2000)]
    private static partial Regex Stretch();

    [GeneratedRegex(@"\b(?<first>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b(?:\s*(?:to|through|until|till|-|–)\s*(?<last>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?\b)?|(?:周|星期|礼拜)(?<first>[一二三四五六日天])(?:\s*(?:到|至|-|~)\s*(?:周|星期|礼拜)?(?<last>[一二三四五六日天]))?", Plain, 2000)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\bweekends?\b|周末", Plain, 2000)]
    private static partial Regex Weekend();

    [GeneratedRegex(@"https?://[^\s,，。;；]+", Plain, 2000)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?:\bwebhooks?\b|回调)\s*(?:called|named|to|for|at)?\s*(?<name>[\w.\- ]{2,60})\s*$|(?:the|删除|删掉|移除|去掉)\s*(?<name>[\w.\-]{2,60})\s*(?:的)?\s*(?:webhooks?\b|回调)", Plain, 2000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?<code>office|europe|china|always)\b\s+calendar|calendar\s+(?<code>\w{2,20})|(?<code>\w{2,20})\s*日历", Plain, 2000)]
    private static partial Regex CalendarSaid();

    [GeneratedRegex(@"(?<=[日号天到至是 ]|^)[\u4e00-\u9fff-[日号天到至是的]]{1,3}节(?!假)", Plain, 2000)]
    private static partial Regex Festival();
}
