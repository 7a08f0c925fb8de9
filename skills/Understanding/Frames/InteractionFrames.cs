using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

internal static class InteractionFrames
{
    public static void Log(Frame frame)
    {
        // "Sofia from Northwind": the customer first, then who of it.
        frame.SetCustomer();
        frame.Set("kind", Kind(frame) ?? "note");
        if (frame.NamePiece(Kinds.Opportunity) is not null)
            frame.Set("opportunity", frame.TakeOpportunity());
        var frameEnd = ContentStart(frame, out var contentFrom);
        SetTime(frame, contentFrom);
        var contacts = frame.Contacts(frame.Pieces);
        foreach (var piece in frame.HeadPieces)
        {
            // 在临港见了周部长: where it was, nobody who was there.
            if (piece.Kind == PieceKind.Unknown && !frame.IsUsed(piece) && piece.End <= frameEnd && !IsPlace(frame, piece))
                contacts.Add(frame.Said(frame.Use(piece)));
        }

        if (contacts.Count == 0 && frame.Has("pron.person") && frame.FocusOf(Kinds.Contact) is { } person)
            contacts.Add(person.Reference);
        if (contacts.Count > 0)
            frame.Set("participants", contacts);
        if (frame.First("outcome") is { } outcome)
            frame.Set("outcome", frame.IsChinese ? frame.Said(outcome) : "no answer");
        if (frame.ValueOf("resolvedv") is { } resolved)
            frame.Set("resolved", resolved == "yes");
        frame.Set("summary", Summary(frame, contentFrom));
        if (frame.Request.NextStep is { } next)
            frame.Set("next_step", NextStep(frame, next));
        else if (NextStepClause(frame) is { } at)
            frame.Set("next_step", Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[frame.Analysis.Clauses[at].From].End, frame.Last(frame.Request.End - 1))));
    }

    private static bool IsPlace(Frame frame, Piece piece) =>
        frame.Analysis.Pieces.IndexOf(piece) is > 0 and var at && frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) is "在" or "到";

    public static void Correct(Frame frame)
    {
        if (frame.FocusOf(Kinds.Interaction) is { } focus && (!frame.Features.Has("n.customer") || frame.Has("fix.not")))
            frame.Set("interaction", focus.Reference);
        else
            frame.SetCustomer(orFocus: false, orUnknown: false);
        // What the outcome tells ("he agreed to three years") is no length of the call.
        var tells = (frame.Features.Has("colon") && !OnlyValue(frame)) || frame.Pieces.Any(p => p.Sense("attr") is { Value: "outcome" or "summary" or "next" });
        if (!tells && frame.TakeValue(v => v is { Kind: ValueKind.Duration, Minutes: > 0 and <= 1440 }) is { } duration)
            frame.Set("duration_minutes", (long?)duration.Minutes);
        if (!tells && frame.TakeValue(Frame.IsTime) is { } when)
            frame.Set("when", Frame.Format(frame.Analysis.InPast(when)));
        var kinds = new List<string>();
        foreach (var piece in frame.Pieces)
        {
            if ((piece.Sense("kindn") ?? piece.Sense("kindv")) is { Value: { } kind } && !kinds.Contains(kind))
                kinds.Add(kind);
        }

        // "a meeting, not a call", 不是电话是拜访: the one that is not denied.
        if (kinds.Count >= 2)
            frame.Set("kind", Affirmed(frame, kinds));
        if (frame.Has("attr") && frame.First("attr", "summary") is not null && (frame.Body() ?? TextAfterTo(frame)) is { } summary)
            frame.Set("summary", summary);
        if (frame.First("attr", "next") is not null && (frame.Body() ?? TextAfterTo(frame)) is { } next)
            frame.Set("next_step", next);
        if (frame.First("attr", "outcome") is not null && (frame.Body() ?? TextAfterTo(frame)) is { } outcome)
            frame.Set("outcome", outcome);
        if (frame.Args.Count <= 1 && frame.Body() is { } body && body.Length > 3 && !OnlyValue(frame))
            frame.Set("summary", body);
        // 把…的内容改成…: verb and attribute in one word.
        if (!frame.Args.ContainsKey("summary") && frame.Pieces.FirstOrDefault(p => p.Is("act.edit") && p.Senses.Exists(s => s is { Class: "attr", Value: "summary" })) is { } told && told.End < frame.Last(frame.Request.End - 1))
            frame.Set("summary", Frame.Tidy(frame.Analysis.Slice(told.End, frame.Last(frame.Request.End - 1))));
    }

    /// <summary>"…: it took 25 minutes", "…: it was yesterday": what is told is a length or a day and nothing else.</summary>
    private static bool OnlyValue(Frame frame)
    {
        var value = false;
        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            var clause = frame.Analysis.Clauses[i];
            for (var j = clause.From; j < clause.To; j++)
            {
                var piece = frame.Analysis.Pieces[j];
                value |= piece.Value is { } read && (Frame.IsTime(read) || read.Kind == ValueKind.Duration);
                if (piece.Kind is PieceKind.Word or PieceKind.Unknown or PieceKind.Name)
                    return false;
            }
        }

        return value;
    }

    public static void Delete(Frame frame)
    {
        if (frame.Has("pron.it") && !frame.Features.Has("n.party") && frame.FocusOf(Kinds.Interaction) is { } focus)
            frame.Set("interaction", focus.Reference);
        else
            frame.SetCustomer(orUnknown: true);
    }

    public static void List(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } contact && !contact.Name!.Has(Kinds.Customer))
            frame.Set("contact", frame.Resolve(frame.Use(contact), Kinds.Contact));
        else
            frame.SetCustomer(orFocus: frame.Has("pron.it") || frame.Has("pron.person"));
        if (Kind(frame, nounsOnly: false) is { } kind && !(frame.Has("noun.interaction") && !frame.Has("kindn")))
            frame.Set("kind", kind);
        frame.SetPeriod("from", "to", past: true);
        if (frame.TakeUser() is { } author)
            frame.Set("author", author);
        else if (frame.Has("self") && frame.Pieces.Any(p => frame.Analysis.Word(p) is "my" or "i" or "我的" or "我"))
            frame.Set("author", "me");
        if (frame.Has("pron.last"))
            frame.Set("limit", 1L);
        else if (frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: > 0 and <= 100 }) is { } limit)
            frame.Set("limit", (long)limit.Number!.Value);
    }

    public static void Search(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } contact && !contact.Name!.Has(Kinds.Customer))
        {
            frame.Set("contact", frame.Resolve(frame.Use(contact), Kinds.Contact));
        }
        else if (frame.Has("pron.person") && frame.FocusOf(Kinds.Contact) is { } person)
        {
            frame.Set("contact", person.Reference);
        }
        else
        {
            frame.FindCustomer(orFocus: frame.Has("pron.person"), orUnknown: false);
            frame.Set("customer", frame.Customer);
        }

        frame.SetPeriod("from", "to", past: true);
        var about = frame.First("ctx.about") is { } word ? frame.Analysis.Pieces.IndexOf(word) + 1 : frame.From;
        frame.Set("text", frame.Leftover(p => p.Is("when.vague") || frame.Analysis.Word(p) == "是" || p.IsPlaceholder || p.Kind == PieceKind.Name || p.IsAny("q.") || p.Is("act.show") || p.Is("act.search") || p.IsAny("ctx.") || p.Is("said")
            || p.Is("remind.order") || p.Is("anyone") || p.Is("pron.last") || p.Is("did") || p.Is("noun.interaction") || p.Is("kindn") || p.Is("pron.person") || p.Is("we") || p.Is("self") || p.Is("whose.all"), about));
    }

    public static string? Kind(Frame frame, bool nounsOnly = false)
    {
        // 去云帆开了会: the verb that tells it happened says what it was.
        foreach (var piece in frame.HeadPieces)
        {
            if (!nounsOnly && piece.Sense("kindv") is { Value: { } told, Form: Lexicon.WordForm.Past } && told != "note")
                return told;
        }

        string? note = null;
        foreach (var among in new[] { frame.HeadPieces, frame.Pieces })
        {
            foreach (var piece in among)
            {
                var sense = (nounsOnly ? null : piece.Sense("kindv")) ?? piece.Sense("kindn");
                if (sense?.Value is not { } kind)
                    continue;
                if (kind != "note")
                    return kind;
                note ??= kind;
            }

            if (note is not null)
                return note;
        }

        return note;
    }

    private static void SetTime(Frame frame, int contentFrom)
    {
        var among = frame.Pieces.Where(p => contentFrom < 0 || p.Start < contentFrom || IsInBareClause(frame, p)).ToList();
        // "mailed her the data sheet yesterday": what is over can only be when it was, wherever it stands in the sentence.
        if ((frame.TakeValue(v => Frame.IsTime(v) && v.Kind != ValueKind.Period, among) ?? frame.TakeValue(v => Frame.IsTime(v) && v.Kind != ValueKind.Period && v.Past == true, frame.HeadPieces) ?? frame.TakeValue(v => Frame.IsTime(v) && v.Kind != ValueKind.Period && v.Past != false, [.. WithVerb(frame), .. BeforeOthersSpeak(frame)])) is { } when)
        {
            var past = frame.Analysis.InPast(when);
            // A day to come is handed on too: the core refuses it in plain words, which is better than a call silently dated today.
            frame.Set("when", Frame.Format(past));
        }
        else
        {
            frame.Set("when", frame.TakeImpossible(among));
        }

        if ((frame.TakeValue(v => v is { Kind: ValueKind.Duration, Minutes: > 0 and <= 1440 }, among) ?? ImpossibleLength(frame, among) ?? frame.TakeValue(v => v is { Kind: ValueKind.Duration, Minutes: > 0 and <= 1440 }, BeforeOthersSpeak(frame)) ?? LengthOfTalk(frame)) is { } duration)
            frame.Set("duration_minutes", (long)duration.Minutes!.Value);
    }

    /// <summary>"wingtip: visited the depot on Friday, …": the day beside the verb that tells it happened.</summary>
    private static List<Piece> WithVerb(Frame frame)
    {
        var i = frame.Request.First + 1;
        if (i >= frame.Request.End || frame.Analysis.Clauses[i].Before != Separator.Colon)
            return [];
        var pieces = frame.Analysis.Pieces.GetRange(frame.Analysis.Clauses[i].From, frame.Analysis.Clauses[i].To - frame.Analysis.Clauses[i].From);
        return pieces.Exists(p => p.Sense("kindv")?.Form == Lexicon.WordForm.Past) ? pieces : [];
    }

    /// <summary>"went up to Manchester on Friday to see Box, spent an hour with Oliver, he likes …": until somebody else has the word it is told when and how long.</summary>
    private static List<Piece> BeforeOthersSpeak(Frame frame)
    {
        var pieces = frame.HeadPieces.ToList();
        if (!pieces.Exists(p => p.Sense("kindv") is { Value: "visit" or "meeting", Form: Lexicon.WordForm.Past or Lexicon.WordForm.None }))
            return [];
        var at = pieces.FindIndex(p => p.Is("third") || p.Is("third.verb") || p.Is("said") || p.Is("act.search"));
        return at < 0 ? [] : pieces.GetRange(0, at);
    }

    /// <summary>打了30分钟电话: between the verb and the talk it can be nothing else's length.</summary>
    private static ValueSpan? LengthOfTalk(Frame frame)
    {
        for (var i = frame.Head.From; i + 1 < frame.Head.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Value is { Kind: ValueKind.Duration } && !frame.IsUsed(piece) && frame.Analysis.Pieces[i + 1].Is("kindn"))
                return frame.Use(piece).Value;
        }

        return null;
    }

    /// <summary>"a 9999 minutes call": a length said of the talk itself, though none can be; handed on so that it is refused.</summary>
    private static ValueSpan? ImpossibleLength(Frame frame, List<Piece> among)
    {
        var length = among.Find(p => p.Value is { Kind: ValueKind.Duration } && !frame.IsUsed(p) && p.Start < frame.Last(frame.Request.First) && (frame.Said(p).Contains("min", StringComparison.OrdinalIgnoreCase) || frame.Said(p).Contains("hour", StringComparison.OrdinalIgnoreCase) || frame.Said(p).Contains("分钟", StringComparison.Ordinal) || frame.Said(p).Contains("小时", StringComparison.Ordinal)));
        return length is null ? null : frame.Use(length).Value;
    }

    private static bool IsInBareClause(Frame frame, Piece piece)
    {
        for (var i = frame.Request.First; i < frame.Request.End; i++)
        {
            var clause = frame.Analysis.Clauses[i];
            if (frame.Analysis.Pieces[clause.From].Start <= piece.Start && piece.End <= frame.Analysis.Pieces[clause.To - 1].End)
                return frame.IsBare(clause);
        }

        return false;
    }

    /// <summary>Where the frame ends and the telling begins: in the head clause, or in the first clause after it that is not bare.</summary>
    private static int ContentStart(Frame frame, out int contentFrom)
    {
        contentFrom = -1;
        var analysis = frame.Analysis;
        var framed = false;
        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind == PieceKind.Punct)
                continue;
            var isFrame = piece.IsPlaceholder || piece.Kind is PieceKind.Name or PieceKind.Unknown or PieceKind.Value || piece.IsAny("kind") || piece.Is("act.log") || piece.Is("act.create")
                || piece.Is("namecue") || piece.Is("lead") || piece.Is("self") || piece.Is("we") || piece.Is("when.vague") || piece.Is("outcome") || piece.Is("noun.interaction") || piece.Is("noun.customer") || piece.Is("pron.person") || piece.Is("pron.last")
                || (piece.Is("attr") && piece.Senses.Exists(s => s.Class == "attr" && s.Value is "participants" or "duration")) || piece.Is("ctx.in") || piece.Is("act.assign") && piece.Is("namecue");
            framed |= piece.Kind is PieceKind.Name or PieceKind.Unknown || piece.IsAny("kind");
            // 他说五年质保可以: a number right after the saying is what was said.
            if (framed && piece.Kind == PieceKind.Value && i > frame.Head.From && Text.Tokenizer.IsCjk(analysis.Text.Text[analysis.Pieces[i - 1].Start]) && analysis.Word(analysis.Pieces[i - 1])[^1] is '说' or '问' or '讲')
                isFrame = false;
            // "Sofia mailed this, log it: …": what this is comes after.
            if (isFrame || !framed || (piece.Is("pron.it") && i == frame.Head.To - 1 && frame.Request.End > frame.Request.First + 1))
                continue;
            // "Erik wants …": whoever speaks stays with what is said, unless a "with" led there.
            var start = i;
            if (piece.Is("third.verb") && i > frame.Head.From && analysis.Pieces[i - 1] is { Kind: PieceKind.Name or PieceKind.Unknown } subject && !(i - 2 >= frame.Head.From && analysis.Pieces[i - 2].Is("namecue")))
                start = subject.Kind == PieceKind.Name && subject.Name!.Has(Kinds.Contact) ? i - 1 : i;
            else if (piece.Is("third.verb") && i > frame.Head.From && analysis.Pieces[i - 1].Is("pron.person"))
                start = i - 1;
            contentFrom = analysis.Pieces[start].Start;
            return contentFrom;
        }

        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            if (!frame.IsBare(analysis.Clauses[i]) && !IsLogIt(analysis, analysis.Clauses[i]))
            {
                contentFrom = frame.Start(analysis.Clauses[i]);
                break;
            }
        }

        return frame.Last(frame.Request.First);
    }

    private static bool IsLogIt(Analysis analysis, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (!piece.IsPlaceholder && !piece.Is("act.log") && !piece.Is("pron.it"))
                return false;
        }

        return true;
    }

    private static string? Summary(Frame frame, int contentFrom)
    {
        var end = ContentEnd(frame);
        if (contentFrom >= 0)
        {
            var text = Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(contentFrom, end)), "and", "but", "so", "that", "to say", "about", "regarding", "say", "说是", "说", "并");
            if (text.Length > 0)
                return text;
        }

        // 王芳说付款比例谈到三六一了,帮我记一条笔记: what was told before the order.
        if (frame.Request.Begin < frame.Request.First && Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Analysis.Clauses[frame.Request.Begin]), frame.Last(frame.Request.First - 1))) is { Length: > 4 } before)
            return before;

        // A report that tells no more than that it happened says so in its own words; an order to log needs the words still.
        return frame.Has("act.log") || (frame.Has("act.create") && !frame.Has("kindv") && !frame.Features.Has("act.create.past")) || frame.Features.Has("colon") ? null : Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Head), end));
    }

    /// <summary>A time or length at the end that was taken, and a "next step …" of its own, are no part of what happened.</summary>
    private static int ContentEnd(Frame frame)
    {
        var last = frame.Request.End - 1;
        if (NextStepClause(frame) is { } next)
            last = next - 1;
        for (var i = frame.Analysis.Clauses[last].To - 1; i >= frame.Head.From; i--)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Is("act.log") && i > frame.Head.From + 1)
                continue; // "…, 记一下"
            if (!(piece.Kind == PieceKind.Value && frame.IsUsed(piece)) && piece.Kind != PieceKind.Punct && frame.Analysis.Word(piece) is not ("on" or "at" or "for" or "in"))
                return piece.End;
        }

        return frame.Last(last);
    }

    /// <summary>The clause that begins "next step: …", when the message says it so.</summary>
    private static int? NextStepClause(Frame frame)
    {
        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            var piece = frame.Analysis.Pieces[frame.Analysis.Clauses[i].From];
            if (piece.Senses.Exists(s => s.Class == "attr" && s.Value == "next"))
                return i;
        }

        return null;
    }

    private static string NextStep(Frame frame, Clause next)
    {
        var end = next.To;
        return Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(frame.Start(next), frame.Analysis.Pieces[end - 1].End)), "and then", "and", "then", "然后", "再", "并", "so");
    }

    private static string Affirmed(Frame frame, List<string> kinds)
    {
        for (var i = frame.From; i < frame.To; i++)
        {
            if (!frame.Analysis.Pieces[i].Is("fix.not") && !frame.Analysis.Pieces[i].Is("neg"))
                continue;
            for (var j = i + 1; j < frame.To && j <= i + 3; j++)
            {
                if ((frame.Analysis.Pieces[j].Sense("kindn") ?? frame.Analysis.Pieces[j].Sense("kindv")) is { Value: { } denied })
                    return kinds.Find(k => k != denied) ?? kinds[^1];
            }
        }

        return kinds[^1];
    }

    public static string? TextAfterTo(Frame frame)
    {
        for (var i = frame.To - 1; i > frame.From; i--)
        {
            var word = frame.Analysis.Word(frame.Analysis.Pieces[i]);
            if (word is "to" or "改成" or "改为" or "为" or "should say" or "should be" or "应该是" or "设为" or "更新为" && i + 1 < frame.To)
                return Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[i].End, frame.Analysis.Pieces[frame.To - 1].End));
        }

        return null;
    }
}
