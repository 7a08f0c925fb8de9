using System.Globalization;
using BotCrm.Skills.Understanding.Values;
using BotCrm.Testing;

namespace BotCrm.Skills.Tests.Values;

/// <summary>Every line of values.txt, read as it stands there.</summary>
public sealed class ValueTableTests
{
    private static readonly ValueReader Reader = new();

    public static TheoryData<string, string> Table()
    {
        var data = new TheoryData<string, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Values", "values.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
            data.Add(line[..arrow], line[(arrow + 4)..]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Reads(string text, string expected)
    {
        var tense = text.StartsWith("past: ", StringComparison.Ordinal) ? Tense.Past : Tense.Future;
        var zone = text.StartsWith("us: ", StringComparison.Ordinal) ? "America/New_York" : "Europe/Berlin";
        var said = tense == Tense.Past ? text[6..] : zone == "America/New_York" ? text[4..] : text;
        var now = TimeZoneInfo.ConvertTime(TestClock.Monday, TimeZoneInfo.FindSystemTimeZoneById(zone));

        var spans = Reader.Read(said, now, tense);

        Assert.Equal(expected == "nothing" ? "" : expected, string.Join("; ", spans.Select(Show)));
    }

    [Fact]
    public void The_table_is_as_large_as_it_claims() => Assert.True(Table().Count >= 300, "values.txt was not found whole.");

    internal static string Show(ValueSpan span)
    {
        var value = span.Kind switch
        {
            ValueKind.Impossible => "impossible",
            ValueKind.Date => $"date {span.Day:yyyy-MM-dd}",
            ValueKind.DateTime => $"time {span.At:yyyy-MM-ddTHH:mm}",
            ValueKind.Period => $"period {span.From:yyyy-MM-dd}..{span.To:yyyy-MM-dd}",
            ValueKind.Money => Number("money", span) + (span.Currency is null ? "" : " " + span.Currency),
            ValueKind.Duration => string.Create(CultureInfo.InvariantCulture, $"minutes {span.Minutes}"),
            _ => Number(span.Kind.ToString().ToLowerInvariant(), span),
        };
        var relation = span.Relation switch
        {
            ValueRelation.By => " by",
            ValueRelation.Since => " since",
            ValueRelation.AtLeast => " >=",
            ValueRelation.AtMost => " <=",
            _ => "",
        };
        return value + relation + (span.Fuzzy ? " ~" : "");
    }

    private static string Number(string name, ValueSpan span) => string.Create(CultureInfo.InvariantCulture, $"{name} {span.Number:0.##}");
}
