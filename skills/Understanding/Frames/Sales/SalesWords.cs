using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>What the frames of quotes, contracts and payments have in common.</summary>
internal static partial class SalesWords
{
    private static readonly Dictionary<string, int> Counts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = 1,
        ["an"] = 1,
        ["another"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["ten"] = 10,
        ["twelve"] = 12,
        ["一"] = 1,
        ["两"] = 2,
        ["二"] = 2,
        ["三"] = 3,
        ["四"] = 4,
        ["五"] = 5,
        ["六"] = 6,
        ["八"] = 8,
        ["十"] = 10,
        ["十二"] = 12,
        ["半"] = 0,
    };

    /// <summary>The request in the person's own characters.</summary>
    public static string Raw(Frame frame) => frame.Analysis.Slice(frame.Analysis.Pieces[frame.From].Start, frame.Last(frame.Request.End - 1));

    /// <summary>The record by its number, else its customer; with neither the skill takes the one talked about or asks.</summary>
    public static void SetNumbered(Frame frame, string kind)
    {
        if (frame.First("code." + kind) is { } code)
        {
            frame.Set(kind, frame.Use(code).Sense("code." + kind)!.Value);
            return;
        }

        SetParty(frame);
        // "Acme accepted the quote", just after Acme's was sent: that one is meant, whatever older ones there are.
        if (frame.CustomerId is { } customer && frame.Analysis.Facts.Dialogue.Focus is [{ } last, ..] && last.Kind == kind && frame.FocusOf(Kinds.Customer)?.Id == customer)
        {
            frame.Set(kind, frame.FocusOf(kind)!.Reference);
            frame.Args.Remove("customer");
        }
    }

    /// <summary>The customer that is named, or that of a named opportunity or person; never one only talked about.</summary>
    public static void SetParty(Frame frame)
    {
        frame.FindCustomer(orFocus: false, orUnknown: frame.Analysis.Pieces.Exists(p => p.Kind == PieceKind.Unknown && IsParty(frame, p)));
        frame.Set("customer", frame.Customer ?? (frame.Request.Intent == "create_contract" && !frame.Features.Has("n.any") ? frame.FocusOf(Kinds.Customer)?.Reference : null));
    }

