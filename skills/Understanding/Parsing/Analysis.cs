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

    public static Analysis Of(string message, TurnFacts facts, in NameIndex.Reader names, IValueReader reader, LexiconTrie lexicon)
    {
        var text = MessageText.From(message.Length > MaxRead ? message[..MaxRead] : message);
        var tokens = Tokenizer.Split(text.Text);
        var values = reader.Read(text.Text, facts.LocalNow, Tense.Future);
        var past = values.Any(v => v.Past is null && v.Kind is ValueKind.Date or ValueKind.DateTime or ValueKind.Period) ? reader.Read(text.Text, facts.LocalNow, Tense.Past) : values;
        var hits = NameMatcher.Find(text, tokens, names);
        var pieces = Refiner.Refine(text, Segmenter.Cut(text, tokens, hits, values, lexicon));
        return new Analysis(text, pieces, ClauseSplitter.Split(text, pieces), facts, past);
    }
}
