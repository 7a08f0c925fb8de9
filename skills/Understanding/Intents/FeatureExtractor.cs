using BotCrm.Core.Primitives;
using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Parsing;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Intents;

/// <summary>
/// Says about a clause what the rules (and later a learned ranker) decide by. Features: a lexeme's class, class=value and class.form; "s:"
/// before what stands at the clause's start; n.* for names; v.* for values; mood and dialogue.
/// </summary>
internal static class FeatureExtractor
{
    public static FeatureSet Extract(Analysis analysis, int index)
    {
        var clause = analysis.Clauses[index];
        var set = new FeatureSet();
        var meaningful = 0;
        var residual = 0;
        var atStart = true;
        var starters = 0;
        var told = false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (piece.Kind == PieceKind.Punct)
                continue;
            if (piece.Quoted)
            {
                residual++;
                meaningful++;
                if (piece.Kind == PieceKind.Name)
                    AddName(analysis, piece, set, false);
                atStart = false;
                continue;
            }

            AddPiece(analysis, piece, set, atStart, told);
            told |= Tokenizer.IsCjk(analysis.Text.Text[piece.Start]) && (piece.Senses.Exists(s => s is { Class: "kindv", Form: WordForm.Past }) || (piece.Is("said") && i > clause.From));
            if (piece.Kind == PieceKind.Word)
                residual++;
            var skipped = piece.IsPlaceholder || piece.Is("self") || piece.Is("we") || piece.Is("when.vague") || piece.Kind == PieceKind.Value || analysis.Word(piece) is "and" or "but" or "to";
            if (!piece.IsPlaceholder)
                meaningful++;
            if (atStart && !skipped)
            {
                atStart = ++starters < 1;
                foreach (var sense in piece.Senses)
                {
                    // 给他合同草稿: he only gets it.
                    if (sense.Class != "third" || i == clause.From || analysis.Word(analysis.Pieces[i - 1]) is not ("给" or "跟" or "向" or "帮" or "找"))
                        set.Add(sense.Class + "1");
                }

                AddHead(analysis, i, clause, piece, set);
            }

            AddContext(analysis, i, clause, piece, set);
        }

        if (residual > 0)
            set.Add("text");
        if (meaningful <= 5 && residual <= 1)
            set.Add("len.short");
        foreach (var piece in analysis.Pieces)
        {
            if (piece.Kind is PieceKind.Email)
                set.Add("m.email");
            else if (piece.Kind is PieceKind.Phone)
                set.Add("m.phone");
        }

