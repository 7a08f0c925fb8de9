using System.Globalization;
using System.Text.RegularExpressions;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Contracts, plans of payments and what came in.</summary>
internal static partial class ContractFrames
{
    public static void Create(Frame frame)
    {
        if (frame.First("code.quote") is { } code)
            frame.Set("quote", frame.Use(code).Sense("code.quote")!.Value);
        else if (frame.TakeOpportunity() is { } opportunity)
            frame.Set("opportunity", opportunity);
        else
            SalesWords.SetParty(frame);
        SetValue(frame);
        if (SalesWords.Months(frame) is { } months)
            frame.Set("months", (long)months);
        SetDays(frame);
        SetRenewal(frame);
        SetNotice(frame);
        frame.Set("title", frame.Quoted());
    }

    public static void Update(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        SetNotice(frame);
        SetValue(frame);
        var days = SalesWords.Days(frame);
        if (days.Count > 0)
            frame.Set(frame.Has("x.start") && !frame.Has("x.end") ? "start" : "end", days[0]);
        SetRenewal(frame);
        if (frame.Args.ContainsKey("value"))
            frame.Set("reason", Why().Match(SalesWords.Raw(frame)) is { Success: true } ? SalesWords.Reason(frame) : null);
        else if (frame.Features.Has("act.rename"))
            frame.Set("title", frame.Quoted());
    }

    public static void Cancel(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        frame.Set("reason", SalesWords.Reason(frame));
    }

    public static void Renew(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        SetValue(frame);
        if (SalesWords.Days(frame) is [var day, ..])
            frame.Set("end", day);
        if (frame.Has("noun.opportunity") && AsDeal().IsMatch(SalesWords.Raw(frame)))
            frame.Set("as_opportunity", true);
    }

    public static void Plain(Frame frame) => SalesWords.SetNumbered(frame, Kinds.Contract);

    public static void List(Frame frame)
    {
        SalesWords.SetParty(frame);
        SalesWords.SetOwner(frame);
        if (frame.ValueOf("x.contractstatus") is { } status)
            frame.Set("status", status);
        var raw = SalesWords.Raw(frame);
        if (Within().Match(raw) is { Success: true } within && SalesWords.Count(within.Groups["n"].Value) is { } count)
        {
            frame.Set("ends_within", (long)count * (within.Groups["unit"].Value.ToLowerInvariant() switch { "week" or "weeks" or "周" => 7, "month" or "months" or "个月" => 30, "year" or "years" or "年" => 365, _ => 1 }));
        }
        else
        {
            frame.SetPeriod("from", "to", past: false);
        }

        if (frame.First("sort") is { } sort)
        {
            frame.Set("sort", sort.Sense("sort")!.Value == "amount" ? "value" : "created");
            frame.Set("descending", true);
        }
    }

    public static void Plan(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        PlanWords.Read(frame);
    }

