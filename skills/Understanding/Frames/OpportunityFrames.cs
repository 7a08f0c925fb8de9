using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

internal static class OpportunityFrames
{
    public static void Create(Frame frame)
    {
        frame.SetCustomer();
        frame.SetMoney();
        frame.Set("close_date", frame.TakeDay(wholeDay: true));
        if (frame.ValueOf("stage") is { } stage)
            frame.Set("stage", stage);
        if (frame.TakeUser() is { } owner)
            frame.Set("owner", owner);
        frame.Set("name", frame.Quoted() ?? frame.Leftover(IsFrameWord));
    }

    public static void Update(Frame frame)
    {
        frame.SetMoney();
        if (frame.TakeDay(wholeDay: true) is { } day)
            frame.Set("close_date", day);
        else if (!frame.Args.ContainsKey("amount"))
            RelativeMove.Set(frame);
        if ((frame.Features.Has("act.assign") || frame.First("attr", "owner") is not null) && frame.TakeUser() is { } owner)
            frame.Set("owner", owner);
        else if (frame.First("attr", "owner") is not null && frame.Has("self"))
            frame.Set("owner", "me");
        if (frame.Features.Has("act.rename") || (frame.First("attr", "name") is not null && frame.Args.Count == 0))
            frame.Set("name", frame.Quoted() ?? (frame.First("act.rename") is { } order && frame.Analysis.Word(order).StartsWith("rename", StringComparison.Ordinal) ? InteractionFrames.TextAfterTo(frame) : null) ?? (frame.First("act.rename") is { } rename ? Words(frame, rename.End, frame.Last(frame.Request.End - 1)) : null) ?? InteractionFrames.TextAfterTo(frame) ?? frame.Body());
        frame.SetOpportunity();
        WithDescription(frame);
    }

    public static void MoveStage(Frame frame)
    {
        Piece? last = null;
        foreach (var piece in frame.Pieces)
        {
            if (piece.Sense("stage") is not null)
                last = piece; // "from proposal to negotiation": the last is where it goes
        }

        frame.Set("stage", last?.Sense("stage")?.Value);
        if (last is not null)
            frame.Use(last);
        frame.SetOpportunity();
        WithDescription(frame);
    }

