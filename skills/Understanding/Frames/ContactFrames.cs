using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames.Service;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Frames;

internal static class ContactFrames
{
    public static void Update(Frame frame)
    {
        SetContact(frame);
        ProfileFrames.Contact(frame);
        if (frame.Has("moved") && frame.NamePiece(Kinds.Customer) is { } to)
            frame.Set("customer", frame.Resolve(frame.Use(to), Kinds.Customer));
        SetDetails(frame);
        if (frame.Args.ContainsKey("decision_role"))
            frame.Args.Remove("title");
        if (frame.First("attr", "name") is not null && frame.Args.Count == 1)
            frame.Set("name", InteractionFrames.TextAfterTo(frame));
    }

    public static void Delete(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } piece && !piece.Name!.Has(Kinds.Customer))
            frame.Set("contact", frame.Resolve(frame.Use(piece), Kinds.Contact));
        if (frame.NamePiece(Kinds.Customer) is not null)
            frame.SetCustomer(orFocus: false, orUnknown: false);
        if (!frame.Args.ContainsKey("contact"))
            frame.Set("contact", frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown) is { } unknown ? frame.Said(unknown) : frame.FocusOf(Kinds.Contact)?.Reference);
    }

    public static void Find(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } piece)
            frame.Set("search", frame.Said(frame.Use(piece)));
        else if (frame.Has("pron.person") && frame.FocusOf(Kinds.Contact) is { } person)
            frame.Set("search", person.Name);
        else if (frame.First("attr") is not null)
            frame.Set("search", frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown) is { } stranger ? frame.Said(frame.Use(stranger)) : frame.Leftover(p => p.IsPlaceholder || p.IsAny("act.") || p.IsAny("q.") || p.Is("attr") || p.Is("namecue") || p.Kind is PieceKind.Name));
        var orFocus = !frame.Args.ContainsKey("search") && (frame.Has("pron.it") || frame.Has("pron.person") || frame.Has("pron.there"));
        frame.FindCustomer(orFocus, orUnknown: !frame.Args.ContainsKey("search"));
        if (!frame.Args.ContainsKey("search") || frame.Pieces.Any(p => p.Name?.Has(Kinds.Customer) == true))
            frame.Set("customer", frame.Customer);
    }

    /// <summary>The new person's name: unknown words, or a known name said for somebody new.</summary>
    public static string? NewName(Frame frame)
    {
        if (frame.Quoted() is { } quoted)
            return quoted;
        Piece? best = null;
        foreach (var piece in frame.Pieces)
        {
            if (frame.IsUsed(piece) || piece.Kind != PieceKind.Unknown || FollowsEmployer(frame, piece) || IsDetail(frame, piece) || IsChineseTitle(frame.Said(piece)))
                continue;
            best ??= piece;
        }

        best ??= frame.Pieces.FirstOrDefault(p => p.Name is { } hit && !hit.Has(Kinds.Customer) && hit.Has(Kinds.Contact));
        if (best is not null)
            return WholeName(frame, best);
        if (frame.ChineseAfter(p => p.Is("noun.contact") || p.Senses.Exists(s => s.Class == "attr" && s.Value == "name"), 2, 4) is { } chinese)
            return chinese;
        if (ChineseNameAlone(frame) is { } alone)
            return alone;
        var words = frame.Leftover(p => p.Is("act.create") || p.Is("noun.contact") || p.Is("noun.customer") || p.IsPlaceholder || p.Is("attr") || p.Is("polite") || p.Is("self") || p.Kind is PieceKind.Name or PieceKind.Email or PieceKind.Phone or PieceKind.Value || p.Is("namecue") && p.Kind == PieceKind.Lexeme || p.Is("act.assign"));
        if (words is not null)
        {
            foreach (var piece in frame.Pieces)
            {
                if (piece.Kind != PieceKind.Punct && words.Contains(frame.Said(piece), StringComparison.Ordinal))
                    frame.Use(piece);
            }
        }

        return words;
    }

    /// <summary>"Bruno Keller": a surname that a colleague or another contact bears too is part of the new name.</summary>
    private static string WholeName(Frame frame, Piece part)
    {
        var pieces = frame.Analysis.Pieces;
        var first = pieces.IndexOf(part);
        var last = first;
        while (first > frame.From && Joins(pieces[first - 1], pieces[first]))
            first--;
        while (last + 1 < frame.To && Joins(pieces[last], pieces[last + 1]))
            last++;
        for (var i = first; i <= last; i++)
            frame.Use(pieces[i]);
        return Frame.Tidy(frame.Analysis.Slice(pieces[first].Start, pieces[last].End));

        bool Joins(Piece left, Piece right)
        {
            var other = left == part || left.Start > part.Start ? right : left;
            return right.Start - left.End == 1 && frame.Analysis.Text.Text[left.End] == ' ' && !frame.IsUsed(other) && char.IsUpper(frame.Analysis.Text.Text[other.Start])
                && (other.Kind == PieceKind.Unknown || other.Name?.Has(Kinds.Customer) == false);
        }
    }

    /// <summary>"东方重工,李建军,技术总监": a short clause that is neither a known name nor what somebody does.</summary>
    private static string? ChineseNameAlone(Frame frame)
    {
        for (var c = frame.Request.First; c < frame.Request.End; c++)
        {
            var clause = frame.Analysis.Clauses[c];
            var text = Frame.Tidy(frame.Analysis.Slice(frame.Start(clause), frame.Last(c)));
            if (text.Length is < 2 or > 4 || !text.All(Tokenizer.IsCjk) || IsChineseTitle(text))
                continue;
            var pieces = frame.Analysis.Pieces.GetRange(clause.From, clause.To - clause.From);
            if (pieces.Exists(p => frame.IsUsed(p) || p.Kind == PieceKind.Name || p.Is("attr") || p.IsAny("noun.")))
                continue;
            pieces.ForEach(p => frame.Use(p));
            return text;
        }

        return null;
    }

    private static readonly string[] ChineseTitles = ["总监", "经理", "总裁", "主管", "工程师", "主任", "厂长", "院长", "部长", "总工", "助理", "专员", "董事长", "采购", "会计", "财务", "科长", "处长", "所长", "校长", "秘书", "老板", "负责人", "代表"];

    private static bool IsChineseTitle(string text) => Tokenizer.IsCjk(text[0]) && Array.Exists(ChineseTitles, t => text.EndsWith(t, StringComparison.Ordinal)) && text.Length > 2;

    public static void SetDetails(Frame frame)
    {
        foreach (var piece in frame.Pieces)
        {
            if (piece.Kind == PieceKind.Email)
                frame.Set("email", Written(frame.Said(frame.Use(piece))));
            else if (piece.Kind == PieceKind.Phone || (piece.Kind == PieceKind.Value && piece.End - piece.Start >= 5 && piece.Value!.Kind is Values.ValueKind.Number or Values.ValueKind.Money && frame.First("attr", "phone") is not null))
                frame.Set("phone", frame.Said(frame.Use(piece)));
        }

        // A short internal number ("040 123") is none by its length, only by the word before it.
        if (!frame.Args.ContainsKey("phone") && frame.First("attr", "phone") is { } phone && After(frame, phone) is { } number && number.Count(char.IsAsciiDigit) >= 3 && number.All(c => char.IsAsciiDigit(c) || c is ' ' or '+' or '-' or '/' or '(' or ')'))
            frame.Set("phone", number);
        if (frame.First("attr", "wechat") is { } wechat)
            frame.Set("wechat", After(frame, wechat));
        if (frame.First("attr", "title") is { } title)
            frame.Set("title", Bare(After(frame, title)));
        if (!frame.Args.ContainsKey("title") && frame.Request.Intent == "add_contact")
            frame.Set("title", LooseTitle(frame));
    }

    /// <summary>"oliver dot stone at boxpack dot example" as it is written.</summary>
    private static string Written(string address) =>
        address.Contains('@') ? address : address.Replace(" dot ", ".", StringComparison.OrdinalIgnoreCase).Replace(" at ", "@", StringComparison.OrdinalIgnoreCase).ToLowerInvariant();

    /// <summary>"change his title at Trey he's head of research now": the title itself.</summary>
    private static string? Bare(string? title)
    {
        if (title is null)
            return null;
        foreach (var cue in new[] { "he's ", "she's ", "he is ", "she is ", "they're " })
        {
            var at = title.LastIndexOf(cue, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || title[at - 1] == ' '))
                title = title[(at + cue.Length)..];
        }

        return title.EndsWith(" now", StringComparison.OrdinalIgnoreCase) ? title[..^4].TrimEnd() : title;
    }

    private static void SetContact(Frame frame)
    {
        if (frame.NamePiece(Kinds.Contact) is { } piece)
            frame.Set("contact", frame.Resolve(frame.Use(piece), Kinds.Contact));
        else if (frame.Pieces.FirstOrDefault(p => p.Kind == PieceKind.Unknown) is { } unknown)
            frame.Set("contact", frame.Said(frame.Use(unknown)));
        else
            frame.Set("contact", frame.FocusOf(Kinds.Contact)?.Reference);
    }

    private static bool FollowsEmployer(Frame frame, Piece piece)
    {
        var at = frame.Analysis.Pieces.IndexOf(piece);
        return at > frame.From && frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) is "at" or "for" or "to" or "with" or "from" or "of" && frame.Pieces.Any(p => p.Kind == PieceKind.Unknown && p != piece);
    }

    /// <summary>"CFO" after a comma is what she is, not who.</summary>
    private static bool IsDetail(Frame frame, Piece piece)
    {
        var at = frame.Analysis.Pieces.IndexOf(piece);
        var text = frame.Said(piece);
        return at > frame.From && frame.Analysis.Pieces[at - 1].Kind == PieceKind.Punct && frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) == "," && (text.All(c => char.IsUpper(c) || c == ' ') || frame.Pieces.Any(p => p.Kind == PieceKind.Unknown && p.Start < piece.Start));
    }

    private static string? After(Frame frame, Piece attribute)
    {
        var at = frame.Analysis.Pieces.IndexOf(attribute);
        var end = frame.To;
        foreach (var clause in frame.Analysis.Clauses)
        {
            if (clause.From <= at && at < clause.To && at + 1 < clause.To)
                end = clause.To;
        }

        var start = at + 1;
        while (start < end && (frame.Analysis.Pieces[start].Kind == PieceKind.Punct || frame.IsUsed(frame.Analysis.Pieces[start]) || frame.Analysis.Word(frame.Analysis.Pieces[start]) is "to" or "is" or "is now" or "of" or "as" or "改成" or "改为" or "是" or "为" or "the" or "a" or "换成" or "号" or "更新为" or "now" or "了" or "made" or "为"))
            start++;
        if (start >= end)
            return null;
        var text = Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[start].Start, frame.Analysis.Pieces[end - 1].End));
        return text.Length is 0 or > 100 ? null : text.TrimEnd('了');
    }

    /// <summary>", CFO," between commas, with nothing else in it.</summary>
    private static string? LooseTitle(Frame frame)
    {
        for (var c = frame.Request.First; c < frame.Request.End; c++)
        {
            var clause = frame.Analysis.Clauses[c];
            if (c == frame.Request.First || clause.Before is not (Separator.Comma or Separator.Dash))
                continue;
            var free = true;
            for (var i = clause.From; i < clause.To; i++)
            {
                var piece = frame.Analysis.Pieces[i];
                free &= !frame.IsUsed(piece) && piece.Kind is PieceKind.Word or PieceKind.Lexeme or PieceKind.Unknown && !piece.Is("attr");
            }

            var text = Frame.Tidy(frame.Analysis.Slice(frame.Start(clause), frame.Last(c)));
            if (free && text.Length is > 1 and < 40 && (Tokenizer.IsCjk(text[0]) ? text.Length <= 8 : text.Split(' ').Length <= 4))
                return text;
        }

        return null;
    }
}
