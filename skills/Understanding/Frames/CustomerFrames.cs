using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Frames.Service;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Frames;

internal static class CustomerFrames
{
    private static readonly string[] ChineseIndustries =
        ["物流", "软件", "电子", "制造", "医疗", "教育", "汽车", "食品", "航空", "化工", "印刷", "能源", "制药", "农业", "船舶", "消费电子", "金融", "零售", "建筑", "服装", "通信", "互联网"];

    private static readonly string[] CompanyEndings = ["股份有限公司", "有限责任公司", "有限公司", "集团", "公司"];

    public static void Create(Frame frame)
    {
        var name = BodyName(frame) ?? Name(frame);
        frame.Set("name", name);
        frame.Customer = frame.CustomerSaid = name;
        ProfileFrames.Customer(frame);
        SetAttributes(frame, isNew: true);
        if (frame.TakeUser() is { } owner)
            frame.Set("owner", owner);
    }

    public static void Update(Frame frame)
    {
        if (ProfileFrames.Parent(frame))
            return;
        frame.FindCustomer();
        ProfileFrames.Customer(frame);
        frame.Set("customer", frame.Customer);
        if (frame.Features.Has("act.rename") || frame.First("attr", "name") is not null)
            frame.Set("name", frame.Quoted() ?? InteractionFrames.TextAfterTo(frame) ?? NewNameAfter(frame));
        if (frame.First("attr", "alias") is { } alias)
            frame.Set("add_alias", frame.Quoted() ?? Frame.TrimLead(Frame.Tidy(frame.Analysis.Slice(alias.End, frame.Last(frame.Request.End - 1))), "to", "as", "is", "为", "是", "改成", "设为", ":"));
        else
            SetAttributes(frame, isNew: false);
        if (frame.Has("act.assign") || frame.Has("act.own") || frame.First("attr", "owner") is not null)
            frame.Set("owner", frame.TakeUser() ?? (frame.Has("self") ? "me" : null));
    }

    public static void Tag(Frame frame)
    {
        frame.SetCustomer();
        // "remove the old tag and add hot": each clause says for itself.
        var removing = false;
        for (var c = frame.Request.Begin; c < frame.Request.End; c++)
        {
            var clause = frame.Analysis.Clauses[c];
            var pieces = frame.Analysis.Pieces.GetRange(clause.From, clause.To - clause.From);
            if (pieces.Exists(p => p.Is("act.delete") || frame.Analysis.Word(p).StartsWith("untag", StringComparison.Ordinal)))
                removing = true;
            else if (pieces.Exists(p => p.IsAny("act.")))
                removing = false;
            var tags = Tags(frame, clause);
            if (tags.Count > 0)
                frame.Set(removing ? "remove" : "add", tags);
        }
    }

    public static void Find(Frame frame)
    {
        Reports.SetOwner(frame);
        frame.Set("lifecycle", frame.ValueOf("lifecycle"));
        Reports.SetQuietDays(frame);
        if (frame.TakeValue(v => v is { Kind: ValueKind.Number, Number: > 0 and <= 100 }) is { } limit)
            frame.Set("limit", (long)limit.Number!.Value);
        if (frame.First("sort") is { } sort)
        {
            var by = sort.Sense("sort")!.Value!;
            if (by is "created" or "name" or "updated")
            {
                frame.Set("sort", by);
                frame.Set("descending", by != "name" && frame.Analysis.Word(sort) is not ("oldest" or "最早"));
            }
        }

        if (frame.ValueOf("tagv") is { } known)
            frame.Set("tag", known);
        else if (frame.First("attr", "tag") is { } tag)
            frame.Set("tag", AfterOrBefore(frame, tag));
        var kindOf = frame.First("noun.customer") is { } noun && frame.Analysis.Pieces.IndexOf(noun) is > 0 and var at && frame.Analysis.Pieces[at - 1] is { Kind: PieceKind.Word } before && !Tokenizer.IsCjk(frame.Analysis.Text.Text[before.Start]) && !frame.Args.ContainsKey("tag") ? frame.Use(before) : null;
        if (kindOf is not null)
            frame.Set("industry", frame.Said(kindOf));
        var place = Place(frame);
        if (place is not null)
            frame.Set(IsIndustry(place) ? "industry" : "city", place);
        else if (frame.Args.Count == 0)
            frame.Set("search", SearchWords(frame));
    }

    public static void AddContact(Frame frame)
    {
        var person = ContactFrames.NewName(frame);
        frame.SetCustomer();
        frame.Set("name", person);
        ContactFrames.SetDetails(frame);
    }

