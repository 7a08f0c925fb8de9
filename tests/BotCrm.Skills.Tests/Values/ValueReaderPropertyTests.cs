using BotCrm.Skills.Understanding.Values;
using BotCrm.Testing;

namespace BotCrm.Skills.Tests.Values;

/// <summary>What holds for any text, checked on texts put together from the table's own pieces and from noise, by a seeded generator.</summary>
public sealed class ValueReaderPropertyTests
{
    private static readonly ValueReader Reader = new();
    private static readonly DateTimeOffset Now = TestClock.Monday;

    private static readonly string[] Pieces =
    [
        "next", "last", "week", "Tuesday", "下", "周二", "月", "底", "前", "3", "12", "/", "-", "20", "万", "千", "半", "小时", "k", "€", "$", "%", "and", "a", "half",
        "million", "of", "the", "end", "Dec", "31", "号", "日", "年", "2026", "点", "下午", "at", "pm", "from", "to", "到", "从", "between", "in", "days", "天", "后",
        "零", "十", "百", "亿", ".", ",", "，", "。", "#", "@", "+", "(", ")", "~", "以上", "多", "几", "第", "Q4", "quarter", "now", "99999999999999999999", "0", "é", "\u200b",
        "\ud83d\ude00", "\ud800", "\0", "\n", "９", "：", "30", "this", "上", "个", "May", "second", "couple", "hundred", "eod", "今晚", "明年", "初", "since", "by", "9999", "周末",
    ];

    public static TheoryData<int> Seeds()
    {
        var seeds = new TheoryData<int>();
        for (var seed = 0; seed < 20; seed++) seeds.Add(seed);
        return seeds;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_text_is_read_without_exceptions_into_spans_in_order_inside_it(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var glue = random.Next(3) == 0 ? "" : " ";
            var text = string.Join(glue, Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            foreach (var tense in new[] { Tense.Future, Tense.Past })
            {
                var spans = Reader.Read(text, Now, tense);
                AssertSound(text, spans);
                Assert.Equal(spans, Reader.Read(text, Now, tense));
            }
        }
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2028-02-29")]
    [InlineData("1899-12-31")]
    public void No_clock_however_odd_makes_it_throw(string day)
    {
        var now = new DateTimeOffset(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);
        foreach (var row in ValueTableTests.Table())
        {
            var text = (string)row[0];
            AssertSound(text, Reader.Read(text, now));
            AssertSound(text, Reader.Read(text, now, Tense.Past));
        }
    }

    [Fact]
    public void A_value_in_a_sentence_is_marked_exactly()
    {
        const string Text = "Please move it by next Friday, 大概20万左右, ok?";

        var spans = Reader.Read(Text, Now);

        Assert.Equal(["by next Friday", "大概20万左右"], spans.Select(span => Text.Substring(span.Start, span.Length)));
    }

    [Theory]
    [InlineData("make it 4pm", true)]
    [InlineData("改成十一点", true)]
    [InlineData("move it to 4pm tomorrow", false)]
    [InlineData("今晚8点", false)]
    public void A_time_without_a_day_says_so(string text, bool timeOnly)
    {
        var span = Assert.Single(Reader.Read(text, Now));

        Assert.Equal((ValueKind.DateTime, timeOnly), (span.Kind, span.TimeOnly));
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("一")]
    [InlineData("from the 3rd to ")]
    [InlineData("next ")]
    [InlineData("a half of a ")]
    [InlineData("1-")]
    [InlineData("下个")]
    [InlineData("a.b@")]
    public void Work_grows_with_the_length_of_the_text_only(string piece)
    {
        var shortWork = Work(piece, 1_000);
        var longWork = Work(piece, 64_000);

        Assert.True(shortWork > 0);
        Assert.True(longWork < shortWork * 64 * 1.2, $"{shortWork} looks for 1,000 characters, {longWork} for 64,000");
    }

    [Fact]
    public void A_sentence_takes_few_looks()
    {
        const string Text = "log a call with Acme: Maria wants 3% off the new order, follow up next Tuesday at 3pm, deal is 45k, close by end of next month";

        Assert.InRange(Work(Text, Text.Length), 1, 40_000);
    }

    private static long Work(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var reading = new Reading(text, LexemeReader.Read(text, monthFirst: false), new SpeakersCalendar(Now.DateTime, Tense.Future));
        reading.ReadAll();
        return reading.Looks;
    }

    private static void AssertSound(string text, IReadOnlyList<ValueSpan> spans)
    {
        var from = 0;
        foreach (var span in spans)
        {
            Assert.True(span.Start >= from && span.Length > 0 && span.End <= text.Length, $"'{text}': {span}");
            from = span.End;
            var complete = span.Kind switch
            {
                ValueKind.Impossible => span is { Day: null, At: null, Number: null },
                ValueKind.Date => span.Day is not null,
                ValueKind.DateTime => span.At is not null,
                ValueKind.Period => span.From is not null || span.To is not null,
                ValueKind.Duration => span.Minutes is not null,
                _ => span.Number is not null,
            };
            Assert.True(complete, $"'{text}': {span}");
            Assert.False(span.From > span.To, $"'{text}': {span}");
        }
    }
}