        SalesFeatures.Add(analysis, clause, set);
        AddDialogue(analysis, set);
        if (AsksIt(analysis, clause, set))
            set.Add("ask.it");
        CompanyFeatures.Add(analysis, clause, index, set);
        AddShape(analysis, clause, index, set);
        return set;
    }

    private static void AddPiece(Analysis analysis, Piece piece, FeatureSet set, bool atStart, bool told)
    {
        foreach (var sense in piece.Senses)
        {
            // 打电话来问是哪个等级,他要书面的: what the other side asks and wants is told.
            if (told && sense.Class is "act.remind" or "act.show" && !piece.Is("remind.order"))
                continue;
            // English asks at the start; "which" and "see" later on only join words.
            if (sense.Class == "act.show" && !atStart && !Tokenizer.IsCjk(analysis.Text.Text[piece.Start]))
                continue;
            if (sense.Form == WordForm.Past && sense.Class is "kindv" or "act.do")
                set.Add("past");
            Add(set, sense.Class, atStart);
            if (sense.Value is not null)
                Add(set, $"{sense.Class}={sense.Value}", atStart);
            var form = sense.Form switch
            {
                WordForm.Past => ".past",
                WordForm.Ing => ".ing",
                WordForm.Plural => ".plural",
                _ => null,
            };
            if (form is not null)
                Add(set, sense.Class + form, atStart);
            if (sense.Class.StartsWith("kindv", StringComparison.Ordinal) || sense.Class.StartsWith("kindn", StringComparison.Ordinal))
                Add(set, "kind", atStart);
            if (sense.Class.StartsWith("noun.", StringComparison.Ordinal) && sense.Class != "noun.summary")
                Add(set, "noun.any", atStart);
        }

        switch (piece.Kind)
        {
            case PieceKind.Name:
                AddName(analysis, piece, set, atStart);
                break;
            case PieceKind.Unknown:
                Add(set, "unknown", atStart);
                break;
            case PieceKind.Email:
                set.Add("email");
                break;
            case PieceKind.Phone:
                set.Add("phone");
                break;
            case PieceKind.Value:
                AddValue(analysis, piece.Value!, set);
                break;
        }
    }

    private static void Add(FeatureSet set, string name, bool atStart)
    {
        set.Add(name);
        if (atStart)
            set.Add("s:" + name);
    }

    private static void AddName(Analysis analysis, Piece piece, FeatureSet set, bool atStart)
    {
        Add(set, "n.any", atStart);
        foreach (var candidate in piece.Name!.Candidates)
        {
            Add(set, "n." + candidate.Entry.Kind, atStart);
            if (candidate.Entry.Kind is Kinds.Customer or Kinds.Contact or Kinds.Opportunity)
                Add(set, "n.party", atStart);
            if (candidate.Entry.Kind == Kinds.Ticket)
                set.Add("ticket.ref");
            if (candidate.Entry.Kind == Kinds.Team)
                set.Add("noun.team");
        }
    }

    private static void AddValue(Analysis analysis, ValueSpan value, FeatureSet set)
    {
        switch (value.Kind)
        {
            case ValueKind.Date or ValueKind.DateTime or ValueKind.Period:
                set.Add(value.Kind == ValueKind.Period ? "v.period" : "v.date");
                var day = value.Kind == ValueKind.Period ? value.To ?? value.From : value.Day ?? DateOnly.FromDateTime(value.At!.Value);
                var now = analysis.Facts.LocalNow.DateTime;
                if (value.Past == true || day < analysis.Today || (value.At is { } at && at < now && value.Past != false && day == analysis.Today))
                    set.Add("v.past");
                else if (day == analysis.Today && value.At is null && value.Kind == ValueKind.Date)
                    set.Add("v.today");
                else
                    set.Add("v.future");
                break;
            case ValueKind.Impossible:
                set.Add("v.date");
                break;
            case ValueKind.Money:
                set.Add("v.money");
                break;
            case ValueKind.Duration:
                set.Add("v.dur");
                break;
            case ValueKind.Number:
                set.Add("v.num");
                if (value.Number >= 1000)
                    set.Add("v.money");
                break;
            case ValueKind.Percent:
                set.Add("v.pct");
                break;
            case ValueKind.Ordinal:
                set.Add("v.ord");
                break;
        }
    }

    /// <summary>The first word that says something: whose doing the clause tells of.</summary>
    private static void AddHead(Analysis analysis, int i, Clause clause, Piece piece, FeatureSet set)
    {
        var subject = (piece.Kind is PieceKind.Name or PieceKind.Unknown || piece.Is("third")) && !(i > clause.From && analysis.Word(analysis.Pieces[i - 1]) is "给" or "跟" or "和" or "对" or "向");
        for (var j = i + 1; subject && j < clause.To && j <= i + 3; j++)
        {
            if (analysis.Pieces[j].Is("third.verb"))
            {
                set.Add("third.verb");
                break;
            }

            if (!analysis.Pieces[j].IsPlaceholder && analysis.Pieces[j].Kind is not (PieceKind.Name or PieceKind.Unknown))
                break;
        }

        // 给他发方案: he is who gets it.
        if (i > clause.From && analysis.Word(analysis.Pieces[i - 1]) is "给" or "跟" or "和" or "对" or "向" or "帮" or "to" or "with" or "for")
            return;
        if (piece.Is("third") && set.Has("third.verb"))
            set.Add("third1");
    }

    private static void AddContext(Analysis analysis, int i, Clause clause, Piece piece, FeatureSet set)
    {
        var before = i > clause.From ? analysis.Pieces[i - 1] : null;
        var word = analysis.Word(piece);
        if (word is "把" or "将")
            set.Add("ba");
        if (piece.IsAny("noun.") && IsDefinite(analysis, i, clause))
        {
            foreach (var sense in piece.Senses)
            {
                if (sense.Class.StartsWith("noun.", StringComparison.Ordinal))
                    set.Add("the." + sense.Class[5..]);
            }
        }

        // "every Monday" repeats; "every deal" does not.
        if (piece.Senses.Exists(s => s is { Class: "rep", Value: "weekday" }) && i + 1 < clause.To && analysis.Pieces[i + 1].Value is { Kind: ValueKind.Date or ValueKind.DateTime })
            set.Add("rep.weekday");
        else if (piece.Sense("rep") is { Value: not "weekday" } && Frames.Service.RepeatFrames.Repeats(analysis, i))
            set.Add("rep.said");
        if (piece.Is("in.advance") && i > clause.From && analysis.Pieces[i - 1].Value?.Kind == ValueKind.Duration)
            set.Add("remind.before");
        else if (word == "提前" && i + 1 < clause.To && analysis.Pieces[i + 1].Value?.Kind == ValueKind.Duration)
            set.Add("remind.before");
        if (piece.Is("whose.all") && IsBeforeRecords(analysis, i, clause))
            set.Add("whose.all.noun");
        // 本月和恒通的电话: the calls there were, no order to call.
        if (piece.Is("kindn") && i > clause.From + 1 && i == clause.To - 1 && before is not null && analysis.Word(before) == "的")
            set.Add("described.kindn");
        // 上海的客户: nothing but customers and what kind of.
        if (piece.Is("noun.customer") && i == clause.From + 2 && i == clause.To - 1 && before is not null && analysis.Word(before) == "的" && analysis.Pieces[clause.From].Kind == PieceKind.Word)
            set.Add("described.customer");
        if (word is "a" or "an" or "new" or "another" or "一个" or "个")
            set.Add("indef");
        if (piece.Is("noun.ticket"))
        {
            var plural = piece.Sense("noun.ticket")!.Form == WordForm.Plural;
            if (!plural && before is not null && (analysis.Word(before) is "the" or "that" or "this" or "'s" or "的" || before.Kind == PieceKind.Name))
                set.Add("the.ticket");
            if (HasNumber(analysis, i, clause))
            {
                set.Add("ticket.ref");
                set.Add("noun.ticket.ref");
            }
        }
    }

    /// <summary>"the Acme deal", "that old ticket", "my Contoso task": one that is there already.</summary>
    private static bool IsDefinite(Analysis analysis, int i, Clause clause)
    {
        if (analysis.Word(analysis.Pieces[i]) is { } own && (own.StartsWith("the ", StringComparison.Ordinal) || own.StartsWith("th", StringComparison.Ordinal) && own.Contains(' ') || own[0] is '这' or '那' or '该'))
            return true;
        for (var j = i - 1; j >= clause.From && j >= i - 5; j--)
        {
            var piece = analysis.Pieces[j];
            // 20万的商机: the 的 after a sum only says how big, not which.
            if (analysis.Word(piece) == "的" && j > clause.From && analysis.Pieces[j - 1].Value is { Kind: ValueKind.Money or ValueKind.Number })
                return false;
            if (analysis.Word(piece) is "the" or "that" or "this" or "'s" or "my" or "这个" or "那个" or "这" or "那" or "的")
                return true;
            if (piece.Kind is not (PieceKind.Name or PieceKind.Unknown or PieceKind.Word) && !piece.Is("category") && !piece.Is("priority") && !piece.Is("statusv"))
                return false;
        }

        return false;
    }

    /// <summary>"all my open tickets", 所有的客户: many records are meant.</summary>
    private static bool IsBeforeRecords(Analysis analysis, int i, Clause clause)
    {
        if (analysis.Word(analysis.Pieces[i]) is not ("all" or "every" or "所有" or "全部"))
            return false;
        for (var j = i + 1; j < clause.To && j <= i + 4; j++)
        {
            var next = analysis.Pieces[j];
            if (next.Is("noun.customer") || next.Is("noun.opportunity") || next.Is("noun.ticket") || next.Is("noun.task") || next.Is("noun.contact"))
                return true;
        }

        return false;
    }

    private static bool HasNumber(Analysis analysis, int i, Clause clause)
    {
        for (var j = i + 1; j < clause.To && j <= i + 3; j++)
        {
            var next = analysis.Pieces[j];
            if (next is { Kind: PieceKind.Value, Value.Kind: ValueKind.Number or ValueKind.Ordinal or ValueKind.Money })
                return true;
            if (next.Kind != PieceKind.Punct && analysis.Word(next) is not ("no" or "number" or "nr" or "号" or "编号"))
                return false;
        }

        return false;
    }

    private static void AddShape(Analysis analysis, Clause clause, int index, FeatureSet set)
    {
        var next = index + 1 < analysis.Clauses.Count ? analysis.Clauses[index + 1] : null;
        if (next?.Before == Separator.Colon)
            set.Add("colon");
        if (next?.Before is Separator.Colon or Separator.Dash)
            set.Add("sep");
        // "make the Acme ticket urgent", "put 30k on the Box deal": what is there already is not made.
        if ((set.Has("act.update") || set.Has("act.move") || ((set.Has("act.reschedule") || set.Has("act.complete") || set.Has("act.delete")) && set.Has("the.task") && !set.Has("s:act.create"))) && (set.Has("the.ticket") || set.Has("the.opportunity") || set.Has("the.task") || set.Has("the.customer")))
        {
            set.Remove("act.create");
            set.Remove("s:act.create");
            set.Remove("act.create1");
        }

        var telling = index + 1;
        while (telling < analysis.Clauses.Count && Telling.IsBareClause(analysis, analysis.Clauses[telling]) && telling - index < 4)
            telling++;
        if (Telling.HasContentAfter(analysis, clause, telling < analysis.Clauses.Count ? analysis.Clauses[telling] : null, set))
            set.Add("content");
        if (!set.Has("text") && !HasAny(set, "act.") && !HasAny(set, "noun.") && !HasAny(set, "kind"))
            set.Add("bare");
        else if (set.Has("ticket.ref") && !set.Has("text") && !HasAny(set, "act.") && !HasAny(set, "attr"))
            set.Add("bare");
        // With a verb of the past a day that the words leave open is over too.
        if ((set.Has("kindv.past") || (set.Has("x.came") && !set.Has("x.plan")) || (set.Has("late") && !set.Has("act.remind"))) && set.Has("v.future"))
        {
            set.Remove("v.future");
            set.Add("v.past");
        }

        if (!HasAny(set, "v."))
            set.Add("v.none");
    }

    /// <summary>"whose is it?", "and what stage is it at", "how urgent is that": of the record talked about, by a question word in front and a pronoun.</summary>
    private static bool AsksIt(Analysis analysis, Clause clause, FeatureSet set)
    {
        if (!set.Has("pron.it") || set.Has("n.any") || set.Has("unknown") || clause.To - clause.From > 12)
            return false;
        for (var i = clause.From; i < clause.To; i++)
        {
            var piece = analysis.Pieces[i];
            if (Tokenizer.IsCjk(analysis.Text.Text[piece.Start]))
                return false;
            if (piece.Is("q.wh") || piece.Is("ask.it.word") || piece.Is("x.inside"))
                return !piece.Is("q.why");
            if (!piece.IsPlaceholder && !piece.Is("join") && analysis.Word(piece) is not ("and" or "but" or "so"))
                return false;
        }

        return false;
    }

    private static bool HasAny(FeatureSet set, string prefix)
    {
        foreach (var name in set.Names)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && name != "v.none")
                return true;
        }

        return false;
    }

    private static void AddDialogue(Analysis analysis, FeatureSet set)
    {
        var focus = analysis.Facts.Dialogue.Focus;
        for (var i = 0; i < focus.Count; i++)
            set.Add("focus." + focus[i].Kind);
        if (focus.Count > 0)
            set.Add("focus0." + focus[0].Kind);
    }
}
