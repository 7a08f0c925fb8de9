using System.Globalization;
using BotCrm.Core.Calendars;

namespace BotCrm.Core.Tests.Service;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar Berlin = Make("Europe/Berlin", "09:00-12:00,13:00-17:00", holidays: ["2026-12-25", "2027-01-01"]);

    // Night shifts of every day, over both changes of the clocks.
    private static readonly BusinessCalendar Nights = Make("Europe/Berlin", "22:00-06:00", weekend: "22:00-06:00");

    // In 2027 Monday 15 February is a holiday and Sunday 14 February is worked.
    private static readonly BusinessCalendar Shanghai = Make("Asia/Shanghai", "09:00-12:00,13:00-18:00", holidays: ["2027-02-15"], working: [("2027-02-14", "10:00-16:00")]);

    [Theory]
    [InlineData("2026-11-23T10:00", 60, "2026-11-23T11:00")]
    [InlineData("2026-11-23T11:30", 60, "2026-11-23T13:30")]
    [InlineData("2026-11-23T07:00", 30, "2026-11-23T09:30")]
    [InlineData("2026-11-23T16:30", 30, "2026-11-23T17:00")]
    [InlineData("2026-11-23T16:30", 31, "2026-11-24T09:01")]
    [InlineData("2026-11-27T16:00", 120, "2026-11-30T10:00")]
    [InlineData("2026-11-28T12:00", 1, "2026-11-30T09:01")]
    [InlineData("2026-12-24T16:00", 120, "2026-12-28T10:00")]
    [InlineData("2026-12-31T09:00", 840, "2027-01-04T17:00")]
    [InlineData("2026-03-27T16:00", 120, "2026-03-30T10:00")]
    [InlineData("2026-10-23T16:00", 120, "2026-10-26T10:00")]
    public void Office_hours_as_counted_by_hand(string from, int minutes, string due) => Check(Berlin, from, minutes, due);

    [Theory]
    // 29 March 2026: 02:00 becomes 03:00, so the night from the 28th has seven hours.
    [InlineData("2026-03-28T22:00", 420, "2026-03-29T06:00")]
    [InlineData("2026-03-28T22:00", 241, "2026-03-29T03:01")]
    [InlineData("2026-03-28T12:00", 421, "2026-03-29T22:01")]
    // 25 October 2026: 03:00 becomes 02:00 again, so the night from the 24th has nine.
    [InlineData("2026-10-24T22:00", 540, "2026-10-25T06:00")]
    [InlineData("2026-10-24T22:00", 541, "2026-10-25T22:01")]
    public void A_night_shift_over_the_change_of_clocks(string from, int minutes, string due) => Check(Nights, from, minutes, due);

    [Theory]
    [InlineData("2027-02-12T17:00", 120, "2027-02-14T11:00")]
    [InlineData("2027-02-14T10:00", 361, "2027-02-16T09:01")]
    [InlineData("2027-02-15T12:00", 60, "2027-02-16T10:00")]
    public void A_weekend_worked_to_make_up_for_a_holiday(string from, int minutes, string due) => Check(Shanghai, from, minutes, due);

    [Fact]
    public void Adding_subtracting_and_measuring_agree_from_any_instant()
    {
        var random = new Random(20261123);
        foreach (var calendar in BusinessCalendar.Shipped.Concat([Berlin, Nights, Shanghai]))
        {
            for (var i = 0; i < 400; i++)
            {
                var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(random.NextInt64(2L * 366 * 86_400_000));
                var (one, other) = (TimeSpan.FromMilliseconds(random.Next(1, 200_000_000)), TimeSpan.FromMilliseconds(random.Next(1, 200_000_000)));
                var due = calendar.Add(start, one);
                Assert.Equal(one, calendar.Between(start, due));
                Assert.Equal(-one, calendar.Between(due, start));
                Assert.Equal(calendar.Add(start, one + other), calendar.Add(due, other));
                Assert.Equal(one, calendar.Between(calendar.Subtract(start, one), start));
                // The latest such instant: a moment later there is less.
                Assert.True(calendar.Between(calendar.Subtract(start, one).AddMilliseconds(1), start) < one);
                Assert.True(due > start && due - start >= one);
            }
        }
    }

    [Theory]
    [InlineData("09:00-12:00, 13:00-17:00", 2)]
    [InlineData("22:00-06:00", 1)]
    [InlineData("00:00-24:00", 1)]
    [InlineData("", 0)]
    [InlineData("09:00-12:00,11:00-13:00", -1)]
    [InlineData("9-17", -1)]
    [InlineData("25:00-26:00", -1)]
    [InlineData("24:00-01:00", -1)]
    public void Hours_are_read_or_refused(string text, int stretches) => Assert.Equal(stretches, OpenHours.Parse(text)?.Count ?? -1);

    [Fact]
    public void A_calendar_that_is_never_open_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BusinessCalendar("x", TimeZoneInfo.Utc, new Dictionary<DayOfWeek, IReadOnlyList<OpenHours>> { [DayOfWeek.Monday] = [] }));

    private static void Check(BusinessCalendar calendar, string from, int minutes, string due)
    {
        var (start, expected) = (Local(calendar, from), Local(calendar, due));
        Assert.Equal(expected, calendar.Add(start, TimeSpan.FromMinutes(minutes)));
        Assert.Equal(TimeSpan.FromMinutes(minutes), calendar.Between(start, expected));
    }

    private static DateTimeOffset Local(BusinessCalendar calendar, string text)
    {
        var local = DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        return new DateTimeOffset(local, calendar.Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static BusinessCalendar Make(string zone, string hours, string weekend = "", string[]? holidays = null, (string Day, string Hours)[]? working = null) => new(
        "test",
        TimeZoneInfo.FindSystemTimeZoneById(zone),
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day, day => OpenHours.Parse(day is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : hours)!),
        (holidays ?? []).Select(Day).ToHashSet(),
        (working ?? []).ToDictionary(one => Day(one.Day), one => OpenHours.Parse(one.Hours)!));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
