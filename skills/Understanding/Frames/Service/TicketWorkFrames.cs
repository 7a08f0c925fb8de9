using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames.Service;

/// <summary>What is done with a ticket besides opening and closing it.</summary>
internal static class TicketWorkFrames
{
    /// <summary>The order's own words are no part of the ticket's.</summary>
    private static void UseVerbs(Frame frame)
    {
        foreach (var piece in frame.HeadPieces)
        {
            if (piece.Is("act.escalate") || piece.Is("act.unassign") || piece.Is("act.rate") || piece.Is("act.note") || piece.Is("note") || piece.Is("auto"))
                frame.Use(piece);
        }
    }

    public static void Unassign(Frame frame)
    {
        UseVerbs(frame);
        frame.SetTicket();
    }

    public static void Escalate(Frame frame)
    {
        if (frame.TakeUser() is { } user)
            frame.Set("to", user);
        frame.Set("reason", TicketFrames.After(frame, "reason"));
        UseVerbs(frame);
        frame.SetTicket();
    }

    public static void Rate(Frame frame)
    {
        frame.Set("comment", frame.Body() ?? Told(frame));
        UseVerbs(frame);
        // "rate ticket 12 4": of two numbers the first is the ticket's. "rate the invoice ticket 4": the only one is the score.
        var numbers = frame.HeadPieces.Count(p => p.Value is { Kind: ValueKind.Number or ValueKind.Money or ValueKind.Ordinal });
        if (numbers > 1)
            frame.SetTicket();
        frame.Set("score", Score(frame));
        if (numbers <= 1)
            frame.SetTicket();
    }

