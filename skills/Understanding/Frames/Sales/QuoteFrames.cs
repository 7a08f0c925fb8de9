using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Quotes and their lines.</summary>
internal static class QuoteFrames
{
    public static void Create(Frame frame)
    {
        if (frame.TakeOpportunity() is { } opportunity)
            frame.Set("opportunity", opportunity);
        else
            SalesWords.SetParty(frame);
        SetLines(frame, "lines");
        SetTerms(frame);
    }

    public static void Update(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        SetTerms(frame);
        // "disc 10"
        if (!frame.Args.ContainsKey("discount") && frame.Has("x.discount") && frame.TakeValue(v => v is { Kind: Values.ValueKind.Number, Number: > 0 and <= 100 }) is { } bare)
            frame.Set("discount", bare.Number);
    }

    public static void Revise(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        SetTerms(frame);
    }

    public static void AddLine(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        SetLines(frame, null);
    }

    public static void ChangeLine(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        var line = TakeLine(frame);
        if (SalesWords.TakePercent(frame) is { } percent)
            frame.Set("line_discount", percent);
        else if (frame.Has("x.price") || frame.TakeValue(v => v is { Kind: ValueKind.Money, Currency: not null }) is { } money && SetPrice(frame, money.Number))
            SetPrice(frame, frame.TakeValue(v => v.Kind is ValueKind.Money or ValueKind.Number)?.Number);
        else
            frame.Set("quantity", frame.TakeValue(v => v.Kind is ValueKind.Number or ValueKind.Money)?.Number ?? Figures(frame));
        if (line is not null)
            frame.Set("line", line);
        else
            frame.Set("product", Product(frame));
    }

    public static void RemoveLine(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        if (TakeLine(frame) is { } line)
            frame.Set("line", line);
        else
            frame.Set("product", frame.Quoted() ?? Product(frame));
    }

    public static void Plain(Frame frame) => SalesWords.SetNumbered(frame, Kinds.Quote);

    public static void WithReason(Frame frame)
    {
        SalesWords.SetNumbered(frame, Kinds.Quote);
        // "…, 驳回": the order itself is no reason for it.
        var reason = SalesWords.Reason(frame);
        frame.Set("reason", reason is not null && frame.Pieces.Any(p => p.Is("x.reject") && frame.Said(p) == reason) ? null : reason);
    }

    public static void List(Frame frame)
    {
        SalesWords.SetParty(frame);
        SalesWords.SetOwner(frame);
        if (frame.ValueOf("x.quotestatus") is { } status)
            frame.Set("status", status);
        else if (frame.First("statusv", "open") is not null || frame.Has("open.now"))
            frame.Set("open", true);
        if (SalesWords.Has(frame, "x.sort", "until"))
            frame.Set("sort", "valid_until");
        else if (frame.First("sort") is { } sort)
        {
            var by = sort.Sense("sort")!.Value;
            frame.Set("sort", by == "amount" ? "total" : "created");
            frame.Set("descending", true);
        }
    }

    private static bool SetPrice(Frame frame, decimal? price)
    {
        frame.Set("unit_price", price);
        return price is not null;
    }

    /// <summary>30台, "12 pieces": a figure with a unit that is no value to the reader.</summary>
    private static decimal? Figures(Frame frame)
    {
        foreach (var piece in frame.Pieces)
        {
            if (!frame.IsUsed(piece) && piece.Kind == PieceKind.Word && decimal.TryParse(frame.Said(piece), out var number))
            {
                frame.Use(piece);
                return number;
            }
        }

        return null;
    }

    /// <summary>"line 2", 第2行, 第一行.</summary>
    private static long? TakeLine(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.From; i < frame.To; i++)
        {
            if (!pieces[i].Is("x.line"))
                continue;
            for (var j = Math.Max(frame.From, i - 2); j < Math.Min(frame.To, i + 3); j++)
            {
                if (!frame.IsUsed(pieces[j]) && pieces[j].Value is { Kind: ValueKind.Number or ValueKind.Ordinal, Number: > 0 and <= 200 } value)
                {
                    frame.Use(pieces[j]);
                    return (long)value.Number!.Value;
                }
            }
        }

