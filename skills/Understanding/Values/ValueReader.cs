namespace BotCrm.Skills.Understanding.Values;

/// <summary>
/// Reads values by lexicon (<c>values-en.txt</c>, <c>values-zh.txt</c>) and grammar (<see cref="Reading"/>), both languages at once. How open days are read
/// is told at <see cref="SpeakersCalendar"/>. Figures like 12/3 put the month first in a text with Chinese words and for speakers whose clock
/// is 4 to 10 hours behind UTC (the Americas), else the day.
/// </summary>
public sealed class ValueReader : IValueReader
{
    public IReadOnlyList<ValueSpan> Read(string text, DateTimeOffset localNow, Tense tense = Tense.Future)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0) return [];
        var monthFirst = localNow.Offset.TotalHours is >= -10 and <= -4 || text.AsSpan().ContainsAnyInRange('\u3400', '\u9FFF');
        // A clock at the edges of what DateTime can hold would leave no room for "next year".
        var now = localNow.Year is >= 1950 and <= 2150 ? localNow.DateTime : new DateTime(2000, 1, 1);
        var lexemes = LexemeReader.Read(text, monthFirst);
        return new Reading(text, lexemes, new SpeakersCalendar(now, tense)).ReadAll();
    }
}
