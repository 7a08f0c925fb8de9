using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames.Service;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames;

internal static class TicketFrames
{
    public static void Create(Frame frame)
    {
        var subject = Subject(frame);
        frame.SetCustomer();
        var priority = Strongest(frame);
        frame.Set("subject", subject);
        frame.Set("category", Category(frame));
        frame.Set("priority", priority);
        for (var i = frame.From + 1; i < frame.To; i++)
        {
            if (frame.Analysis.Pieces[i].Name?.Has(Kinds.User) == true && (frame.Analysis.Pieces[i - 1].Is("act.assign") || frame.Analysis.Word(frame.Analysis.Pieces[i - 1]) is "to" or "for"))
                frame.Set("assignee", frame.Resolve(frame.Use(frame.Analysis.Pieces[i]), Kinds.User));
        }

        if (!frame.Args.ContainsKey("assignee") && frame.Pieces.Any(p => p.Is("act.assign") && p.End < frame.Last(frame.Request.End - 1)) && frame.Pieces.Any(p => frame.Analysis.Word(p) is "me" or "myself"))
            frame.Set("assignee", "me");
        if (frame.Contacts(frame.HeadPieces) is [var contact, ..])
            frame.Set("contact", contact);
    }

    public static void Update(Frame frame)
    {
        if (frame.Has("noun.queue"))
        {
            frame.Set("queue", QueueFrames.Name(frame));
            frame.SetTicket();
            return;
        }

        // 从紧急降到高: what stands after the verb is what it becomes.
        var verb = frame.Pieces.LastOrDefault(p => p.Is("act.update"));
        if ((frame.Pieces.FirstOrDefault(p => p.Start > verb?.Start && p.Sense("priority")?.Value is not null)?.Sense("priority")?.Value ?? frame.ValueOf("priority")) is { } priority)
            frame.Set("priority", priority);
        if (frame.First("attr", "category") is not null && frame.ValueOf("category") is { } category)
            frame.Set("category", category);
        else if (!frame.Args.ContainsKey("priority") && frame.First("statusv") is { } status && status.Sense("statusv")!.Value is "pending" or "open")
            frame.Set("status", frame.First("statusv")!.Sense("statusv")!.Value);
        if (frame.First("attr", "subject") is not null)
            frame.Set("subject", frame.Quoted() ?? InteractionFrames.TextAfterTo(frame) ?? frame.Body());
        if (frame.First("attr", "description") is not null)
            frame.Set("description", frame.Quoted() ?? InteractionFrames.TextAfterTo(frame) ?? frame.Body());
        frame.SetTicket();
    }

