using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Parsing;

namespace BotCrm.Skills.Understanding.Frames.Service;

internal static class PrivacyFrames
{
    public static void Person(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } piece)
            frame.Set("contact", frame.Resolve(frame.Use(piece), Kinds.Contact));
        else if (frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown && !frame.IsUsed(p)) is { } unknown)
            frame.Set("contact", frame.Said(frame.Use(unknown)));
        else
            frame.Set("contact", frame.FocusOf(Kinds.Contact)?.Reference);
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
    }

    /// <summary>Whom to forget is named first, who takes over after.</summary>
    public static void Colleague(Frame frame)
    {
        frame.Set("colleague", frame.TakeUser());
        frame.Set("successor", frame.TakeUser() ?? (frame.Has("self") ? "me" : null));
    }

    public static void Consent(Frame frame)
    {
        Person(frame);
        if (frame.First("chan") is { } channel && frame.Analysis.Word(channel) is "by email" or "by phone" or "by wechat")
            frame.Set("channel", frame.Use(channel).Sense("chan")!.Value);
        if (frame.TakeValue(v => Frame.IsTime(v) && (v.Past == true || v.Day <= frame.Analysis.Today)) is { } when)
            frame.Set("when", Frame.Format(when));
        frame.Set("proof", Proof(frame));
        frame.Set("purpose", Purpose(frame));
    }

    /// <summary>", signed at the fair", ,展会上签的字: what stands behind the first clause.</summary>
    private static string? Proof(Frame frame)
    {
        if (frame.Request.End <= frame.Request.First + 1)
            return null;
        var text = Frame.Tidy(frame.Analysis.Slice(frame.Start(frame.Analysis.Clauses[frame.Request.First + 1]), frame.Last(frame.Request.End - 1)));
        return text.Length == 0 ? null : text;
    }

    private static string? Purpose(Frame frame)
    {
        var pieces = frame.Analysis.Pieces;
        var start = -1;
        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            var word = frame.Analysis.Word(pieces[i]);
            if (pieces[i].Is("act.consent") || pieces[i].Is("act.withdraw") || pieces[i].Is("noun.consent") || (start >= 0 && word is "to" or "for" or "the" or "of"))
                start = i + 1;
        }

        if (start < 0)
            return null;
        var end = frame.Head.To;
        for (var i = start; i < end; i++)
        {
            if (frame.IsUsed(pieces[i]) && pieces[i].Kind == PieceKind.Lexeme)
                end = i;
        }

        while (start < end && (frame.IsUsed(pieces[start]) || pieces[start].IsPlaceholder || pieces[start].Kind == PieceKind.Punct || pieces[start].Is("self") || pieces[start].Is("we") || frame.Analysis.Word(pieces[start]) is "for" or "from" or "any more"))
            start++;
        var text = start < end ? Frame.Tidy(frame.Analysis.Slice(pieces[start].Start, pieces[end - 1].End)) : "";
        if (text.Length > 0)
            return text.TrimEnd('了');
        // 撤回促销短信的同意: what for stands before the noun.
        for (var i = frame.Head.From; i < frame.Head.To; i++)
        {
            if (!pieces[i].Is("noun.consent"))
                continue;
            var last = i;
            while (last > frame.Head.From && frame.Analysis.Word(pieces[last - 1]) is "的" or "her" or "his")
                last--;
            var first = last;
            while (first > frame.Head.From && !pieces[first - 1].Is("act.withdraw") && !pieces[first - 1].Is("act.log") && !frame.IsUsed(pieces[first - 1]) && !pieces[first - 1].IsPlaceholder)
                first--;
            if (first < last && !pieces[first].Is("act.withdraw"))
                return Frame.Tidy(frame.Analysis.Slice(pieces[first].Start, pieces[last - 1].End));
        }

        return null;
    }

    public static void Audit(Frame frame)
    {
        if (frame.TakeUser() is { } user)
            frame.Set("colleague", user);
        if (frame.NamePiece(Kinds.Contact) is { } person && !person.Name!.Has(Kinds.Customer))
            frame.Set("contact", frame.Resolve(frame.Use(person), Kinds.Contact));
        else if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        else if (frame.Has("pron.it"))
            frame.Set("customer", frame.FocusOf(Kinds.Customer)?.Reference);
        if (frame.First("aop") is { } operation)
            frame.Set("operation", operation.Sense("aop")!.Value);
        frame.SetPeriod("from", "to", past: true);
    }
}
