using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Text;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>Second look at the pieces, with their neighbours: unknown names, and nouns told from verbs ("a call with", "call Erik").</summary>
internal static class Refiner
{
    private static readonly HashSet<string> Determiners =
    [
        "a", "an", "the", "my", "our", "this", "that", "another", "quick", "short", "last", "every", "new", "phone", "each", "some", "any", "yesterday's", "today's",
        "latest", "long", "great", "good", "brief", "video", "first", "second", "next", "recent", "his", "her", "their", "'s", "all", "of", "no", "many", "tomorrow's", "upcoming", "previous", "these", "those", "scheduled",
        "一个", "这个", "那个", "的", "个",
    ];

    private static readonly HashSet<string> AfterNoun = ["with", "from", "about", "log", "to", "w", "re", "regarding", "between", "and", "was", "is", "went", "at", "at the", "-"];

    public static List<Piece> Refine(MessageText text, List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            AfterArticle(text, pieces, i);
            AdjectiveOrVerb(text, pieces, i);
            ParticleVerb(text, pieces, i);
            NounOrVerb(text, pieces, i);
        }

        Arrows(text, pieces);
        return NameUnknowns(text, pieces);
    }

    /// <summary>"Northwind tracking -> proposal", 恒通仓储 → 谈判: what stands behind the arrow is how it is to be from now on.</summary>
    private static void Arrows(MessageText text, List<Piece> pieces)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Kind != PieceKind.Punct || pieces[i].Quoted)
                continue;
            var two = i + 1 < pieces.Count && text.Text[pieces[i].Start] is '-' or '=' && pieces[i + 1].Kind == PieceKind.Punct && text.Text[pieces[i + 1].Start] == '>' && pieces[i].End == pieces[i + 1].Start;
            if (!two && text.Text[pieces[i].Start] is not ('→' or '⇒' or '➜' or '➡'))
                continue;
            var next = i + (two ? 2 : 1);
            if (next >= pieces.Count || !(pieces[next].Is("stage") || pieces[next].Is("stagewon") || pieces[next].Is("stagelost") || pieces[next].Is("priority") || pieces[next].Value is { Kind: Values.ValueKind.Date or Values.ValueKind.DateTime }))
                continue;
            pieces[i] = new Piece(pieces[i].Start, pieces[next - 1].End, PieceKind.Lexeme)
            {
                Senses = [new Sense("arrow", null, WordForm.Base), new Sense("act.move", null, WordForm.Base), new Sense("act.reschedule", null, WordForm.Base), new Sense("act.update", null, WordForm.Base)],
            };
            if (two)
                pieces.RemoveAt(i + 1);
        }
    }

    private static void NounOrVerb(MessageText text, List<Piece> pieces, int i)
    {
        var piece = pieces[i];
        if (piece.Kind != PieceKind.Lexeme || !piece.IsAny("kindn") && !piece.IsAny("noun.") && !piece.Is("attr"))
            return;
        if (Tokenizer.IsCjk(text.Text[piece.Start]))
            return;
        var verb = piece.IsAny("kindv") || piece.IsAny("act.");
        if (!verb)
            return;
        var before = i > 0 ? Word(text, pieces[i - 1]) : "";
        var after = i + 1 < pieces.Count ? Word(text, pieces[i + 1]) : "";
        var third = piece.Senses.Exists(s => s.Form == WordForm.Third);
        // "the call", "Acme's visit", "calls" after a show: nouns. "call Erik", "he calls": verbs.
        var isNoun = Determiners.Contains(before)
            || (i > 0 && pieces[i - 1] is { Kind: PieceKind.Value, Value.Kind: Values.ValueKind.Duration or Values.ValueKind.Number or Values.ValueKind.Ordinal })
            || AfterNoun.Contains(after) || after.Length == 0 || (i + 1 < pieces.Count && pieces[i + 1].Kind == PieceKind.Punct && after is not "," and not ".")
            || (third && !(i > 0 && (pieces[i - 1].Kind is PieceKind.Name or PieceKind.Unknown || pieces[i - 1].Is("third"))));
        if (isNoun && piece.Senses.Exists(s => s.Form == WordForm.Past))
            return;
        piece.Senses = isNoun
            ? piece.Senses.FindAll(s => s.Class.StartsWith("kindn", StringComparison.Ordinal) || s.Class.StartsWith("noun.", StringComparison.Ordinal) || s.Class == "attr" || s.Class == "namecue" || s.Class is "act.show" or "act.follow" || (s.Form is WordForm.None && !s.Class.StartsWith("kindv", StringComparison.Ordinal)))
            : piece.Senses.FindAll(s => !(s.Class == "kindn" && s.Form is WordForm.None) || piece.Senses.TrueForAll(o => o.Form is not WordForm.Base) || !FollowedByObject(pieces, i));
    }

    /// <summary>"the display", "an order", "her quote": no order to anybody.</summary>
    private static void AfterArticle(MessageText text, List<Piece> pieces, int i)
    {
        if (i == 0 || pieces[i].Kind != PieceKind.Lexeme || !(pieces[i].IsAny("act.") || pieces[i].Is("kindv")) || Word(text, pieces[i]) is "new" or "another" || Word(text, pieces[i - 1]) is not ("the" or "a" or "an" or "his" or "her" or "their" or "our" or "your" or "its" or "'s"))
            return;
        if (pieces[i].Is("statusv") || pieces[i].Is("stage") || pieces[i].Is("filler"))
            return;
        var nouns = pieces[i].Senses.FindAll(s => !s.Class.StartsWith("act.", StringComparison.Ordinal) && s.Class is not ("kindv" or "third.verb"));
        // "a meeting with": the meeting stays one.
        if (!nouns.Exists(s => s.Class == "kindn") && pieces[i].Sense("kindv") is { Value: { } kind } verb && verb.Form != WordForm.Past)
            nouns.Add(new Sense("kindn", kind, WordForm.None));
        pieces[i].Senses = nouns;
        if (nouns.Count == 0)
            pieces[i].Kind = PieceKind.Word;
    }

    /// <summary>"open" orders in "open a ticket" and describes in "my open tickets".</summary>
    private static void AdjectiveOrVerb(MessageText text, List<Piece> pieces, int i)
    {
        var piece = pieces[i];
        // A thing called "X", "a new team called Partners": a name follows, nobody was rung up.
        if (Word(text, piece) is "called" or "named" && i + 1 < pieces.Count && (text.Text[pieces[i + 1].Start] == '"' || pieces[i + 1].Quoted || IsNewThing(text, pieces, i)))
            piece.Senses = piece.Senses.FindAll(s => s.Class is "attr" or "namecue");
        // "they saw us at the fair": nobody was met.
        if (Word(text, piece) == "saw" && !(i + 1 < pieces.Count && pieces[i + 1].Kind is PieceKind.Name or PieceKind.Unknown))
            piece.Senses = piece.Senses.FindAll(s => s.Class != "kindv");
        if (!piece.Is("statusv") || !piece.IsAny("act.") || (piece.Is("act.update") && Tokenizer.IsCjk(text.Text[piece.Start])))
            return;
        var next = i + 1 < pieces.Count ? pieces[i + 1] : null;
        var before = i > 0 ? pieces[i - 1] : null;
        var describes = (next is not null && (next.Senses.Exists(s => s.Form == WordForm.Plural) || (next.IsAny("noun.") && before is not null && !before.Is("polite"))))
            || (before is not null && (Determiners.Contains(Word(text, before)) || before.Is("act.show") || before.Is("act.now")))
            || (next is null && before is not null);
        piece.Senses = describes ? piece.Senses.FindAll(s => !s.Class.StartsWith("act.", StringComparison.Ordinal)) : piece.Senses.FindAll(s => s.Class is not ("statusv" or "open.now"));
    }

    /// <summary>"a team called", "new queue called": the noun before has an indefinite article.</summary>
    private static bool IsNewThing(MessageText text, List<Piece> pieces, int i)
    {
        if (i == 0 || pieces[i - 1].Kind == PieceKind.Punct)
            return false;
        // "set up a sub-team of North called Baltics": what is made stands before.
        for (var j = i - 1; j >= 0 && j >= i - 8 && pieces[j].Kind != PieceKind.Punct && Word(text, pieces[j]) is not "and"; j--)
        {
            if (pieces[j].Is("act.create") && !pieces[j].Is("filler") && Word(text, pieces[j]) is not "new")
                return true;
        }

        if (!(pieces[i - 1].IsAny("noun.") || pieces[i - 1].IsAny("x.")))
            return false;
        for (var j = i - 1; j >= 0 && j >= i - 4; j--)
        {
            if (Word(text, pieces[j]) is var word && (word is "a" or "an" or "new" or "another" || word.EndsWith(" a", StringComparison.Ordinal) || word.EndsWith(" new", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    /// <summary>"turn the rule on", "switch the rule X off": verb and particle apart.</summary>
    private static void ParticleVerb(MessageText text, List<Piece> pieces, int i)
    {
        if (i >= 2 && Word(text, pieces[i]) == "back" && Enumerable.Range(1, Math.Min(i, 6)).Any(n => Word(text, pieces[i - n]) is "roll" or "rolled"))
        {
            pieces[i].Kind = PieceKind.Lexeme;
            pieces[i].Senses = [new Sense("act.undo", null, WordForm.Base), new Sense("x.undo", null, WordForm.Base)];
            return;
        }

        if (i < 2 || Word(text, pieces[i]) is not ("on" or "off") || (i + 1 < pieces.Count && pieces[i + 1].Kind != PieceKind.Punct))
            return;
        for (var j = i - 1; j >= 0 && j >= i - 12; j--)
        {
            if (Word(text, pieces[j]) is not ("turn" or "switch" or "turned" or "switched"))
                continue;
            pieces[i].Kind = PieceKind.Lexeme;
            pieces[i].Senses = [new Sense(Word(text, pieces[i]) == "on" ? "act.on" : "act.off", null, WordForm.Base)];
            pieces[i].Quoted = false;
            return;
        }
    }

    private static bool FollowedByObject(List<Piece> pieces, int i) =>
        i + 1 < pieces.Count && (pieces[i + 1].Kind is PieceKind.Name or PieceKind.Unknown || pieces[i + 1].Is("pron.person") || pieces[i + 1].Is("pron.it"));

    private static string Word(MessageText text, Piece piece) => text.Lower[piece.Start..piece.End];

    private static List<Piece> NameUnknowns(MessageText text, List<Piece> pieces)
    {
        var refined = new List<Piece>(pieces.Count);
        for (var i = 0; i < pieces.Count; i++)
        {
            var piece = pieces[i];
            if (piece.Kind == PieceKind.Word && Tokenizer.IsCjk(text.Text[piece.Start]))
            {
                // 给蓝海科技打了个电话: a run the lexicon does not know, where a name must stand.
                var before = refined.Count > 0 ? refined[^1] : null;
                if (piece.End - piece.Start >= 2 && before is not null && before.Is("namecue") && Tokenizer.IsCjk(text.Text[before.Start]))
                {
                    var end = piece.End;
                    if (i + 1 < pieces.Count && pieces[i + 1].Is("orgsuffix") && pieces[i + 1].Start == end)
                        end = pieces[++i].End;
                    refined.Add(new Piece(piece.Start, end, PieceKind.Unknown));
                    continue;
                }

                if (piece.End - piece.Start <= 8 && i + 1 < pieces.Count && pieces[i + 1].Is("orgsuffix") && pieces[i + 1].Start == piece.End)
                {
                    // 皖江轴承: what ends like a company is one.
                    refined.Add(new Piece(piece.Start, pieces[i + 1].End, PieceKind.Unknown));
                    i++;
                    continue;
                }

                refined.Add(piece);
                continue;
            }

            if (IsOtherPerson(text, pieces, i))
            {
                refined.Add(new Piece(piece.Start, pieces[i + 1].End, PieceKind.Unknown) { Quoted = piece.Quoted });
                i++;
                continue;
            }

            var length = CapitalRun(text, pieces, i);
            if (length == 0)
            {
                refined.Add(piece);
                continue;
            }

            refined.Add(new Piece(piece.Start, pieces[i + length - 1].End, PieceKind.Unknown) { Quoted = piece.Quoted });
            i += length - 1;
        }

        return refined;
    }

    /// <summary>"Petra Lang" is not the Petra Hahn we know.</summary>
    private static bool IsOtherPerson(MessageText text, List<Piece> pieces, int i) =>
        pieces[i].Name is { Tier: Names.NameTier.Part } hit && i + 1 < pieces.Count && IsCapitalWord(text, pieces[i + 1]) && pieces[i + 1].Start == pieces[i].End + 1 && text.Text[pieces[i].End] == ' '
        && hit.Candidates.TrueForAll(c => c.Entry.Kind is Core.Primitives.Kinds.Contact or Core.Primitives.Kinds.User) && !hit.Said.Contains(' ') && char.IsUpper(text.Text[pieces[i].Start])
        && !LexiconTrie.Default.IsOrdinary(Word(text, pieces[i + 1]));

    /// <summary>How many pieces from here read like one name that the CRM does not know; 0 for none.</summary>
    private static int CapitalRun(MessageText text, List<Piece> pieces, int i)
    {
        if (!IsCapitalWord(text, pieces[i]))
            return 0;
        var starts = i == 0 || (pieces[i - 1].Kind == PieceKind.Punct && text.Text[pieces[i - 1].Start] is '.' or '!' or '?' or '\n' or '"');
        var word = text.Lower[pieces[i].Start..pieces[i].End];
        var ordinary = LexiconTrie.Default.IsOrdinary(word);
        var length = 1;
        for (var j = i + 1; j < pieces.Count; j++)
        {
            var gap = text.Text[pieces[j - 1].End..pieces[j].Start];
            if (gap is not (" " or ""))
                break;
            if (IsCapitalWord(text, pieces[j]) && gap == " " || (IsCapitalLexeme(text, pieces[j]) && gap == " "))
                length = j - i + 1;
            else if (!(pieces[j].Kind == PieceKind.Punct && text.Text[pieces[j].Start] is '&' or '-' or '.' && j + 1 < pieces.Count && IsCapitalWord(text, pieces[j + 1]) && (text.Text[pieces[j].Start] != '.' || gap == "" && pieces[j + 1].Start == pieces[j].End)))
                break;
        }

        if (length > 1 && !(starts && ordinary && length == 2 && !IsCapitalWord(text, pieces[i + 1])))
            return length;
        return ordinary || (starts && word.Length < 3) ? 0 : length;
    }

    private static bool IsCapitalWord(MessageText text, Piece piece) =>
        piece.Kind == PieceKind.Word && (char.IsUpper(text.Text[piece.Start]) || (char.IsDigit(text.Text[piece.Start]) && piece.End - piece.Start > 1 && char.IsLetter(text.Text[piece.End - 1])));

    /// <summary>"Bank" in "Lakeside Bank": an ordinary word written as part of a name.</summary>
    private static bool IsCapitalLexeme(MessageText text, Piece piece) =>
        piece.Kind == PieceKind.Lexeme && char.IsUpper(text.Text[piece.Start]) && !text.Text[piece.Start..piece.End].All(char.IsUpper) && !text.Text.AsSpan(piece.Start, piece.End - piece.Start).Contains(' ') && !piece.Is("self") && !piece.Is("we");
}