        return frame.Has("x.line") && frame.TakeValue(v => v.Kind == ValueKind.Ordinal && v.Number > 0) is { } ordinal ? (long)ordinal.Number!.Value : null;
    }

    private static void SetTerms(Frame frame)
    {
        SalesWords.SetPercents(frame);
        if (frame.TakeDay(wholeDay: true) is { } day)
            frame.Set("valid_until", day);
    }

    private static void SetLines(Frame frame, string? many)
    {
        var lines = LineText.Read(WithoutFrame(frame));
        if (lines.Count == 0)
        {
            if (many is null)
                frame.Set("product", frame.Quoted() ?? Product(frame));
            return;
        }

        foreach (var piece in frame.Pieces)
        {
            if (piece.Value is { Kind: ValueKind.Money or ValueKind.Number or ValueKind.Duration } || (piece.Value is { Kind: ValueKind.Percent, Number: var share } && lines.Exists(l => l.Discount == Math.Abs(share ?? 0))))
                frame.Use(piece);
        }

        if (lines.Count > 1 && many is not null || lines is [{ Discount: not null }] && many is not null)
        {
            frame.Set(many, lines.ConvertAll(LineText.Format));
            return;
        }

        var line = lines[0];
        frame.Set("product", line.Product);
        frame.Set("quantity", line.Quantity);
        frame.Set("unit", line.Unit);
        frame.Set("unit_price", line.Price);
        frame.Set("line_discount", line.Discount);
    }

    /// <summary>The words without the record's name, verbs and terms, so that what remains reads as lines.</summary>
    private static string WithoutFrame(Frame frame)
    {
        var body = -1;
        for (var i = frame.Request.First; i < frame.Request.End; i++)
        {
            if (frame.Analysis.Clauses[i].Before == Separator.Colon && body < 0)
                body = frame.Analysis.Clauses[i].From;
        }

        var from = body < 0 ? frame.From : body;
        var text = new System.Text.StringBuilder();
        var end = -1;
        for (var i = from; i < frame.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            var leads = body < 0 && text.Length == 0 && piece.IsAny("act.");
            var isTerm = leads || piece.Value is { } value && Frame.IsTime(value);
            // "to the Acme quote", 给华创的报价: where the line goes.
            var isFrame = body < 0 && (piece.Name is not null || piece.Kind == PieceKind.Unknown && frame.IsUsed(piece) || piece.Is("x.quote") || piece.IsAny("code.") || piece.Is("act.create") || piece.Is("x.make") || piece.Is("x.line") || piece.Is("x.addline") || piece.Is("polite")
                || frame.Analysis.Word(piece) is "给" or "的" or "里" or "再" or "to" or "on" or "the" or "'s" or "new" or "also" or "needs" or "请" or "帮我" or "里再");
            if (isTerm || isFrame)
            {
                if (text.Length > 0 && text[^1] != ' ')
                    text.Append(' ');
                end = piece.End;
                continue;
            }

            if (end >= 0 && piece.Start > end)
                text.Append(' ');
            text.Append(frame.Said(piece));
            end = piece.End;
        }

        return text.ToString().Trim();
    }

    private static string? Product(Frame frame) =>
        frame.Leftover(p => p.Name is not null || p.IsAny("x.quote") || p.IsAny("code.") || p.IsAny("act.") || p.IsPlaceholder || p.Is("x.line") || p.Is("x.make") || p.Is("fix") || p.Is("attr") || p.Is("namecue") || p.Is("neg") || p.Is("x.price") || p.Is("x.out") || p.Kind == PieceKind.Value || p.Is("x.piece"));
}
