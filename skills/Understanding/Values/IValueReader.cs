namespace BotCrm.Skills.Understanding.Values;

/// <summary>
/// Finds the dates, times, periods, money, durations and numbers said in a text, English, Chinese or mixed. Deterministic, thread safe, no
/// network, linear in the text's length; never throws on any text.
/// </summary>
public interface IValueReader
{
    /// <summary>All values, in order of <see cref="ValueSpan.Start"/>, not overlapping: where two readings compete the longest wins.</summary>
    /// <param name="text">
    /// The text, best already normalised (NFKC, no zero-width characters). Spans count its units. An impossible date ("30 February") is no
    /// span rather than another day.
    /// </param>
    /// <param name="localNow">The clock in the speaker's zone.</param>
    /// <param name="tense">How to read days that the words leave open.</param>
    IReadOnlyList<ValueSpan> Read(string text, DateTimeOffset localNow, Tense tense = Tense.Future);
}