    private static string? Name(Frame frame)
    {
        if (frame.Quoted() is { } quoted)
            return quoted;
        foreach (var piece in frame.Pieces)
        {
            if (piece.Kind is PieceKind.Unknown or PieceKind.Name && !frame.IsUsed(piece) && !FollowsPlace(frame, piece) && piece.Name?.Has(Kinds.User) != true)
                return Whole(frame, piece);
        }

        if (frame.ChineseAfter(p => p.Is("noun.customer") || p.Senses.Exists(s => s.Class == "attr" && s.Value == "name"), 2, 14) is { } chinese)
            return chinese;
        // Lower case or Chinese: the first free words.
        var words = frame.Leftover(p => p.Is("act.create") || p.Is("noun.customer") || p.IsPlaceholder || p.Is("attr") || p.Is("ctx.in") || p.Is("act.log") || p.Is("polite") || p.Is("self") || p.Is("lifecycle") || (p.Is("namecue") && p.Kind == PieceKind.Lexeme));
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

    /// <summary>"Acme Metals GmbH", "恒通物流有限公司": a new name may begin like one we know, and is still all of its words.</summary>
    private static string Whole(Frame frame, Piece first)
    {
        var pieces = frame.Analysis.Pieces;
        var text = frame.Analysis.Text.Text;
        frame.Use(first);
        var end = first.End;
        for (var i = pieces.IndexOf(first) + 1; i < pieces.Count && pieces[i].Start < frame.Last(frame.Request.End - 1); i++)
        {
            var piece = pieces[i];
            if (Tokenizer.IsCjk(text[piece.Start]))
            {
                var suffix = piece.Start == end ? Array.Find(CompanyEndings, s => string.CompareOrdinal(text, piece.Start, s, 0, s.Length) == 0) : null;
                if (suffix is not null)
                {
                    end = piece.Start + suffix.Length;
                    if (end == piece.End)
                        frame.Use(piece);
                }

                break;
            }

            var names = piece.Kind is PieceKind.Word or PieceKind.Unknown or PieceKind.Name || (piece.Kind == PieceKind.Lexeme && !piece.IsAny("act.") && !piece.Is("attr") && !piece.Is("ctx.in"));
            if (!names || !char.IsUpper(text[piece.Start]))
                break;
            frame.Use(piece);
            end = piece.End;
        }

        return Frame.Tidy(frame.Analysis.Slice(first.Start, end));
    }

    /// <summary>"rename customer Acme to": what names the customer as it is, is no new name.</summary>
    private static string? NewNameAfter(Frame frame) =>
        AfterPiece(frame, "act.rename") is { } text && !(frame.Pieces.FirstOrDefault(p => p.Name?.Has(Kinds.Customer) == true) is { } old && text.Contains(frame.Said(old), StringComparison.OrdinalIgnoreCase) && text.Length <= frame.Said(old).Length + 12) ? text : null;

    /// <summary>"new customer: X, …": X is what stands up to the next comma, whatever it is made of.</summary>
    private static string? BodyName(Frame frame)
    {
        if (!frame.Features.Has("colon") || frame.Request.End <= frame.Request.First + 1)
            return null;
        var last = frame.Request.First + 1;
        while (last + 1 < frame.Request.End && frame.Analysis.Clauses[last + 1].Before == Separator.Sentence && frame.Analysis.Text.Text[frame.Last(last)] == ';')
            last++;
        var first = frame.Analysis.Clauses[frame.Request.First + 1];
        var end = frame.Last(last);
        for (var i = first.From + 1; i < first.To; i++)
        {
            if (frame.Analysis.Pieces[i].Is("ctx.in") && !Tokenizer.IsCjk(frame.Analysis.Text.Text[frame.Analysis.Pieces[i].Start]))
                end = Math.Min(end, frame.Analysis.Pieces[i - 1].End);
        }

        for (var i = first.From; i < frame.To; i++)
        {
            if (frame.Analysis.Pieces[i].Start < end)
                frame.Use(frame.Analysis.Pieces[i]);
        }

        var name = Frame.Tidy(frame.Analysis.Slice(frame.Start(first), end));
        return name.Length is > 0 and <= 120 ? name : null;
    }

    private static bool FollowsPlace(Frame frame, Piece piece)
    {
        var at = frame.Analysis.Pieces.IndexOf(piece);
        return at > 0 && frame.Analysis.Word(frame.Analysis.Pieces[at - 1]) is "in" or "from" or "based in" or "在" or "by" or "via";
    }

    private static void SetAttributes(Frame frame, bool isNew)
    {
        frame.Set("lifecycle", frame.ValueOf("lifecycle") ?? (frame.Has("stagewon") && frame.First("attr", "lifecycle") is not null ? "won" : null));
        for (var i = frame.From; i < frame.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Sense("attr") is { Value: "city" or "industry" or "source" or "notes" } attribute && i + 1 < frame.To && !frame.IsUsed(piece))
            {
                // "food industry": what it is stands before the word where nothing stands after it.
                var value = i > frame.From && frame.Analysis.Pieces[i - 1] is { Kind: PieceKind.Word } adjective && !frame.IsUsed(adjective) && EndsClause(frame, i) ? frame.Said(frame.Use(adjective)) : AfterAttribute(frame, i);
                if (value is { Length: > 0 and < 80 })
                    frame.Set(attribute.Value, value);
            }
            else if (piece.Is("ctx.in") && i + 1 < frame.To && isNew && frame.Analysis.Pieces[i + 1].Kind is PieceKind.Unknown or PieceKind.Word)
            {
                frame.Set("city", frame.Said(frame.Use(frame.Analysis.Pieces[i + 1])));
            }
        }

        if (!isNew)
            return;
        // ", logistics, Rotterdam": what stands between commas is a place when written as a name, else a line of business.
        for (var c = frame.Request.First + 1; c < frame.Request.End; c++)
        {
            var clause = frame.Analysis.Clauses[c];
            var text = Frame.Tidy(frame.Analysis.Slice(frame.Start(clause), frame.Last(c)));
            if (text.Length is 0 or > 40 || UsedAny(frame, clause) || SaysMore(frame, clause))
                continue;
            if (IsIndustry(text))
                frame.Set("industry", text.EndsWith("行业", StringComparison.Ordinal) ? text[..^2] : text);
            else if (char.IsUpper(text[0]) || (Tokenizer.IsCjk(text[0]) && text.Length <= 4))
                frame.Set("city", text);
            else if (!text.Contains(' ', StringComparison.Ordinal))
                frame.Set("industry", text);
        }
    }