    public static void Assign(Frame frame)
    {
        if (frame.Has("auto"))
        {
            frame.SetTicket();
            return;
        }

        if (frame.TakeUser() is { } user)
            frame.Set("assignee", user);
        else if (frame.Has("self") || frame.First("act.assign") is { } act && frame.Analysis.Word(act) is "我来" or "i'll take" or "let me take" || frame.Has("act.takeit"))
            frame.Set("assignee", "me");
        frame.SetTicket();
        if (!frame.Args.ContainsKey("assignee") && frame.First("act.assign") is { } give && frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown && !frame.IsUsed(p) && p.Start >= give.End) is { } unknown)
            frame.Set("assignee", frame.Said(unknown));
    }

    public static void Resolve(Frame frame)
    {
        frame.Set("resolution", After(frame, "resolution") ?? Told(frame));
        frame.SetTicket();
    }

    /// <summary>"both users added, resolve it": what was done stands before the order.</summary>
    private static string? Told(Frame frame)
    {
        if (frame.Request.Begin >= frame.Request.First || frame.Analysis.Clauses[frame.Request.First].Before != Separator.Comma)
            return null;
        var text = Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Analysis.Clauses[frame.Request.Begin]), frame.Last(frame.Request.First - 1)));
        return text.Split(' ').Length >= 2 ? text : null;
    }

    public static void Reopen(Frame frame)
    {
        // "…, open it again" is the order once more, not why.
        var last = frame.Analysis.Clauses[frame.Request.End - 1];
        if (frame.Request.End - 1 == frame.Request.First || frame.Body() is not null || !Repeats(frame, last))
            frame.Set("reason", After(frame, "reason"));
        frame.SetTicket();
    }

    private static bool Repeats(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (!piece.IsPlaceholder && !(piece.Is("act.reopen") && frame.Analysis.Word(piece) is { } order && (order.Contains("open", StringComparison.Ordinal) || order.Contains('开'))) && !piece.Is("pron.it") && frame.Analysis.Word(piece) is not ("again" or "open" or "重开"))
                return false;
        }

        return true;
    }

    public static void Delete(Frame frame) => frame.SetTicket();

    public static void Show(Frame frame) => frame.SetTicket();

    public static void List(Frame frame)
    {
        TicketWorkFrames.Filter(frame);
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        if (frame.TakeUser() is { } user)
            frame.Set("assignee", user);
        else if (frame.Pieces.Any(p => p.Is("self") && frame.Analysis.Word(p) is "my" or "mine" or "我的" or "me" or "我" && !p.IsAny("act.")) && frame.First("statusv", "unassigned") is null)
            frame.Set("assignee", "me");
        if (frame.First("statusv", "unassigned") is not null)
            frame.Set("unassigned", true);
        foreach (var piece in frame.Pieces)
        {
            if (piece.Sense("statusv") is not { Value: { } status })
                continue;
            if (status == "open")
                frame.Set("open", true);
            else if (status is "pending" or "resolved")
                frame.Set("status", status);
        }

        frame.Set("priority", frame.ValueOf("priority"));
        if (frame.First("category") is { } category && !category.Is("noun.ticket"))
            frame.Set("category", category.Sense("category")!.Value);
        frame.SetPeriod("from", "to", past: true);
        if (frame.First("sort") is { } sort && sort.Sense("sort")!.Value is "priority" or "created" or "updated")
            frame.Set("sort", frame.First("sort")!.Sense("sort")!.Value);
    }

    private static string? Subject(Frame frame)
    {
        if (frame.Quoted() is { } quoted)
            return quoted;
        if (frame.Body() is { } body)
            return WithoutPriority(frame, body);
        // "Acme complains that the display flickers", 恒通报障,传感器掉线.
        var analysis = frame.Analysis;
        for (var i = frame.Request.Begin; i < frame.Request.First; i++)
        {
            if (!frame.IsBare(analysis.Clauses[i]))
                return Frame.Tidy(analysis.Slice(frame.Start(analysis.Clauses[i]), frame.Last(frame.Request.First - 1)));
        }

        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            var clause = analysis.Clauses[i];
            if (!frame.IsBare(clause) && !IsOnlyPriority(frame, clause) && !IsOnlyFrame(frame, clause))
                return WithoutPriority(frame, Frame.Tidy(analysis.Slice(frame.Start(clause), frame.Last(frame.Request.End - 1))));
        }

        return frame.Leftover(p => p.Is("act.create") || p.Is("noun.ticket") && !p.Is("noun.ticket.report") || p.IsPlaceholder || p.Is("namecue") && p.Senses.Count <= 2 || p.Kind == PieceKind.Name || p.Is("priority") || p.Is("lead") || p.Is("ctx.about") || p.Is("act.log"))
            ?? (frame.First("noun.ticket.report") is null ? null : Frame.Tidy(analysis.Slice(frame.Start(frame.Head), frame.Last(frame.Request.First))));
    }

    private static bool IsOnlyPriority(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            // Another ticket may be called just so: these are words of this one.
            if (piece.Kind == PieceKind.Word || piece.Name?.Has(Kinds.Ticket) == true || (piece.Kind == PieceKind.Lexeme && !piece.Is("priority") && !piece.IsPlaceholder && !piece.Is("attr")))
                return false;
        }

        return true;
    }

    /// <summary>"…, 建个工单": said of the list, not of what is wrong.</summary>
    private static bool IsOnlyFrame(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Name?.Has(Kinds.Ticket) == true || (!piece.IsPlaceholder && !piece.Is("act.create") && !piece.Is("noun.ticket") && !piece.Is("act.log") && !piece.Is("priority")))
                return false;
        }

        return true;
    }

    /// <summary>A trailing ", urgent" is the priority, not part of what is wrong.</summary>
    private static string WithoutPriority(Frame frame, string text)
    {
        for (var i = frame.Request.End - 1; i > frame.Request.First; i--)
        {
            var clause = frame.Analysis.Clauses[i];
            if (!IsOnlyPriority(frame, clause) && !IsOnlyFrame(frame, clause))
                return text;
            var words = frame.Analysis.Slice(frame.Start(clause), frame.Last(i));
            if (text.EndsWith(words, StringComparison.Ordinal))
                text = Frame.Tidy(text[..^words.Length]);
        }

        return text;
    }

    private static string? Strongest(Frame frame)
    {
        string? found = null;
        string[] order = ["low", "normal", "high", "urgent"];
        foreach (var piece in frame.Pieces)
        {
            if (piece.Sense("priority") is { Value: { } value } && (found is null || Array.IndexOf(order, value) > Array.IndexOf(order, found)))
                found = value;
        }

        return found;
    }

    private static string? Category(Frame frame)
    {
        string? found = null;
        foreach (var piece in frame.Pieces)
        {
            if (piece.Sense("category") is { Value: { } value })
                found = found is null or "complaint" ? value : found;
        }

        return found;
    }

    internal static string? After(Frame frame, string attribute)
    {
        if (frame.Body() is { } body)
            return body;
        var end = frame.Last(frame.Request.End - 1);
        foreach (var piece in frame.Pieces)
        {
            if (piece.Senses.Exists(s => s.Class == "attr" && s.Value == attribute) && piece.End < end)
                return Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Word(piece).StartsWith("by ", StringComparison.Ordinal) ? piece.Start + 3 : piece.End, end));
        }

        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            if (!frame.IsBare(frame.Analysis.Clauses[i]))
                return Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Analysis.Clauses[i]), end)), "because", "since", "因为", "原因是");
        }

        return null;
    }
}