    public static void Win(Frame frame)
    {
        // What a deal was won for is in the currency it always had.
        frame.Set("amount", (frame.TakeValue(v => v.Kind == ValueKind.Money) ?? frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: >= 100 or < 0 }))?.Number);
        frame.SetOpportunity();
        WithDescription(frame);
    }

    public static void Lose(Frame frame)
    {
        var reason = Reason(frame);
        frame.SetOpportunity();
        WithDescription(frame);
        frame.Set("reason", reason);
    }

    public static void Delete(Frame frame)
    {
        frame.SetOpportunity();
        WithDescription(frame);
    }

    public static void List(Frame frame)
    {
        if (frame.NamePiece(Kinds.Customer) is not null || frame.NamePiece(Kinds.Contact) is not null && frame.NamePiece(Kinds.User) is null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        // "how much is Woodgrove branches", "when does it close?": one deal, shown with all that is asked of it.
        if (frame.NamePiece(Kinds.Opportunity) is { } one && !one.Name!.Has(Kinds.Customer))
        {
            frame.Set("search", OneName(frame, one));
            return;
        }

        if (frame.Features.Has("ask.it") && frame.FocusOf(Kinds.Opportunity) is { Name.Length: > 0 } it)
        {
            frame.Set("search", it.Name);
            return;
        }

        Reports.SetOwner(frame);
        var closed = SetStage(frame);
        if (frame.First("statusv", "overdue") is not null)
            frame.Set("overdue", true);
        else if (!closed && !frame.Args.ContainsKey("stage") && (frame.Has("open.now") || frame.First("statusv", "open") is not null || frame.Pieces.Any(p => p.Kind == PieceKind.Value && Frame.IsTime(p.Value!))))
            frame.Set("open", true); // what closes by a day is not closed yet
        SetAmounts(frame);
        frame.SetPeriod(closed ? "closed_from" : "close_from", closed ? "closed_to" : "close_to", past: closed);
        SetOrder(frame);
    }

    private static string OneName(Frame frame, Piece piece)
    {
        var fitting = piece.Name!.Candidates.FindAll(c => c.Entry.Kind == Kinds.Opportunity);
        return fitting.Count == 1 ? fitting[0].Entry.Name : frame.Said(piece);
    }

    /// <summary>What of a lost deal's sentence says why: after "because", a colon or a comma.</summary>
    private static string? Reason(Frame frame)
    {
        var analysis = frame.Analysis;
        var end = frame.Last(frame.Request.End - 1);
        foreach (var piece in frame.Pieces)
        {
            if (piece.Senses.Exists(s => s.Class == "attr" && s.Value == "reason") && piece.End < end)
                return Words(frame, piece.End, end);
        }

        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            var word = analysis.Word(analysis.Pieces[i]);
            if (word is "to" or "on" or "给" or "被" && SeenLoss(frame, i) && i + 1 < frame.Head.To && analysis.Pieces[i + 1].Kind is not PieceKind.Value && !(analysis.Pieces[i + 1].Name?.Has(Kinds.Customer) == true && word is "on"))
                return Words(frame, analysis.Pieces[word is "to" or "给" or "被" ? i : i + 1].Start, end);
            if (word is "gone for" or "went for" or "gone with" or "bought elsewhere" or "bought from" or "went with" or "chose a competitor" or "chose someone else" or "went to a competitor" or "选了别家" or "选了竞争对手" or "选了对手" or "被抢了" or "被抢走" or "被竞争对手拿走")
                return Words(frame, analysis.Pieces[i].Start, end);
        }

        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            var clause = analysis.Clauses[i];
            if (!frame.IsBare(clause) || HasWords(frame, clause))
                return Words(frame, frame.Start(clause), end);
        }

        for (var i = frame.Request.Begin; i < frame.Request.First; i++)
        {
            if (!frame.IsBare(analysis.Clauses[i]) && (i + 1 == frame.Request.First || analysis.Clauses[i].Features.Has("n.any")))
                return Words(frame, frame.Start(analysis.Clauses[i]), frame.Last(i));
        }

        return null;
    }

    private static bool HasWords(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (frame.Analysis.Pieces[i].Is("attr"))
                return true;
        }

        return false;
    }

    private static bool SeenLoss(Frame frame, int before)
    {
        for (var i = frame.Head.From; i < before; i++)
        {
            if (frame.Analysis.Pieces[i].Is("act.lose") || frame.Analysis.Pieces[i].Is("stagelost"))
                return true;
        }

        return false;
    }

    private static string? Words(Frame frame, int start, int end)
    {
        var text = Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(start, end)), "because", "the reason is", "reason", "is", "due to", "of", "since", "that", "原因是", "因为", "原因", "是", "由于");
        return text.Length == 0 ? null : text;
    }

    private static bool IsFrameWord(Piece piece) =>
        piece.IsPlaceholder || piece.IsAny("act.") || piece.Is("noun.opportunity") || piece.Is("noun.customer") || piece.Is("attr") || piece.Is("namecue") || piece.Is("self") || piece.Is("we") || piece.Is("third.verb")
        || piece.Kind is PieceKind.Value or PieceKind.Name || piece.Is("stage") || piece.Is("lead") || piece.Is("ctx.in") || piece.Is("pron.it") || piece.Is("pron.person") || piece.Is("open.now");

    /// <summary>"the grid sensors deal": of several deals of a customer, the one described.</summary>
    private static void WithDescription(Frame frame)
    {
        if (frame.Args.ContainsKey("opportunity"))
            return;
        if (frame.Quoted() is { } quoted)
            frame.Set("opportunity", quoted);
        else if (frame.WordsBefore("noun.opportunity") is { } words && !words.Equals(frame.CustomerSaid, StringComparison.OrdinalIgnoreCase))
            frame.Set("opportunity", words);
    }

    private static bool SetStage(Frame frame)
    {
        foreach (var piece in frame.Pieces)
        {
            if (IsAhead(frame, piece))
                continue;
            if (piece.Is("stagewon") || (piece.Is("act.win") && !frame.Features.Has("v.future")))
            {
                frame.Set("stage", "won");
                return true;
            }

            if (piece.Is("stagelost") || piece.Is("act.lose"))
            {
                frame.Set("stage", "lost");
                return true;
            }

            if (piece.Sense("stage") is { Value: { } stage } && !(piece.Is("noun.opportunity") || piece.Is("noun.contact")))
            {
                frame.Set("stage", stage);
                return false;
            }
        }

        return false;
    }

    /// <summary>要成交的, "to be won", 能签下的: what is still to come is open.</summary>
    private static bool IsAhead(Frame frame, Piece piece)
    {
        if (!frame.Features.Has("v.future") || !(piece.Is("stagewon") || piece.Is("act.win")))
            return false;
        var at = frame.Analysis.Pieces.IndexOf(piece);
        return at > frame.From && (frame.Analysis.Pieces[at - 1].Is("act.remind") || frame.Analysis.Pieces[at - 1].Is("polite") || frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) is "be" or "to" or "会" or "将" or "预计" or "准备");
    }

    private static void SetAmounts(Frame frame)
    {
        for (var n = 0; n < 2; n++)
        {
            var money = frame.TakeValue(v => v.Kind == ValueKind.Money || (v is { Kind: ValueKind.Number, Number: >= 1000 } && v.Relation != ValueRelation.None));
            if (money is null)
                return;
            frame.Set(money.Relation == ValueRelation.AtMost ? "max_amount" : "min_amount", money.Number);
            frame.Set("currency", money.Currency);
        }
    }

    private static void SetOrder(Frame frame)
    {
        if (frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: > 0 and <= 100 }) is { } limit)
            frame.Set("limit", (long)limit.Number!.Value);
        if (frame.First("sort") is { } sort)
        {
            var by = sort.Sense("sort")!.Value!;
            frame.Set("sort", by == "priority" ? "amount" : by);
            frame.Set("descending", by is "amount" or "created" or "updated" && frame.Analysis.Word(sort) is not ("oldest" or "最早"));
        }
        else if (frame.Has("asc"))
        {
            frame.Set("sort", "amount");
            frame.Set("descending", false);
        }
    }
}