    /// <summary>A number, an order or another kind of record in it: neither a place nor a line of business.</summary>
    private static bool SaysMore(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = frame.Analysis.Pieces[i];
            if (piece.Kind is PieceKind.Phone or PieceKind.Email or PieceKind.Value || piece.IsAny("noun.") && !piece.Is("noun.customer") || (piece.IsAny("act.") && clause.To - clause.From > 1))
                return true;
        }

        return false;
    }

    private static bool UsedAny(Frame frame, Clause clause)
    {
        for (var i = clause.From; i < clause.To; i++)
        {
            if (frame.IsUsed(frame.Analysis.Pieces[i]))
                return true;
        }

        return false;
    }

    private static bool IsIndustry(string text) =>
        text.EndsWith("行业", StringComparison.Ordinal) || ChineseIndustries.Contains(text) || (char.IsLower(text[0]) && !Tokenizer.IsCjk(text[0]));

    private static string? AfterAttribute(Frame frame, int at)
    {
        var clauseEnd = frame.To;
        foreach (var clause in frame.Analysis.Clauses)
        {
            if (clause.From <= at && at < clause.To)
                clauseEnd = at + 1 < clause.To ? clause.To : Math.Min(frame.To, NextClauseEnd(frame, clause));
        }

        var start = at + 1;
        while (start < clauseEnd && (frame.Analysis.Pieces[start].Kind == PieceKind.Punct || frame.Analysis.Word(frame.Analysis.Pieces[start]) is "to" or "is" or "of" or "as" or "改成" or "改为" or "是" or "为" or "设为" or "变成" or "更新为" or "换成" || frame.Analysis.Pieces[start].Name is not null && frame.IsUsed(frame.Analysis.Pieces[start]) || frame.Analysis.Pieces[start].Is("act.now")))
            start++;
        // "industry to utilities and city to Graz": the next attribute has a value of its own.
        for (var i = start + 1; i + 1 < clauseEnd; i++)
        {
            if (frame.Analysis.Word(frame.Analysis.Pieces[i]) is "and" or "和" or "并" && frame.Analysis.Pieces[i + 1].Is("attr"))
                clauseEnd = i;
        }

        // "is Berlin now": since when, no part of the value.
        if (clauseEnd - start > 1 && frame.Analysis.Word(frame.Analysis.Pieces[clauseEnd - 1]) is "now" or "today")
            clauseEnd--;
        if (start >= clauseEnd)
            return null;
        for (var i = start; i < clauseEnd; i++)
            frame.Use(frame.Analysis.Pieces[i]);
        var text = Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[start].Start, frame.Analysis.Pieces[clauseEnd - 1].End));
        return Frame.TrimLead(text, "to", "is", "of", "改成", "改为", "是").TrimEnd('了');
    }

    private static bool EndsClause(Frame frame, int at) => frame.Analysis.Clauses.Exists(c => c.To == at + 1);

    private static int NextClauseEnd(Frame frame, Clause clause)
    {
        var next = frame.Analysis.Clauses.IndexOf(clause) + 1;
        return next < frame.Analysis.Clauses.Count && frame.Analysis.Clauses[next].Before == Separator.Colon ? frame.Analysis.Clauses[next].To : clause.To;
    }

    private static string? AfterPiece(Frame frame, string senseClass)
    {
        if (frame.First(senseClass) is not { } piece)
            return null;
        var text = Frame.Tidy(frame.Analysis.Slice(piece.End, frame.Last(frame.Request.End - 1)));
        return text.Length == 0 ? null : text;
    }

    private static List<string> Tags(Frame frame, Clause clause)
    {
        var quoted = frame.Analysis.Pieces.GetRange(clause.From, clause.To - clause.From).FindAll(p => p.Quoted);
        var words = quoted.Count > 0 ? frame.Analysis.Slice(quoted[0].Start, quoted[^1].End) : frame.Leftover(p => p.Is("act.tag") || p.Is("attr") || p.IsPlaceholder && frame.Analysis.Word(p) is not ("and" or "和" or "与") || p.Is("act.create") || p.Is("act.delete") || p.Is("act.update")
            || p.Is("ctx.in") || p.Is("pron.it") || p.Is("noun.customer") && !Quoting(frame, p) || frame.Analysis.Word(p) is "with" or "as" or "to" or "from" or "for" or "打上" or "给", clause.From, clause.To);
        if (words is null)
            return [];
        var list = new List<string>();
        foreach (var part in words.Split([",", "，", "、", " and ", "和", "&", ";"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            list.Add(Frame.Tidy(part));
        return list;
    }

    /// <summary>重点客户: a noun at the end of the tag's own words.</summary>
    private static bool Quoting(Frame frame, Piece piece)
    {
        var at = frame.Analysis.Pieces.IndexOf(piece);
        return at > 0 && frame.Analysis.Pieces[at - 1].Kind == PieceKind.Word && piece.Start - frame.Analysis.Pieces[at - 1].End <= 1;
    }

    private static string? AfterOrBefore(Frame frame, Piece tag)
    {
        var at = frame.Analysis.Pieces.IndexOf(tag);
        for (var i = at + 1; i < frame.To; i++)
        {
            if (frame.Analysis.Pieces[i].Kind is PieceKind.Word or PieceKind.Unknown)
                return Frame.Tidy(frame.Analysis.Slice(frame.Analysis.Pieces[i].Start, frame.Last(frame.Request.End - 1)));
        }

        return at > frame.From && frame.Analysis.Pieces[at - 1].Kind is PieceKind.Word or PieceKind.Unknown ? frame.Said(frame.Analysis.Pieces[at - 1]) : null;
    }

    private static string? Place(Frame frame)
    {
        for (var i = frame.From; i + 1 < frame.To; i++)
        {
            if (!frame.Analysis.Pieces[i].Is("ctx.in") && frame.Analysis.Word(frame.Analysis.Pieces[i]) is not "in the")
                continue;
            for (var j = i + 1; j < frame.To && j < i + 4; j++)
            {
                var piece = frame.Analysis.Pieces[j];
                if (piece.Kind is PieceKind.Word or PieceKind.Unknown)
                    return frame.Said(frame.Use(piece));
                if (piece.Kind != PieceKind.Lexeme || !piece.IsPlaceholder)
                    break;
            }
        }

        // 上海的客户, 物流行业客户: the words before the noun.
        return frame.IsChinese ? frame.Leftover(p => p.Is("act.show") || p.Is("noun.customer") || p.IsPlaceholder || p.Is("attr") || p.Is("tagv") || p.Is("self") || p.Is("lifecycle") || p.Is("noun.attention") || p.Kind == PieceKind.Value || p.IsAny("q.") || p.Is("whose.all") || p.Is("namecue")) : null;
    }

    private static string? SearchWords(Frame frame) =>
        frame.Leftover(p => p.Is("act.show") || p.Is("noun.customer") || p.IsPlaceholder || p.Is("self") || p.Is("we") || p.IsAny("q.") || p.Is("whose.all") || p.Is("namecue") && p.Kind == PieceKind.Lexeme || p.Is("did") || p.Is("noun.team"));
}
