using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Saved filters of customers, and one change for many records.</summary>
internal static partial class SegmentFrames
{
    public static void Save(Frame frame)
    {
        frame.Set("name", Named(frame));
        SetFilter(frame);
        if (Said(frame, "tagv") is { } tag)
            frame.Set("tags", new List<string> { TagText(frame, frame.Use(tag)) });
        else if (Tagged().Match(SalesWords.Raw(frame)) is { Success: true } match)
            frame.Set("tags", new List<string> { Frame.Tidy(match.Groups["tag"].Value) });
        if (frame.Has("x.shared"))
            frame.Set("shared", true);
    }

    public static void Show(Frame frame) => frame.Set("segment", Named(frame) ?? (frame.Has("x.segment") ? null : frame.FocusOf(Kinds.Segment)?.Name));

    public static void Bulk(Frame frame)
    {
        var records = Records(frame);
        frame.Set("records", records);
        if (frame.Has("x.segment"))
            frame.Set("segment", Named(frame));
        SetTarget(frame, records);
        if (records == "customers")
            SetFilter(frame);
        else if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        SetOwner(frame);
        if (frame.First("statusv", "overdue") is not null)
            frame.Set("overdue", true);
        if (frame.First("statusv", "unassigned") is not null)
            frame.Set("unassigned", true);
    }

    /// <summary>A segment's name: in quotation marks, else what stands beside the word.</summary>
    public static string? Named(Frame frame)
    {
        if (frame.Quoted() is { Length: > 0 } quoted)
            return quoted;
        var match = Plain().Match(SalesWords.Raw(frame));
        if (!match.Success)
            return null;
        var name = Frame.Tidy(match.Groups["name"].Value);
        return name.Length == 0 ? null : name;
    }

    private static void SetFilter(Frame frame)
    {
        if (Said(frame, "lifecycle") is { } lifecycle)
            frame.Set("lifecycle", lifecycle.Sense("lifecycle")!.Value);
        Reports.SetQuietDays(frame);
        if (!frame.Args.ContainsKey("owner") && frame.TakeUser() is { } owner)
            frame.Set("owner", owner);
        if (City(frame) is { } city)
            frame.Set("city", city);
        // "all our food customers"
        if (frame.First("noun.customer") is { } noun && frame.Analysis.Pieces.IndexOf(noun) is > 0 and var at && frame.Analysis.Pieces[at - 1] is { Kind: PieceKind.Word, Quoted: false } kind && char.IsAsciiLetterLower(frame.Analysis.Text.Text[kind.Start]))
            frame.Set("industry", frame.Said(frame.Use(kind)));
    }

    /// <summary>The first of a class outside quotation marks: a segment's name says nothing of what is in it.</summary>
    private static Piece? Said(Frame frame, string senseClass) => frame.Pieces.FirstOrDefault(p => p.Is(senseClass) && !p.Quoted && !frame.IsUsed(p));

    private static string? City(Frame frame)
    {
        var raw = Marks().Replace(SalesWords.Raw(frame), "");
        var match = InCity().Match(raw);
        if (!match.Success)
            return null;
        var city = Frame.Tidy(match.Groups["city"].Value);
        if (frame.Pieces.Any(p => frame.Said(p) == city && (p.Name is not null || p.Is("self") || p.Is("lifecycle") || p.Is("x.segment") || p.Is("statusv") || p.Is("we") || p.Is("tagv"))))
            return null;
        return city.Length is > 1 and < 40 ? city : null;
    }

    private static string? Records(Frame frame)
    {
        if (frame.Has("noun.task"))
            return "tasks";
        if (frame.Has("noun.ticket"))
            return "tickets";
        return frame.Has("noun.opportunity") ? "opportunities" : "customers";
    }