    /// <summary>打4分,处理很快: what the clauses behind say.</summary>
    private static string? Told(Frame frame)
    {
        for (var i = frame.Request.First + 1; i < frame.Request.End; i++)
        {
            if (!frame.IsBare(frame.Analysis.Clauses[i]))
                return Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Analysis.Clauses[i]), frame.Last(frame.Request.End - 1)));
        }

        return null;
    }

    /// <summary>"4", "5 stars", 3分: not the number of the ticket.</summary>
    public static long? Score(Frame frame)
    {
        if (frame.Pieces.FirstOrDefault(p => p.Sense("score") is { Value: not null }) is { } marked)
            return long.Parse(frame.Use(marked).Sense("score")!.Value!, CultureInfo.InvariantCulture);
        Piece? best = null;
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.From; i < frame.To; i++)
        {
            if (pieces[i].Value is not { Kind: ValueKind.Number or ValueKind.Money or ValueKind.Ordinal, Number: not null } || frame.IsUsed(pieces[i]))
                continue;
            if (best is null || (i + 1 < frame.To && pieces[i + 1].Is("score")))
                best = pieces[i];
        }

        if (best is null)
            return null;
        frame.Use(best);
        return (long)Math.Clamp(best.Value!.Number!.Value, -1000m, 1000m);
    }

    public static void Merge(Frame frame)
    {
        var analysis = frame.Analysis;
        var cut = -1;
        for (var i = frame.From; i < frame.To && cut < 0; i++)
        {
            if (analysis.Pieces[i].Is("into") || analysis.Pieces[i].Is("dup.of") || (analysis.Word(analysis.Pieces[i]) is "into" or "with" or "和" or "跟" or "与" && i > frame.From))
                cut = i;
        }

        // "merge tickets 4 and 3": the noun stands once, before both numbers.
        var numbers = frame.Pieces.Where(p => p.Value is { Kind: ValueKind.Number, Number: not null }).Select(p => p.Value!.Number!.Value).ToList();
        if (frame.Pieces.Count(p => p.Is("noun.ticket")) == 1 && numbers.Count == 2)
        {
            frame.Set("ticket", $"{Kinds.Ticket}:{numbers[0]:0}");
            frame.Set("into", $"{Kinds.Ticket}:{numbers[1]:0}");
            return;
        }

        if (cut < 0)
        {
            frame.SetTicket();
            return;
        }

        frame.Set("ticket", Ticket(frame, frame.From, cut));
        frame.Set("into", Ticket(frame, cut + 1, frame.To));
        if (!frame.Args.ContainsKey("ticket") && frame.FocusOf(Kinds.Ticket) is { } focus)
            frame.Set("ticket", focus.Reference);
    }

    /// <summary>One of two tickets: by number, by its subject, else by the words.</summary>
    private static string? Ticket(Frame frame, int from, int to)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = from; i < to; i++)
        {
            if (pieces[i].Is("noun.ticket") && i + 1 < to && pieces[i + 1].Value is { Kind: ValueKind.Number, Number: { } number })
                return $"{Kinds.Ticket}:{number:0}";
            if (pieces[i].Name is { } hit && hit.Has(Kinds.Ticket))
                return frame.Resolve(frame.Use(pieces[i]), Kinds.Ticket);
        }

        if (pieces.GetRange(from, to - from).Exists(p => p.Is("pron.it")) && !pieces.GetRange(from, to - from).Exists(p => p.Kind is PieceKind.Word or PieceKind.Unknown))
            return frame.FocusOf(Kinds.Ticket)?.Reference;
        while (from < to && (pieces[from].IsPlaceholder || pieces[from].Kind == PieceKind.Punct || pieces[from].Is("act.merge") || pieces[from].Is("noun.ticket") || pieces[from].Is("pron.it")))
            from++;
        while (to > from && (pieces[to - 1].IsPlaceholder || pieces[to - 1].Kind == PieceKind.Punct || pieces[to - 1].Is("act.merge") || pieces[to - 1].Is("same") || pieces[to - 1].Is("noun.ticket") || pieces[to - 1].Is("pron.it")))
            to--;
        return from < to ? Frame.Tidy(frame.Analysis.Slice(pieces[from].Start, pieces[to - 1].End)) : null;
    }

    public static void Note(Frame frame)
    {
        // "the customer replied on …": who speaks counts, not that it is a reply.
        if ((frame.HeadPieces.FirstOrDefault(p => p.Sense("note") is { Value: "customer" }) ?? frame.First("note")) is { } kind)
            frame.Set("note_kind", kind.Sense("note")!.Value);
        frame.Set("text", frame.Body() ?? That(frame) ?? Behind(frame));
        UseVerbs(frame);
        // "note into it: Gabor sends photos": who is told of stands in the note, not before it.
        if (frame.HeadPieces.Any(p => p.Is("pron.it")) && !frame.Features.Has("n.any") && !frame.HeadPieces.Any(p => p.Name is not null) && frame.FocusOf(Kinds.Ticket) is { } talked)
            frame.Set("ticket", talked.Reference);
        else
            frame.SetTicket();
        if (!frame.Args.ContainsKey("ticket") && !frame.Args.ContainsKey("customer"))
            frame.Set("ticket", Named.Of(frame, "noun.ticket"));
        if (frame.Args.ContainsKey("text") || frame.Request.End <= frame.Request.First + 1)
            return;
        frame.Set("text", TicketFrames.After(frame, "notes"));
    }

    /// <summary>客户回复说还是不行, "customer replied still broken": what stands behind the words that say who speaks.</summary>
    private static string? Behind(Frame frame)
    {
        if (frame.Head.From >= frame.Head.To || !frame.Features.Has("s:note") || frame.Features.Has("noun.ticket"))
            return null;
        var said = frame.HeadPieces.First(p => p.Is("note"));
        var text = Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(said.End, frame.Last(frame.Request.End - 1))), "that", "说", "道");
        return text.Length == 0 ? null : text;
    }

    private static string? That(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        for (var i = frame.From; i < frame.To; i++)
        {
            if (frame.Analysis.Word(pieces[i]) is "that" or "saying" && i > frame.From && pieces[i - 1].Is("noun.ticket"))
                return Frame.Tidy(frame.Analysis.Slice(pieces[i].End, frame.Last(frame.Request.End - 1)));
        }

        return null;
    }

    /// <summary>Filters of the queue and of the promised times.</summary>
    public static void Filter(Frame frame)
    {
        if (frame.Has("noun.queue"))
            frame.Set("queue", QueueFrames.Name(frame));
        if (frame.First("sla") is { } sla)
        {
            if (sla.Sense("sla")!.Value == "breached")
                frame.Set("breached", true);
            else
                frame.Set("due_within_hours", frame.TakeValue(v => v.Kind == ValueKind.Duration) is { } within ? (long)Math.Clamp(Math.Ceiling((within.Minutes ?? 60) / 60m), 1, 8760) : 4L);
            frame.Set("sort", "sla_due");
        }

        if (frame.Has("esc"))
            frame.Set("escalated", true);
    }
}