    public static void Receive(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        frame.Set("amount", (frame.TakeValue(v => v.Kind == ValueKind.Money) ?? frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: >= 20 or <= 0 }))?.Number);
        if (frame.TakeValue(v => v.Kind is ValueKind.Date or ValueKind.DateTime) is { } when)
        {
            var past = frame.Analysis.InPast(when);
            frame.Set("day", Frame.Day(past.Day ?? DateOnly.FromDateTime(past.At!.Value)));
        }
    }

    public static void ListPayments(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Contract);
        SalesWords.SetOwner(frame);
        if (frame.First("statusv", "overdue") is not null)
            frame.Set("status", "overdue");
        else if (frame.ValueOf("x.paystatus") is { } status)
            frame.Set("status", status);
        var said = frame.Args.Count;
        frame.SetPeriod("from", "to", past: false);
        if (frame.Args.Count > said && !frame.Args.ContainsKey("status"))
            frame.Set("open", true);
    }

    public static void Receivables(Frame frame)
    {
        SalesWords.SetParty(frame);
        SalesWords.SetOwner(frame);
        if (frame.First("statusv", "overdue") is not null)
            frame.Set("overdue", true);
    }

    public static void SetRate(Frame frame)
    {
        SetCurrency(frame);
        var match = RateFigure().Match(SalesWords.Raw(frame));
        if (match.Success)
            frame.Set("rate", decimal.Parse(match.Groups["rate"].Value, CultureInfo.InvariantCulture));
        if (SalesWords.Days(frame) is [var day, ..])
            frame.Set("day", day);
    }

    public static void ListRates(Frame frame) => SetCurrency(frame);

    private static void SetCurrency(Frame frame)
    {
        // "1 USD = 0.93 EUR": what stands before the sign is what is worth something.
        if (OneOf().Match(SalesWords.Raw(frame)) is { Success: true } one)
            frame.Set("currency", one.Groups["code"].Value.ToLowerInvariant() switch { "dollar" => "USD", "pound" => "GBP", "euro" => "EUR", var code => code.ToUpperInvariant() });
        else if (frame.ValueOf("x.currency") is { } named)
            frame.Set("currency", named);
        else if (frame.Pieces.FirstOrDefault(p => p.Value?.Currency is not null) is { } money)
            frame.Set("currency", money.Value!.Currency);
    }

    private static void SetValue(Frame frame)
    {
        var money = frame.TakeValue(v => v.Kind == ValueKind.Money) ?? frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: >= 1000 });
        frame.Set("value", money?.Number);
    }

    private static void SetDays(Frame frame)
    {
        // "starting in January": from its first day.
        if (!Ends().IsMatch(SalesWords.Raw(frame)) && frame.Pieces.Count(p => p.Value is { } value && Frame.IsTime(value)) == 1
            && frame.TakeValue(v => v is { Kind: ValueKind.Period, From: not null, To: not null, Relation: ValueRelation.None, Length: <= 14 }) is { From: { } first })
            frame.Set("start", Frame.Day(first));
        var days = SalesWords.Days(frame);
        if (days.Count > 1)
        {
            frame.Set("start", days[0]);
            frame.Set("end", days[1]);
        }
        else if (days.Count == 1)
        {
            frame.Set(Ends().IsMatch(SalesWords.Raw(frame)) ? "end" : "start", days[0]);
        }
    }

    private static void SetRenewal(Frame frame)
    {
        if (frame.ValueOf("x.renewal") is { } renewal)
            frame.Set("renewal", renewal);
    }

    private static void SetNotice(Frame frame)
    {
        if (!frame.Has("x.notice"))
            return;
        if (Notice().Match(SalesWords.Raw(frame)) is not { Success: true } match)
            return;
        frame.Set("notice_days", long.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture));
        frame.TakeValue(v => v.Kind is ValueKind.Duration or ValueKind.Period or ValueKind.Number);
    }

    [GeneratedRegex(@"\b(?:until|till|to|by|ends?|ending|through)\b|[到至止]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Ends();

    [GeneratedRegex(@"\b1\s*(?<code>[A-Za-z]{3}|dollar|pound|euro)\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex OneOf();

    [GeneratedRegex(@"\bbecause\b|\bdue to\b|原因|因为|由于", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Why();

    [GeneratedRegex(@"(?<n>\d{1,3})\s*(?:days?|天)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Notice();

    [GeneratedRegex(@"(?:next|within|in the next|in|coming|未来|接下来|今后|最近|)\s*(?<n>\d{1,3}|two|three|six|一|两|三|六)\s*(?<unit>days?|weeks?|months?|years?|天|周|个月|年)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Within();

    [GeneratedRegex(@"\b(?:deal|opportunity|as an?|renewal opportunity)\b|做成商机|建商机|商机", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex AsDeal();

    [GeneratedRegex(@"(?<![\d.-])(?<rate>\d{1,4}\.\d{1,10}|(?<=(?:to|is|=|at|为|是|成)\s*)\d{1,4})(?![\d%])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex RateFigure();
}
