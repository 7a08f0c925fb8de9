namespace BotCrm.Skills.Understanding.Values;

/// <summary>A value found at a lexeme; <paramref name="End"/> is the lexeme after it, 0 when nothing was found.</summary>
internal readonly record struct Found(int End, ValueKind Kind)
{
    public DateOnly Day { get; init; }

    public DateTime At { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public decimal Number { get; init; }

    public string? Currency { get; init; }

    public ValueRelation Relation { get; init; }

    public bool Fuzzy { get; init; }

    public bool? Past { get; init; }

    /// <summary>A time with no day beside it.</summary>
    public bool TimeOnly { get; init; }

    /// <summary>Reads like a day but cannot be one (30 February).</summary>
    public bool Void { get; init; }

    public bool Matched => End > 0;

    /// <summary>First day of a date or period.</summary>
    public DateOnly First => Kind == ValueKind.Date ? Day : From ?? To!.Value;

    public DateOnly Last => Kind == ValueKind.Date ? Day : To ?? From!.Value;
}

/// <summary>
/// The grammar of values over the lexemes of one text. Every rule looks ahead a bounded number of lexemes and is tried once per position; the
/// longest finding wins and reading goes on behind it, so the whole is linear. One file per family of values.
/// </summary>
internal sealed partial class Reading(string symbols, List<Lexeme> lexemes, SpeakersCalendar calendar)
{
    private static readonly Lexeme Nothing = new(Lex.Break, 0, 0, true, 0, 0, null);

    /// <summary>The relation that a range ("between 40k and 50k") found at its first figure gives to its second, at this lexeme.</summary>
    private (int At, ValueRelation Relation) second = (-1, ValueRelation.None);

    public IReadOnlyList<ValueSpan> ReadAll()
    {
        List<ValueSpan>? spans = null;
        for (var i = 0; i < lexemes.Count;)
        {
            var found = ReadAt(i);
            if (!found.Matched)
            {
                i++;
                continue;
            }

            (spans ??= []).Add(ToSpan(i, found));
            i = found.End;
        }

        return spans ?? (IReadOnlyList<ValueSpan>)[];
    }

    private Found ReadAt(int i)
    {
        if (Peek(i).Class is Lex.Opaque or Lex.Idiom or Lex.Word) return default;
        var best = ReadDates(i);
        best = Longer(best, ReadAmount(i));
        return best.Matched ? best : Longer(best, ReadOrdinal(i));
    }

    private static Found Longer(Found first, Found other) => other.End > first.End ? other : first;

    private ValueSpan ToSpan(int first, Found found)
    {
        var start = lexemes[first].Start;
        if (found.Void) return new ValueSpan(start, lexemes[found.End - 1].End - start, ValueKind.Impossible);
        var span = new ValueSpan(start, lexemes[found.End - 1].End - start, found.Kind) { Relation = found.Relation, Fuzzy = found.Fuzzy, Past = found.Past };
        // "25 min.: …": the dot shortens the word; before a capital or at the end it closes the sentence as well.
        if (found.Kind == ValueKind.Duration && symbols[span.End - 1] == '.' && (Peek(found.End) is var next && (next.End <= next.Start || char.IsUpper(symbols[next.Start]) || symbols[next.Start] == '\n'))) span = span with { Length = span.Length - 1 };
        return found.Kind switch
        {
            ValueKind.Date => span with { Day = found.Day },
            ValueKind.DateTime => span with { At = found.At, TimeOnly = found.TimeOnly },
            ValueKind.Period => span with { From = found.From, To = found.To },
            ValueKind.Duration => span with { Minutes = (int)found.Number },
            ValueKind.Money => span with { Number = found.Number, Currency = found.Currency },
            _ => span with { Number = found.Number },
        };
    }

    /// <summary>How often a lexeme was looked at: the grammar's work, which tests hold to the length of the text.</summary>
    internal long Looks { get; private set; }

    private Lexeme Peek(int i)
    {
        Looks++;
        return i >= 0 && i < lexemes.Count ? lexemes[i] : Nothing;
    }

    private bool Is(int i, Lex kind) => Peek(i).Is(kind);

    private Entry? Find(int i, Lex kind) => Peek(i).Find(kind);

    private bool IsSymbol(int i, Lex kind = Lex.Symbol) => Peek(i).Class == kind;

    /// <summary>The index after an optional lexeme of this class.</summary>
    private int Skip(int i, Lex kind) => Is(i, kind) ? i + 1 : i;

    /// <summary>Nothing of the same clause follows.</summary>
    private bool EndsAt(int i) => Peek(i).Class == Lex.Break;

    private bool HasForm(int i, string form) => Peek(i).Entry?.Form == form;
}