    /// <summary>An unknown name is a customer after "for", "with", 给 … or before "'s"; elsewhere it may be a product.</summary>
    private static bool IsParty(Frame frame, Piece piece)
    {
        var at = frame.Analysis.Pieces.IndexOf(piece);
        var before = at > 0 ? frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) : "";
        var after = at + 1 < frame.Analysis.Pieces.Count ? frame.Analysis.Word(frame.Analysis.Pieces[at + 1]) : "";
        return before is "for" or "with" or "to" or "from" or "of" or "给" or "跟" or "和" or "为" or "把" || after is "'s" or "的" || at == frame.From;
    }

    public static decimal? TakePercent(Frame frame)
    {
        if (frame.TakeValue(v => v.Kind == ValueKind.Percent) is { } percent)
            return percent.Number;
        return frame.First("x.off") is { } off ? decimal.Parse(frame.Use(off).Sense("x.off")!.Value!, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>Percentages by what stands beside them: "19% VAT" and 税率13% are tax, all others discount.</summary>
    public static void SetPercents(Frame frame, string discount = "discount")
    {
        foreach (var piece in frame.Pieces.ToList())
        {
            if (frame.IsUsed(piece))
                continue;
            if (piece.Sense("x.off") is { Value: { } off })
            {
                frame.Use(piece);
                frame.Set(discount, decimal.Parse(off, CultureInfo.InvariantCulture));
            }
            else if (piece.Value is { Kind: ValueKind.Percent, Number: { } number })
            {
                frame.Use(piece);
                frame.Set(IsTax(frame, piece) ? "tax" : discount, number);
            }
        }
    }

    private static bool IsTax(Frame frame, Piece piece)
    {
        var all = frame.Analysis.Pieces;
        var at = all.IndexOf(piece);
        for (var i = at - 1; i >= frame.From && i >= at - 8 && all[i].Value?.Kind != ValueKind.Percent; i--)
        {
            if (all[i].Is("x.tax"))
                return true;
        }

        for (var i = at + 1; i < frame.To && i < at + 3 && all[i].Kind != PieceKind.Punct; i++)
        {
            if (all[i].Is("x.tax"))
                return true;
        }

        return false;
    }

    /// <summary>Months said as a length ("12 months", "two-year", 一年期, 半年).</summary>
    public static int? Months(Frame frame)
    {
        var match = Length().Match(Raw(frame));
        if (!match.Success)
            return null;
        var said = match.Groups["n"].Value;
        if (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && !Counts.TryGetValue(said, out count))
            return null;
        foreach (var piece in frame.Pieces)
        {
            if (piece.Value is { Kind: ValueKind.Duration or ValueKind.Period } && piece.Start <= match.Index + frame.Analysis.Pieces[frame.From].Start + match.Length && piece.End > match.Index + frame.Analysis.Pieces[frame.From].Start)
                frame.Use(piece);
        }

        var years = match.Groups["unit"].Value is "year" or "years" or "yr" or "年";
        return said == "半" ? 6 : years ? count * 12 : count;
    }

    public static int? Count(string said) =>
        int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || Counts.TryGetValue(said, out count) ? count : null;

    /// <summary>Why: after "because", 因为, a colon, or what follows the first comma.</summary>
    public static string? Reason(Frame frame)
    {
        var raw = Raw(frame);
        var because = Because().Match(raw);
        var text = because.Success ? because.Groups["why"].Value : frame.Body() ?? AfterComma(frame);
        text = text is null ? null : Frame.TrimLead(Frame.Tidy(text), "because", "since", "due to", "原因是", "因为", "由于", "理由是");
        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? AfterComma(Frame frame)
    {
        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            var clause = frame.Analysis.Clauses[i];
            if (!frame.IsBare(clause))
                return frame.Analysis.Slice(frame.Start(clause), frame.Last(frame.Request.End - 1));
        }

        return null;
    }

    /// <summary>Days in ISO form, in order; a stretch gives both ends when it is the only one.</summary>
    public static List<string> Days(Frame frame)
    {
        var days = new List<string>();
        foreach (var piece in frame.Pieces.ToList())
        {
            if (frame.IsUsed(piece) || piece.Value is not { } value || !Frame.IsTime(value))
                continue;
            frame.Use(piece);
            if (value is { Kind: ValueKind.Period, From: { } from, To: { } to } && value.Relation == ValueRelation.None && Span().IsMatch(frame.Said(piece)))
                days.Add(Frame.Day(from));
            var day = value.At is { } at ? Frame.Day(DateOnly.FromDateTime(at)) : value.Relation == ValueRelation.Since && value.From is { } since ? Frame.Day(since) : Frame.Format(value);
            if (day is not null)
                days.Add(day);
        }

        return days;
    }

    /// <summary>Whether a list is said to be only the speaker's.</summary>
    public static void SetOwner(Frame frame) => Reports.SetOwner(frame);

    public static long? Number(Frame frame, Func<decimal, bool> fits) =>
        frame.TakeValue(v => v.Kind is ValueKind.Number or ValueKind.Ordinal && v.Number is { } n && n == decimal.Truncate(n) && fits(n)) is { } value ? (long)value.Number!.Value : null;

    public static void SetLimit(Frame frame)
    {
        if (Number(frame, n => n is > 0 and <= 100) is { } limit)
            frame.Set("limit", limit);
    }

    public static bool Has(Frame frame, string kind, string value) => frame.First(kind, value) is not null;

    [GeneratedRegex(@"(?<![\d.])(?<n>\d{1,3}|an?|another|one|two|three|four|five|six|ten|twelve|半|十二|一|两|二|三|四|五|六|八|十)\s*[- ]?\s*(?<unit>个月|months?|years?|yr|年)(?![\d一二三四五六七八九十底初末份月])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Length();

    [GeneratedRegex(@"(?:\bbecause(?: of)?|\bdue to|\bsince\b(?! \d)|原因是|原因[:：]|因为|由于|理由是)\s*(?<why>.+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline, 2000)]
    private static partial Regex Because();

    [GeneratedRegex(@"\d.*(?:-|–|to|until|至|到).*\d", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Span();
}
