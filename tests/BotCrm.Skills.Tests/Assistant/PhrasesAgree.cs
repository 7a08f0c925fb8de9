using System.Text.RegularExpressions;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tests.Assistant;

public sealed partial class PhrasesAgree
{
    [Fact]
    public void Both_languages_have_the_same_phrases_with_the_same_placeholders()
    {
        var english = PhraseBook.Of("en");
        var chinese = PhraseBook.Of("zh");
        Assert.True(english.Count > 200, $"{english.Count} phrases");
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, phrase) in english)
            Assert.True(Placeholders(phrase).SequenceEqual(Placeholders(chinese[key])), $"{key}: {phrase} / {chinese[key]}");
    }

    /// <summary>Of two phrases of one key the last wins silently, and what the first was for is told wrongly.</summary>
    [Theory]
    [InlineData("en")]
    [InlineData("zh")]
    public void No_phrase_is_written_twice(string language)
    {
        var resource = typeof(PhraseBook).Assembly.GetManifestResourceNames().Single(n => n.EndsWith($".Phrases.{language}.json", StringComparison.Ordinal));
        using var stream = typeof(PhraseBook).Assembly.GetManifestResourceStream(resource)!;
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var twice = new List<string>();
        var reader = new System.Text.Json.Utf8JsonReader(whole.ToArray(), new System.Text.Json.JsonReaderOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true });
        while (reader.Read())
        {
            if (reader.TokenType == System.Text.Json.JsonTokenType.PropertyName && !seen.Add(reader.GetString()!)) twice.Add(reader.GetString()!);
        }

        Assert.True(seen.Count > 200, $"{seen.Count} phrases");
        Assert.Empty(twice);
    }

    [Fact]
    public void No_phrase_is_empty_and_none_is_left_in_the_other_language()
    {
        Assert.All(PhraseBook.Of("en"), p => Assert.True(p.Value.Trim().Length > 0 && LanguageGuess.Of(Bare(p.Value)) != "zh", p.Key));
        Assert.All(PhraseBook.Of("zh").Where(p => p.Value.Length > 12), p => Assert.True(LanguageGuess.Of(Bare(p.Value)) != "en", p.Key));
    }

    [Fact]
    public void A_value_with_braces_is_not_read_as_a_placeholder()
    {
        var words = new Words("en", TimeZoneInfo.Utc);
        Assert.Equal("Saved: {what} {name}", words.Say("done.text", ("what", "{what} {name}")));
    }

    [Theory]
    [InlineData("log a call with Acme", "en")]
    [InlineData("给Acme打了个电话", "zh")]
    [InlineData("call 恒通 tomorrow please", "en")]
    [InlineData("恒通", "zh")]
    [InlineData("😀 42", null)]
    public void The_language_of_words(string text, string? language) => Assert.Equal(language, LanguageGuess.Of(text));

    [Fact]
    public void Numbers_dates_and_money_are_written_for_people()
    {
        var english = new Words("en", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var chinese = new Words("zh", TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        Assert.Equal("€48,000", english.Money(48000, "EUR"));
        Assert.Equal("1,234.50 CHF", english.Money(1234.5m, "CHF"));
        Assert.Equal("¥350,000", chinese.Money(350000, "CNY"));
        Assert.Equal("Tue 1 Dec 2026", english.Day(new DateOnly(2026, 12, 1)));
        Assert.Equal("2026年12月1日 周二", chinese.Day(new DateOnly(2026, 12, 1)));
        Assert.Equal("Mon 23 Nov 2026 10:00", english.Time(Testing.TestClock.Monday));
        Assert.Equal("2026年11月23日 周一 17:00", chinese.Time(Testing.TestClock.Monday));
    }

    private static string Bare(string phrase) => Placeholder().Replace(phrase, "");

    private static IEnumerable<string> Placeholders(string phrase) => Placeholder().Matches(phrase).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Placeholder();
}
