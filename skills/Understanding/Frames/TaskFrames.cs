using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames.Service;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

internal static class TaskFrames
{
    public static void Create(Frame frame)
    {
        RepeatFrames.Set(frame);
        frame.Set("due", Due(frame));
        var assignee = TakeAssignee(frame);
        frame.Set("assignee", assignee ?? SameAsBefore(frame));
        // A plan within a message about a customer is about that customer too.
        frame.FindCustomer(orFocus: frame.Has("pron.person") || frame.Has("pron.it"), orUnknown: false);
        frame.Set("title", Title(frame));
        frame.Set("customer", frame.Customer);
        if (frame.NamePiece(Kinds.Opportunity) is not null)
            frame.Set("opportunity", frame.TakeOpportunity());
    }

    public static void Complete(Frame frame)
    {
        if (Two(frame) is var (one, other))
        {
            frame.Set("task", one);
            frame.Set("also", other);
            return;
        }

        // 打过了,完成: the task just spoken of.
        if (frame.Features.Has("focus0.task") && frame.HeadPieces.All(p => p.IsPlaceholder || p.Is("act.complete") || p.Is("statusv") || p.Is("act.update") || p.Is("pron.it")) && !frame.Pieces.Any(p => p.Name is not null || p.Is("noun.task")) && frame.FocusOf(Kinds.Task) is { } done)
        {
            frame.Set("task", done.Reference);
            return;
        }

        SetTask(frame, p => p.IsAny("act.complete") || p.Is("statusv") || p.Is("act.update") || p.Is("act.move") || p.Is("act.tag"));
    }

    public static void Reschedule(Frame frame)
    {
        frame.Set("due", frame.TakeDay());
        if (!frame.Args.ContainsKey("due"))
            RelativeMove.Set(frame);
        SetTask(frame, p => p.Is("act.reschedule") || RelativeMove.IsDirection(frame.Analysis.Word(p)) || p.Is("act.update") || p.Is("attr"));
    }

    public static void Update(Frame frame)
    {
        if (frame.Features.Has("rep.said"))
            RepeatFrames.Update(frame);
        if (frame.Args.ContainsKey("task"))
            return;
        if (frame.TakeUser() is { } user)
            frame.Set("assignee", user);
        else if (frame.Features.Has("act.rename") && frame.Quoted() is { } old)
        {
            // 把"A"改名为"B": the first is the task, the second what it is to be called.
            var task = old;
            frame.Set("title", frame.Quoted() ?? InteractionFrames.TextAfterTo(frame));
            frame.Set("task", task);
            return;
        }
        else if (frame.Features.Has("act.rename") || frame.First("attr", "name") is not null || frame.First("attr", "subject") is not null)
            frame.Set("title", frame.Quoted() ?? InteractionFrames.TextAfterTo(frame) ?? frame.Body());
        SetTask(frame, p => p.Is("act.assign") || p.Is("act.rename") || p.Is("act.remind") || (p.Is("act.update") && !p.Is("act.do")) || p.Is("attr"));
    }

    public static void Delete(Frame frame) => SetTask(frame, p => p.Is("act.delete"));

