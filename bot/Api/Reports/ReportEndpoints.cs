using BotCrm.Bot.Api.OpenApi;
using BotCrm.Bot.Api.Requests;
using BotCrm.Bot.Api.Tasks;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;

namespace BotCrm.Bot.Api.Reports;

internal static class ReportEndpoints
{
    private const string Tag = "Reports";
    private const int MaxPassages = 50;

    private static readonly QueryParameter[] Whose =
    [
        QueryParameter.Of<Reference>("owner", "Login, id or name of the owner; `me`."),
        QueryParameter.Of<Reference>("team", "Id or name of the owner's team."),
    ];

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        QueryParameter[] period = [QueryParameter.Of<DateOnly>("from", "First day."), QueryParameter.Of<DateOnly>("to", "Last day."), .. Whose];
        var reports = api.MapGroup("/reports");
        reports.MapGet("/pipeline", PipelineAsync).Describe("getPipeline", "Open opportunities by stage, with won and lost beside them.", Tag).Filters(period).Gets<Pipeline>();
        reports.MapGet("/forecast", ForecastAsync).Describe("getForecast", "The forecast; this quarter when no day is given.", Tag).Filters(period).Gets<RowsOf<ForecastRow>>();
        reports.MapGet("/performance", PerformanceAsync).Describe("getPerformance", "Won and lost by person, team, month or quarter; this quarter when no day is given.", Tag).Filters([.. period, QueryParameter.Of<PerformanceDimension>("by", "By what sales are added up (person when not given).")]).Gets<RowsOf<PerformanceResource>>();
        reports.MapGet("/attention", AttentionAsync).Describe("getAttention", "What is overdue or neglected.", Tag)
            .Filters([.. Whose, QueryParameter.Of<int>("quietDays", "Days without an interaction that make a customer neglected (7 when not given).")]).Gets<AttentionResource>();
        reports.MapGet("/activity", ActivityAsync).Describe("getActivity", "What each colleague did; this month when no day is given.", Tag).Filters(period).Gets<RowsOf<ActivityResource>>();
        reports.MapGet("/funnel", FunnelAsync).Describe("getFunnel", "The funnel by stage with conversion and time; this year when no day is given.", Tag)
            .Filters([.. period, QueryParameter.Of<string>("pipeline", "Code of the pipeline; the first one when not given."), QueryParameter.Of<int>("manyInterested", "The least number of interested customers that gives a warning (10 when not given)."), QueryParameter.Of<int>("fewWonPercent", "The share of won customers, in percent, under which there are few (20 when not given).")])
            .Gets<FunnelReport>();
        reports.MapGet("/retention", RetentionAsync).Describe("getRetention", "Won customers that stayed, left and came back, by month; the last twelve months when no day is given.", Tag).Filters(period).Gets<RetentionReport>();
        reports.MapGet("/tickets", TicketsAsync).Describe("getTicketReport", "Tickets that came and went, with promises kept; this month when no day is given.", Tag)
            .Filters([.. period, QueryParameter.Of<TicketDimension>("by", "By what they are counted (category when not given).")]).Gets<TicketVolumeReport>();
        reports.MapGet("/portrait", PortraitAsync).Describe("getPortrait", "Who the customers are: counts by lifecycle, industry, city and source.", Tag).Filters(Whose).Gets<CustomerPortrait>();
        api.MapGet("/search", SearchAsync).Describe("searchHistory", "Search what was said and done; the newest when no words are given.", Tag).Filters(
            QueryParameter.Of<string>("q", "Words to look for."),
            QueryParameter.Of<Reference>("customer", "Id or name of the customer."),
            QueryParameter.Of<Reference>("contact", "Id or name of the contact."),
            QueryParameter.Of<Moment>("from", "Then or later."),
            QueryParameter.Of<Moment>("to", "Before this instant, or until the end of this day."),
            QueryParameter.Of<int>("limit", "How many passages at most, 1 to 50 (5 when not given).")).Gets<RowsOf<PassageResource>>();
    }

    private static async Task<IResult> PipelineAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var query = new PipelineByStage { OwnerId = owner, TeamId = team, From = call.Query.Day("from"), To = call.Query.Day("to") };
        return call.Answer(await call.AskAsync(query, ct), static report => report);
    }

    private static async Task<IResult> ForecastAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var (from, to) = Period(call);
        return call.Answer(await call.AskAsync(new Forecast { From = from, To = to, OwnerId = owner, TeamId = team }, ct), static rows => new RowsOf<ForecastRow>(rows));
    }

    private static async Task<IResult> PerformanceAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var (from, to) = Period(call);
        return call.Answer(
            await call.AskAsync(new Performance { From = from, To = to, OwnerId = owner, TeamId = team, By = call.Query.OneOf<PerformanceDimension>("by") ?? PerformanceDimension.Person }, ct),
            static rows => new RowsOf<PerformanceResource>([.. rows.Select(PerformanceResource.From)]));
    }

    private static async Task<IResult> AttentionAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var query = new NeedsAttention { OwnerId = owner, TeamId = team };
        var report = await call.AskAsync(query with { QuietDays = call.Query.Number("quietDays") ?? query.QuietDays }, ct);
        var zones = await TaskZones.LoadAsync(call, report.Ok ? report.Value.OverdueTasks : [], ct);
        return call.Answer(report, view => AttentionResource.From(view, zones));
    }

    private static async Task<IResult> ActivityAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var today = Today(call);
        var month = new DateOnly(today.Year, today.Month, 1);
        var query = new Activity { From = call.Query.Day("from") ?? month, To = call.Query.Day("to") ?? month.AddMonths(1).AddDays(-1), OwnerId = owner, TeamId = team };
        return call.Answer(await call.AskAsync(query, ct), static rows => new RowsOf<ActivityResource>([.. rows.Select(ActivityResource.From)]));
    }

    private static async Task<IResult> FunnelAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var year = Today(call).Year;
        var query = new Funnel { From = call.Query.Day("from") ?? new DateOnly(year, 1, 1), To = call.Query.Day("to") ?? new DateOnly(year, 12, 31), OwnerId = owner, TeamId = team, Pipeline = call.Query.Text("pipeline") };
        query = query with { ManyInterested = call.Query.Number("manyInterested") ?? query.ManyInterested, FewWonPercent = call.Query.Number("fewWonPercent") ?? query.FewWonPercent };
        return call.Answer(await call.AskAsync(query, ct), static report => report);
    }

    private static async Task<IResult> RetentionAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        var to = call.Query.Day("to") ?? Today(call);
        var query = new Retention { From = call.Query.Day("from") ?? YearBefore(to), To = to, OwnerId = owner, TeamId = team };
        return call.Answer(await call.AskAsync(query, ct), static report => report);
    }

    private static async Task<IResult> TicketsAsync(ApiCall call, CancellationToken ct)
    {
        var (assignee, team) = await WhoseAsync(call, ct);
        var today = Today(call);
        var month = new DateOnly(today.Year, today.Month, 1);
        var query = new TicketVolume { From = call.Query.Day("from") ?? month, To = call.Query.Day("to") ?? month.AddMonths(1).AddDays(-1), AssigneeId = assignee, TeamId = team };
        return call.Answer(await call.AskAsync(query with { By = call.Query.OneOf<TicketDimension>("by") ?? query.By }, ct), static report => report);
    }

    private static async Task<IResult> PortraitAsync(ApiCall call, CancellationToken ct)
    {
        var (owner, team) = await WhoseAsync(call, ct);
        return call.Answer(await call.AskAsync(new Portrait { OwnerId = owner, TeamId = team }, ct), static portrait => portrait);
    }

    private static async Task<IResult> SearchAsync(ApiCall call, CancellationToken ct)
    {
        var customer = await call.References.CustomerAsync(call.Query.Reference("customer"), "customer", ct);
        var query = new SearchHistory
        {
            Text = call.Query.Text("q"),
            CustomerId = customer,
            ContactId = await call.References.ContactAsync(call.Query.Reference("contact"), customer, "contact", ct),
            From = call.Query.From("from"),
            To = call.Query.To("to"),
        };
        var limit = call.Query.Number("limit") ?? query.Limit;
        if (limit is < 1 or > MaxPassages)
            call.Fail(Failure.Invalid("out_of_range", FormattableString.Invariant($"'limit' must be from 1 to {MaxPassages}."), "limit"));
        return call.Answer(await call.AskAsync(query with { Limit = limit }, ct), static passages => new RowsOf<PassageResource>([.. passages.Select(PassageResource.From)]));
    }

    private static async Task<(long? Owner, long? Team)> WhoseAsync(ApiCall call, CancellationToken ct) =>
        (await call.References.UserAsync(call.Query.Reference("owner"), "owner", ct), await call.References.TeamAsync(call.Query.Reference("team"), "team", ct));

    /// <summary>The days asked for; an end that is not given is that of the current quarter in the caller's zone.</summary>
    private static (DateOnly From, DateOnly To) Period(ApiCall call)
    {
        var today = Today(call);
        var quarter = new DateOnly(today.Year, ((today.Month - 1) / 3 * 3) + 1, 1);
        return (call.Query.Day("from") ?? quarter, call.Query.Day("to") ?? quarter.AddMonths(3).AddDays(-1));
    }

    /// <summary>The first of the twelve months that end with the day; where there are not so many, the day itself, which the report then refuses.</summary>
    private static DateOnly YearBefore(DateOnly day) => day.Year > 1 ? new DateOnly(day.Year, day.Month, 1).AddMonths(-11) : day;

    private static DateOnly Today(ApiCall call) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(call.Clock.GetUtcNow(), call.Actor.TimeZone).DateTime);
}