    /// <summary>What is to be otherwise: the value after the verb or "to".</summary>
    private static void SetTarget(Frame frame, string? records)
    {
        var pieces = frame.Pieces.ToList();
        if (records == "customers" && (frame.Has("act.tag") || frame.First("attr", "tag") is not null))
        {
            var tag = frame.First("tagv") is { } known ? TagText(frame, frame.Use(known)) : Words(TagAfter().Match(SalesWords.Raw(frame))) ?? frame.Quoted();
            var slot = frame.Pieces.Any(p => frame.Analysis.Word(p).StartsWith("untag", StringComparison.Ordinal)) || frame.Has("act.delete") ? "remove_tags" : "add_tags";
            frame.Set(slot, tag is null ? null : new List<string> { tag });
        }

        if ((frame.Has("act.assign") || IsMovedTo(frame, pieces)) && pieces.LastOrDefault(p => p.Name?.Has(Kinds.User) == true) is { } user)
            frame.Set("new_owner", frame.Resolve(frame.Use(user), Kinds.User));
        if (records == "opportunities")
        {
            var stages = pieces.FindAll(p => p.Sense("stage") is not null);
            if (stages.Count > 0 && (frame.Has("act.move") || frame.Has("act.update")))
            {
                frame.Set("new_stage", frame.Use(stages[^1]).Sense("stage")!.Value);
                if (stages.Count > 1)
                    frame.Set("stage", frame.Use(stages[0]).Sense("stage")!.Value);
            }

            if (!frame.Args.ContainsKey("new_stage"))
                frame.Set("new_close_date", frame.TakeDay(wholeDay: true));
        }
        else if (records == "tickets")
        {
            if (pieces.LastOrDefault(p => p.Is("priority") && p.Sense("priority")!.Value is not null) is { } priority)
                frame.Set("new_priority", frame.Use(priority).Sense("priority")!.Value);
            if (pieces.LastOrDefault(p => p.Sense("statusv")?.Value is "resolved" or "pending") is { } status)
                frame.Set("new_status", status.Sense("statusv")!.Value);
        }
        else if (records == "tasks")
        {
            if (frame.First("statusv", "done") is not null || frame.Has("act.complete"))
                frame.Set("done", true);
            else
                frame.Set("new_due", frame.TakeDay(wholeDay: true));
        }
        else if (pieces.FindLast(p => p.Sense("lifecycle") is not null) is { } lifecycle && (frame.Has("act.update") || frame.Has("act.move")) && !frame.Has("act.assign"))
        {
            frame.Set("new_lifecycle", frame.Use(lifecycle).Sense("lifecycle")!.Value);
        }
    }

    /// <summary>"move all open deals of Marek to Tom", 全部移到王芳名下: to a colleague, not to a stage.</summary>
    private static bool IsMovedTo(Frame frame, List<Piece> pieces)
    {
        var last = pieces.FindLastIndex(p => p.Name?.Has(Kinds.User) == true);
        return last > 0 && frame.Has("act.move") && (frame.Analysis.Word(pieces[last - 1]) == "to" || pieces[last - 1].Is("act.move"));
    }

    private static void SetOwner(Frame frame)
    {
        if (frame.Args.ContainsKey("owner"))
            return;
        if (frame.TakeUser() is { } user)
            frame.Set("owner", user);
        else if (frame.Pieces.Any(p => p.Is("self") && frame.Analysis.Word(p) is "my" or "mine" or "我的" or "我"))
            frame.Set("owner", "me");
    }

    private static string TagText(Frame frame, Piece piece) => piece.Sense("tagv")!.Value ?? frame.Said(piece);

    private static string? Words(Match match) => match.Success && Frame.Tidy(match.Groups["tag"].Value.Trim('"', '“', '”')) is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"(?:segment|group)\s+(?:called\s+|named\s+)?(?<name>[\w][\w -]{0,60}?)(?=\?|$|,|:|\s+(?:of|with|to|as|for|in)\b)|(?:分组|客户群)(?:叫|名为|为)?(?<name>[\u3400-\u9fffA-Za-z0-9]{1,30}?)(?=里|中|的|[,，:：?？]|$)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"tagged\s+(?:as\s+)?(?<tag>[\w -]{1,40})|标签(?:是|为)\s*(?<tag>[^,，。;；的]{1,30})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"\b(?:as|with)\s+""?(?<tag>[\w -]{1,40})""?\s*$|(?:打上标签|贴上标签|加上标签|打标签|加标签|打上|贴上|加上|标上|标为|标记为)\s*[:：]?\s*""?(?<tag>[^,，。""]{1,20}?)""?(?:标签|的标签)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex TagAfter();

    [GeneratedRegex(@"[""“”][^""“”]*[""“”]", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(?:in|from|based in)\s+(?!segment|the\b|my\b|proposal|negotiation|lead|qualified|one\b|bulk)(?<city>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)|(?:把|给|存|,|，|:|：|^|保存|所有|导出)\s*(?:在)?(?<city>[\u3400-\u9fff]{2,4}?)的(?:所有|全部)?客户", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex InCity();

    /// <summary>The city customers are said to be in.</summary>
    public static string? CityOf(Frame frame) => City(frame);
}
