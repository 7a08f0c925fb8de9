using System.Net;

namespace BotCrm.Bot.Tests.Api;

public sealed class CalendarApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_holiday_is_written_down_listed_and_removed()
    {
        var admin = await fixture.AsAsync("admin");
        var lena = await fixture.AsAsync("lena");
        var added = await admin.CreateAsync("calendars/china/days", new { from = "2027-10-01", to = "2027-10-02", name = "国庆节" });
        added.Has(("calendar", "china"), ("from", "2027-10-01"), ("to", "2027-10-02"), ("hours", ""), ("name", "国庆节"));
        var hours = await admin.CreateAsync("calendars/china/hours", new { weekdays = new[] { "saturday" }, hours = "10:00-14:00" });

        var china = (await lena.GetAsync("calendars")).Json!["items"]!.AsArray().Single(one => (string)one!["code"]! == "china")!;
        Assert.Equal(["2027-10-01", "2027-10-02"], china["holidays"]!.AsArray().Select(day => (string)day!));
        Assert.Equal("10:00-14:00", (string)china["week"]!["saturday"]!);

        (await lena.PostAsync("calendars/china/days", new { from = "2027-10-01" })).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        (await admin.PostAsync("calendars/mars/days", new { from = "2027-10-01" })).IsProblem(HttpStatusCode.BadRequest, "unknown_value", "calendar");
        (await admin.PostAsync("calendars/china/hours", new { hours = "soon" })).IsProblem(HttpStatusCode.BadRequest, "wrong_hours", "hours");
        foreach (var entry in new[] { added, hours })
            Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync("calendar-entries/" + entry["id"])).Status);
        (await admin.DeleteAsync("calendar-entries/" + added["id"])).IsProblem(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Backups_are_for_administrators()
    {
        (await (await fixture.AsAsync("marta")).GetAsync("backups")).IsProblem(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await (await fixture.AsAsync("admin")).GetAsync("backups")).Status);
    }
}
