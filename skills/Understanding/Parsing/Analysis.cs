using BotCrm.Skills.Understanding.Lexicon;
using BotCrm.Skills.Understanding.Names;
using BotCrm.Skills.Understanding.Text;
using BotCrm.Skills.Understanding.Values;

namespace BotCrm.Skills.Understanding.Parsing;

/// <summary>A message taken apart: its pieces and clauses, and what the dialogue adds.</summary>
internal sealed class Analysis(MessageText text, List<Piece> pieces, List<Clause> clauses, TurnFacts facts, IReadOnlyList<ValueSpan> pastValues)
{
    public MessageText Text { get; } = text;

    public List<Piece> Pieces { get; } = pieces;

    public List<Clause> Clauses { get; } = clauses;

    public TurnFacts Facts { get; } = facts;

    public DateOnly Today { get; } = DateOnly.FromDateTime(facts.LocalNow.DateTime);

    public string Word(Piece piece) => Text.Lower[piece.Start..piece.End];

    public string Slice(int start, int end) => Text.Slice(start, end);

    /// <summary>The same value read as something that happened ("Tuesday" in a report is the last one).</summary>
    public ValueSpan InPast(ValueSpan value)
    {
        foreach (var other in pastValues)
        {
            if (other.Start == value.Start && other.Kind is ValueKind.Date or ValueKind.DateTime or ValueKind.Period)
                return other;
        }

        return value;
    }

    /// <summary>Beyond this the rest of a message is kept as text but no longer read for requests.</summary>
    private const int MaxRead = 6000;

    /// <summary>"at three no make that four", 下周五不对下周四: what was said wrong in the same breath is put right at once.</summary>
    private static void Restated(MessageText text, List<Piece> pieces)
    {
        for (var i = 0; i + 2 < pieces.Count; i++)
        {
            if (pieces[i].Value is not { } wrong)
                continue;
            var j = i + 1;
            var marked = false;
            for (; j < pieces.Count && (pieces[j].Kind == PieceKind.Punct && text.Text[pieces[j].Start] == ',' || pieces[j].Is("fix") || pieces[j].Is("no")); j++)
                marked |= pieces[j].Is("fix.mark") || pieces[j].Is("no") || pieces[j].Is("fix.make");
            // "fifty-five, not thirty-five": the first stays.
            var denied = pieces.GetRange(i + 1, Math.Max(0, Math.Min(j, pieces.Count) - i - 1)).Exists(p => p.Is("fix.not"));
            if ((!marked && !denied) || j >= pieces.Count || pieces[j].Value is not { } right || j > i + 5)
                continue;
            if ((denied ? wrong.Kind == right.Kind ? wrong : null : Merge(wrong, right)) is not { } merged)
                continue;
            pieces[i] = new Piece(pieces[i].Start, pieces[j].End, PieceKind.Value) { Value = merged with { Start = pieces[i].Start, Length = pieces[j].End - pieces[i].Start } };
            pieces.RemoveRange(i + 1, j - i);
        }
    }

    private static ValueSpan? Merge(ValueSpan wrong, ValueSpan right)
    {
        if (wrong.Kind == right.Kind || (wrong.Kind is ValueKind.Date or ValueKind.DateTime && right.Kind is ValueKind.Date or ValueKind.DateTime))
        {
            // "tomorrow at three, no, four o'clock": the day stays, "Friday at nine, no, Thursday": the time stays.
            if (wrong is { At: { } before, Day: null } && right is { Kind: ValueKind.Date, Day: { } day })
                return wrong with { At = day.ToDateTime(TimeOnly.FromDateTime(before)) };
            return right;
        }

        if (wrong.At is { } at && right is { Kind: ValueKind.Number, Number: { } hour } && hour >= 0 && hour <= 24 && hour == decimal.Truncate(hour))
            return wrong with { At = at.Date.AddHours((int)(at.Hour >= 12 && hour < 12 ? hour + 12 : hour) % 24) };
        if (wrong.Kind == ValueKind.Money && right is { Kind: ValueKind.Number, Number: { } number })
            return wrong with { Number = number < 1000 && wrong.Number >= 1000 && wrong.Number % 1000 == 0 ? number * 1000 : number };
        return wrong.Kind == ValueKind.Number && right.Kind is ValueKind.Money or ValueKind.Duration ? right : null;
    }

    public static Analysis Of(string message, TurnFacts facts, in NameIndex.Reader names, IValueReader reader, LexiconTrie lexicon)
    {
        var text = MessageText.From(message.Length > MaxRead ? message[..MaxRead] : message);
        var tokens = Tokenizer.Split(text.Text);
        var values = reader.Read(text.Text, facts.LocalNow, Tense.Future);
        var past = values.Any(v => v.Past is null && v.Kind is ValueKind.Date or ValueKind.DateTime or ValueKind.Period) ? reader.Read(text.Text, facts.LocalNow, Tense.Past) : values;
        var hits = NameMatcher.Find(text, tokens, names);
        var pieces = Refiner.Refine(text, Segmenter.Cut(text, tokens, hits, values, lexicon));
        Restated(text, pieces);
        Dictated.TakeBack(text, pieces);
        Dictated.Counts(text, pieces);
        Sheets.Mark(text, pieces, facts.Actor.Rights.Base);
        return new Analysis(text, pieces, ClauseSplitter.Split(text, pieces), facts, past);
    }
}