    public static void List(Frame frame)
    {
        if (frame.TakeUser() is { } user)
            frame.Set("assignee", user);
        else if ((frame.Has("self") || frame.Pieces.Any(p => SaysMine(frame.Analysis.Word(p)))) && !frame.Has("noun.team"))
            frame.Set("assignee", "me");
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        else if (frame.NamePiece(Kinds.Contact) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        if (frame.First("statusv", "overdue") is not null)
            frame.Set("overdue", true);
        if (frame.First("statusv", "done") is not null && !frame.Features.Has("neg"))
            frame.Set("done", true);
        else if (frame.First("statusv", "open") is not null)
            frame.Set("done", false);
        frame.SetPeriod("due_from", "due_to", past: false);
    }

    /// <summary>"on my plate", "what do i have today": the speaker is named inside the phrase.</summary>
    private static bool SaysMine(string phrase) => $" {phrase} ".Contains(" my ", StringComparison.Ordinal) || $" {phrase} ".Contains(" i ", StringComparison.Ordinal);

    /// <summary>The task by the words people call it; with "it" the one talked about.</summary>
    /// <summary>"done with the call to Erik and the Tailspin offer": what stands before and behind the "and", where each side names something.</summary>
    private static (string One, string Other)? Two(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.From + 1; i + 1 < frame.To; i++)
        {
            if (frame.Analysis.Word(pieces[i]) is not ("and" or "&" or "和" or "以及" or "、" or "还有") || pieces[i].Quoted)
                continue;
            if (Words(frame.From, i) is { } one && Words(i + 1, frame.To) is { } other)
                return (one, other);
        }

        return null;

        string? Words(int from, int to)
        {
            while (from < to && IsFrame(pieces[from]))
                from++;
            while (to > from && IsFrame(pieces[to - 1]))
                to--;
            return from < to && pieces.GetRange(from, to - from).Exists(p => p.Kind is PieceKind.Word or PieceKind.Name or PieceKind.Unknown || p.IsAny("kind"))
                ? Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(pieces[from].Start, pieces[to - 1].End)), "the", "a", "给")
                : null;
        }

        static bool IsFrame(Piece piece) =>
            piece.Kind == PieceKind.Punct || piece.IsAny("act.complete") || piece.Is("statusv") || piece.Is("noun.task") || piece.Is("self") || piece.Is("pron.it") || (piece.IsPlaceholder && !piece.IsAny("kind"));
    }

    private static void SetTask(Frame frame, Func<Piece, bool> isAct)
    {
        if (frame.TakeId("noun.task") is { } id)
        {
            frame.Set("task", $"{Kinds.Task}:{id}");
            return;
        }

        var words = frame.Quoted() ?? After(frame, "ctx.about") ?? frame.LeftoverAll(p => (isAct(p) && !(p.IsAny("kind") && p.Start > frame.Start(frame.Head))) || p.IsPlaceholder || p.Is("noun.task") || p.Is("pron.it") || p.Is("pron.last") || p.Is("self") || p.Is("ctx.about") || (p.Is("namecue") && !p.IsAny("kind")) || p.Kind == PieceKind.Value);
        words = Spelled(frame, words);
        // "certificates went out this morning, tick that one": which one stands before the order.
        if (frame.Request.Begin < frame.Request.First && frame.Has("pron.it") && Before(frame) is { } told)
        {
            frame.Set("task", told);
            return;
        }

        frame.FindCustomer(orFocus: false, orUnknown: false);
        var pronoun = frame.First("pron.it") is { } it && !(words is not null && (it.Is("strip") || frame.Analysis.Word(it).StartsWith("the ", StringComparison.Ordinal)));
        if (pronoun || words is null)
        {
            if (frame.FocusOf(Kinds.Task) is { } focus && (frame.Customer is null || pronoun))
            {
                frame.Set("task", focus.Reference);
                return;
            }
        }

        if (words is not null && (frame.CustomerSaid is null || !string.Equals(words, frame.CustomerSaid, StringComparison.OrdinalIgnoreCase)))
            frame.Set("task", words);
        frame.Set("customer", frame.Customer);
    }

    /// <summary>A customer's name with a slip of the finger, and "sending" for "send": as the task itself says it.</summary>
    private static string? Spelled(Frame frame, string? words)
    {
        if (words is null)
            return null;
        foreach (var piece in frame.Pieces)
        {
            var said = frame.Said(piece);
            if (piece.Name is { } hit && hit.Candidates.FindAll(c => c.Entry.Kind == Kinds.Customer) is [var meant, ..] && !meant.Entry.Name.Contains(said, StringComparison.OrdinalIgnoreCase) && !meant.Entry.Aliases.Any(a => a.Contains(said, StringComparison.OrdinalIgnoreCase)) && words.Contains(said, StringComparison.Ordinal))
                words = words.Replace(said, meant.Entry.Name.Split(' ')[0], StringComparison.Ordinal);
            else if (piece.Senses.Exists(s => s.Class == "act.do" && s.Form == Lexicon.WordForm.Ing) && words.Contains(said + " ", StringComparison.Ordinal))
                words = words.Replace(said + " ", "", StringComparison.Ordinal);
        }

        return words;
    }

    private static string? Before(Frame frame)
    {
        var words = new List<string>();
        for (var i = frame.Analysis.Clauses[frame.Request.Begin].From; i < frame.Analysis.Clauses[frame.Request.First].From; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Kind is PieceKind.Word or PieceKind.Name or PieceKind.Unknown || (piece.Kind == PieceKind.Lexeme && !piece.IsPlaceholder && !piece.IsAny("act.") && !piece.IsAny("x.sent") && !piece.IsAny("q.") && !piece.Is("self") && !piece.Is("pron.it") && !piece.Is("namecue") && !piece.Is("when.vague") && !piece.Is("attr")))
                words.Add(frame.Said(piece));
        }

        return words.Count == 0 ? null : string.Join(' ', words);
    }

    /// <summary>"the task about asking Oliver": all that follows.</summary>
    private static string? After(Frame frame, string senseClass)
    {
        if (frame.First(senseClass) is not { } piece || frame.First("noun.task") is not { } noun || noun.Start > piece.Start)
            return null;
        var end = frame.Last(frame.Request.End - 1);
        foreach (var value in frame.Pieces)
        {
            if (frame.IsUsed(value) && value.Start > piece.End)
                end = Math.Min(end, value.Start);
        }

        var text = Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(piece.End, end)), "the", "a");
        return text.Length == 0 ? null : text;
    }

    private static string? TakeAssignee(Frame frame)
    {
        for (var i = frame.From; i < frame.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Name is not { } hit || !hit.Has(Kinds.User))
                continue;
            var before = i > frame.From ? frame.Analysis.Pieces[i - 1] : null;
            var word = before is null ? "" : frame.Analysis.Word(before);
            if (before is null || before.Is("act.remind") || before.Is("act.assign") || word is "for" or "to" or "让" or "叫" or "提醒" or "给" or "请" or "have" or "get" or "tell" or "ask" or "安排" || before.IsPlaceholder && i - 2 < frame.From)
            {
                if (hit.Has(Kinds.Contact) && word is "to" or "with" or "for")
                    continue;
                frame.Use(piece);
                var reference = frame.Resolve(piece, Kinds.User);
                return reference == $"{Kinds.User}:{frame.Analysis.Facts.Actor.UserId}" ? "me" : reference;
            }
        }

        return null;
    }

    /// <summary>
    /// "remind me yesterday to call", "due yesterday": said of when it is to be done, so handed on as said and asked about. A day that is over
    /// elsewhere ("send her what we discussed yesterday") belongs to the work.
    /// </summary>
    private static string? Due(Frame frame)
    {
        var analysis = frame.Analysis;
        var leading = true;
        var named = false;
        foreach (var piece in frame.Pieces)
        {
            if (piece.Value is { } value && Frame.IsTime(value))
            {
                if (!IsOver(analysis, value))
                    return frame.TakeDay();
                if (leading || named)
                    return frame.Said(frame.Use(piece));
                continue;
            }

            leading &= piece.IsPlaceholder || piece.Kind == PieceKind.Punct || piece.Is("act.remind") || piece.Is("self") || piece.Is("polite") || analysis.Word(piece) is "on" or "at" or "in" or "by" or "for" || piece.Name?.Has(Kinds.User) == true;
            named = piece.Sense("attr") is { Value: "due" } || (named && piece.IsPlaceholder);
        }

        return frame.TakeImpossible();
    }

    private static bool IsOver(Analysis analysis, ValueSpan value)
    {
        var day = value.Kind == ValueKind.Period ? value.To ?? value.From : value.Day ?? DateOnly.FromDateTime(value.At!.Value);
        return day < analysis.Today;
    }

    /// <summary>"and he should call …" after a task given to somebody: he is that one.</summary>
    private static string? SameAsBefore(Frame frame)
    {
        if (!frame.HeadPieces.Any(p => frame.Analysis.Word(p) is "he" or "she" or "他" or "她"))
            return null;
        foreach (var call in frame.Analysis.Facts.Dialogue.LastPlan)
        {
            if (call.Tool == "create_task" && call.Arguments.GetValueOrDefault("assignee") is string who)
                return who;
        }

        return null;
    }

    private static string? Title(Frame frame)
    {
        var analysis = frame.Analysis;
        var from = frame.From;
        var to = frame.To;
        // "create a task: X", "task for Tom: X": the words after the mark are the task.
        if (frame.Features.Has("colon") && frame.Request.End > frame.Request.First + 1)
            from = analysis.Clauses[frame.Request.First + 1].From;
        else if (Enumerable.Range(frame.Request.First + 1, Math.Max(0, frame.Request.End - frame.Request.First - 1)).FirstOrDefault(c => analysis.Clauses[c].Before == Separator.Colon) is > 0 and var told && frame.Features.Has("noun.task") && Enumerable.Range(frame.Request.First + 1, told - frame.Request.First - 1).All(c => frame.IsBare(analysis.Clauses[c])))
            from = analysis.Clauses[told].From; // "a task for Marek, today: …"
        to = WithoutFrameClauses(frame, to);
        for (var i = from; i < to && i < frame.From + 6; i++)
        {
            // Whoever is to do it, and what leads up to the name, is not what is to be done.
            if (frame.Args.ContainsKey("assignee") && analysis.Pieces[i].Name?.Has(Kinds.User) == true && frame.IsUsed(analysis.Pieces[i]))
                from = i + 1;
        }

        bool LeaveOut(Piece piece) => frame.IsUsed(piece) && (piece.Kind == PieceKind.Value || piece.Is("rep") || piece.Is("in.advance") || (piece.Name?.Has(Kinds.User) == true && !piece.Name.Has(Kinds.Contact) && !piece.Name.Has(Kinds.Customer)));
        while (from < to && IsLead(analysis, analysis.Pieces[from], frame, from == frame.From))
            from++;
        var title = frame.Compose(from, to, LeaveOut, piece => Instead(frame, piece));
        title = Frame.TrimLead(title, "to", "that i", "that we", "i", "will", "about", "that", "and", "then", "请提醒我", "the", "of", "a task to", "task to", "he", "she", "should", "must", "has to", "needs to", "please", "on", "我", "要", "把", "再", "让", "然后", "并", "得", ",", "要去", "一下");
        title = Frame.Capital(Frame.Tidy(title));
        if (title.Length == 0)
            return frame.Previous is { Request.Intent: "log_interaction", CustomerSaid: { Length: > 0 } with } && frame.Features.Has("remind.order") ? (frame.IsChinese ? "跟进" + with : "Follow up with " + with) : null;
        return WithParty(frame, title, from, to);
    }

    /// <summary>"…, 帮我记个待办", "…, create a task": said of the list, not of the work.</summary>
    private static int WithoutFrameClauses(Frame frame, int to)
    {
        for (var c = frame.Request.End - 1; c > frame.Request.First; c--)
        {
            var clause = frame.Analysis.Clauses[c];
            // "…, put it on her list", "…, give him a task", "…, as a task": the list is spoken of.
            var ofList = clause.To - clause.From <= 7 && Enumerable.Range(clause.From, clause.To - clause.From).Any(j => frame.Analysis.Pieces[j].Is("noun.task") || frame.Analysis.Word(frame.Analysis.Pieces[j]) is "list" or "task") && (frame.Analysis.Pieces[clause.From].Is("act.update") || frame.Analysis.Pieces[clause.From].Is("act.assign") || frame.Analysis.Word(frame.Analysis.Pieces[clause.From]) is "as");
            for (var i = clause.From; i < clause.To && !ofList; i++)
            {
                var piece = frame.Analysis.Pieces[i];
                if (!piece.IsPlaceholder && piece.Kind != PieceKind.Value && !piece.Is("act.create") && !piece.Is("noun.task") && !piece.Is("act.remind") && !piece.Is("self") && !piece.Is("act.log") && !piece.Is("in.advance") && !piece.Is("act.snooze.weak"))
                    return to;
            }

            to = clause.From;
        }

        return to;
    }

    private static bool IsLead(Analysis analysis, Piece piece, Frame frame, bool first)
    {
        if (piece.Kind == PieceKind.Punct || ((piece.Kind == PieceKind.Value || piece.Is("rep")) && frame.IsUsed(piece)))
            return true;
        if (piece.IsAny("act.do") && !piece.Is("act.remind"))
            return piece.Is("filler") && piece.Is("polite");
        if (piece.Is("act.remind") || piece.Is("act.create") || piece.Is("noun.task") || piece.Is("polite") || piece.Is("self") || piece.Is("we") || piece.Is("act.log"))
            return !piece.IsAny("kind") || piece.Is("noun.task");
        if (piece.Is("filler") || piece.Is("join"))
            return analysis.Word(piece) is not ("给" or "跟" or "和" or "与" or "对" or "向");
        return piece.Kind == PieceKind.Name && frame.IsUsed(piece) && piece.Name!.Has(Kinds.User) && !piece.Name.Has(Kinds.Contact) && !piece.Name.Has(Kinds.Customer)
            || (first && piece.Kind == PieceKind.Lexeme && analysis.Word(piece) is "with" or "for" or "on" or "by" or "before" or "to");
    }

    /// <summary>"him" means nothing on a list a week later: the name does.</summary>
    private static string? Instead(Frame frame, Piece piece)
    {
        if (piece.Is("pron.person") && frame.Analysis.Word(piece) is "him" or "her" or "them" or "他" or "她" or "对方" or "他们")
            return frame.FocusOf(Kinds.Contact)?.Name ?? frame.CustomerSaid;
        return null;
    }

    /// <summary>"follow up" alone does not say with whom, "send it to him" not what.</summary>
    private static string WithParty(Frame frame, string title, int from, int to)
    {
        if (frame.Previous is { Request.Intent: "log_interaction" } log && log.Args.GetValueOrDefault("summary") is string told && PointsBack(frame, from, to))
            return Text.Tokenizer.IsCjk(title[0]) ? $"{title}:{told}" : $"{title}: {told}";
        if (frame.CustomerSaid is not { } party)
            return title;
        for (var i = from; i < to; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Kind is PieceKind.Name or PieceKind.Unknown || Instead(frame, piece) is not null)
                return title;
        }

        if (Tokenizer.IsCjk(title[0]))
        {
            var follow = frame.First("act.follow");
            return follow is not null && title == frame.Said(follow) ? Follow(title, party) : $"{title}({party})";
        }

        return title.Contains(party, StringComparison.OrdinalIgnoreCase) ? title : frame.First("act.follow") is not null && title.Split(' ').Length <= 3 ? $"{title} with {party}" : $"{title} ({party})";
    }

    /// <summary>Nothing but a verb and pronouns: what it is about stands in what was told before.</summary>
    private static bool PointsBack(Frame frame, int from, int to)
    {
        var points = false;
        for (var i = from; i < to; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Is("pron.person") || piece.Is("pron.it"))
                points = true;
            else if (!piece.IsPlaceholder && !piece.IsAny("act.") && piece.Kind != PieceKind.Value && !piece.IsAny("kind"))
                return false;
        }

        return points && frame.First("act.follow") is null && !frame.Pieces.Any(p => p.IsAny("kind"));
    }

    private static string Follow(string verb, string party)
    {
        var plain = verb.EndsWith("一下", StringComparison.Ordinal) ? verb[..^2] : verb;
        return plain is "再跟" or "跟" or "跟一下" ? "跟进" + party : plain + party;
    }
}
