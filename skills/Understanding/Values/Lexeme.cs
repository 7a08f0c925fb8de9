namespace BotCrm.Skills.Understanding.Values;

/// <summary>What a piece of text can be in a value. The lexicon files name these in lower case.</summary>
internal enum Lex : byte
{
    Word, Symbol, Break, Opaque, Digits, DateText, DayMonthText, NoDate, TimeText,
    Idiom, RelDay, DayTime, Weekday, Weekend, Month, Unit, Quarter, HalfYear, Shift, RelYear, Recent, Ahead, Article, The, Of, And, To,
    Between, At, On, In, Within, Ago, Later, From, Half, Point, Couple, Dozen, OClock, Past, So, SoFar, ToDate, Nth, EdgeOf, EdgeUnit,
    EdgeStart, EdgeMiddle, EdgeLate, ZEdge, DayPart, Noon, AmPm, One, Tens, Hundred, Scale, Ordinal, Item, Percent, Approx, ApproxAfter, Relation,
    BoundAfter, Currency, Thing, Talk, Label, Once, ZMonth, ZDay, ZYear, NotDay, After, Through, QuarterHour, Dot, HourMark, MinuteMark,
    Each, ZDigit, ZUnit, Many, ZOrdinal, ZLast, PercentOf, Counter, NotClock, Now, ShiftUnit, Minus,
}

/// <summary>One meaning of a form of the lexicon; the other meanings of the same form follow in <see cref="Next"/>.</summary>
internal sealed record Entry(Lex Class, string Form, long Value, int Extra, string Text, bool Weak)
{
    public Entry? Next { get; set; }
}

/// <summary>A piece of the text: a figure, a word of the lexicon (with its meanings) or anything else. Ends are exclusive.</summary>
internal readonly record struct Lexeme(Lex Class, int Start, int End, bool Spaced, decimal Number, int Extra, Entry? Entry)
{
    public bool Is(Lex wanted) => Class == wanted || Find(wanted) is not null;

    public Entry? Find(Lex wanted)
    {
        for (var entry = Entry; entry is not null; entry = entry.Next)
        {
            if (entry.Class == wanted) return entry;
        }

        return null;
    }
}

/// <summary>The kinds of calendar units as the lexicon numbers them.</summary>
internal enum CalendarUnit
{
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Workday,
}
