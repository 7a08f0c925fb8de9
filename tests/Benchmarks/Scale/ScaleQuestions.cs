using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.ExchangeRates;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Reports;
using BotCrm.Core.Search;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Transfer;
using BotCrm.Core.Users;
using Activity = BotCrm.Core.Reports.Activity;

namespace BotCrm.Benchmarks.Scale;

/// <summary>Something to ask of the big company, and how long an answer may take.</summary>
internal sealed record ScaleQuestion(string Name, double Limit, Func<ICrm, Actor, Task<string?>> Ask);

/// <summary>Every report, and of every list its sorts, its usual filters and a page far behind the first.</summary>
internal static class ScaleQuestions
{
    private const double ReportLimit = 200;
    private const double ListLimit = 50;
    private const int PagesBefore = 25;

    private static readonly Origin Origin = new("benchmark");

    public static IEnumerable<ScaleQuestion> All(ScaleData data, long segment) => [.. Reports(), .. Customers(data, segment), .. Sales(data), .. Work(data), .. Others(data)];

    private static IEnumerable<ScaleQuestion> Reports()
    {
        var (from, to) = (new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31));
        var (yearFrom, yearTo) = (new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31));
        var (monthFrom, monthTo) = (new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30));
        var longAgo = new DateOnly(2020, 1, 1);
        yield return Report("pipeline", new PipelineByStage());
        yield return Report("pipeline, this quarter", new PipelineByStage { From = from, To = to });
        yield return Report("pipeline, all years", new PipelineByStage { From = longAgo, To = yearTo });
        yield return Report("forecast, this quarter", new Forecast { From = from, To = to });
        yield return Report("forecast, all years", new Forecast { From = longAgo, To = yearTo });
        yield return Report("performance, this quarter", new Performance { From = from, To = to });
        yield return Report("performance, this year", new Performance { From = yearFrom, To = yearTo });
        yield return Report("performance, three years by month", new Performance { From = new DateOnly(2023, 12, 1), To = yearTo, By = PerformanceDimension.Month });
        yield return Report("funnel, this year", new Funnel { From = yearFrom, To = yearTo });
        yield return Report("funnel, all years", new Funnel { From = longAgo, To = yearTo });
        yield return Report("retention, twelve months", new Retention { From = new DateOnly(2025, 12, 1), To = monthTo });
        yield return Report("retention, four years", new Retention { From = new DateOnly(2023, 1, 1), To = monthTo });
        yield return Report("tickets, this month", new TicketVolume { From = monthFrom, To = monthTo });
        yield return Report("tickets, this year by assignee", new TicketVolume { From = yearFrom, To = yearTo, By = TicketDimension.Assignee });
        yield return Report("receivables", new Receivables());
        yield return Report("receivables, overdue", new Receivables { OverdueOnly = true });
        yield return Report("satisfaction, this year", new SatisfactionFigures { From = yearFrom, To = yearTo });
        yield return Report("satisfaction, ever", new SatisfactionFigures());
        yield return Report("needs attention", new NeedsAttention());
        yield return Report("activity, this month", new Activity { From = monthFrom, To = monthTo });
        yield return Report("activity, four years", new Activity { From = new DateOnly(2023, 1, 1), To = yearTo });
        yield return Report("customer portrait", new Portrait());
        yield return Report("customers counted by city", new CountCustomers { By = "city" });
        yield return Report("customers counted by owner", new CountCustomers { By = "owner" });
        yield return Report("my day", new GetMyDay());
    }

    private static IEnumerable<ScaleQuestion> Customers(ScaleData data, long segment)
    {
        foreach (var sort in new[] { "name", "created", "updated", "last_interaction" })
        {
            yield return List($"customers by {sort}", new ListCustomers { Paging = new Paging(25, Sort: sort) });
            yield return List($"customers by {sort}, backwards", new ListCustomers { Paging = new Paging(25, Sort: sort, Descending: true) });
        }
        yield return Deep("customers by name", paging => new ListCustomers { Paging = paging }, new Paging(200));
        yield return Deep("customers by last interaction", paging => new ListCustomers { Paging = paging }, new Paging(200, Sort: "last_interaction", Descending: true));
        yield return List("customers of one owner", new ListCustomers { OwnerId = ScaleData.RepId, Paging = new Paging(25) });
        yield return List("customers of one team", new ListCustomers { TeamId = ScaleData.TeamId, Paging = new Paging(25) });
        yield return List("customers interested", new ListCustomers { Lifecycle = Lifecycle.Interested, Paging = new Paging(25) });
        yield return List("customers churned, newest", new ListCustomers { Lifecycle = Lifecycle.Churned, Paging = new Paging(25, Sort: "created", Descending: true) });
        yield return List("customers in a city", new ListCustomers { City = "Leipzig", Paging = new Paging(25) });
        yield return List("customers in an industry", new ListCustomers { Industry = "retail", Paging = new Paging(25, Sort: "updated", Descending: true) });
        yield return List("customers with a usual tag", new ListCustomers { Tag = "key", Paging = new Paging(25) });
        yield return List("customers with a rare tag", new ListCustomers { Tag = "vip", Paging = new Paging(25) });
        yield return List("customers with a tag nobody has", new ListCustomers { Tag = "absent", Paging = new Paging(25) });
        yield return List("customers named pharma", new ListCustomers { Search = "pharma", Paging = new Paging(25) });
        yield return List("customers named pharma 7777", new ListCustomers { Search = "pharma 7777", Paging = new Paging(25) });
        yield return List("customers named like nobody", new ListCustomers { Search = "zzyzx", Paging = new Paging(25) });
        yield return List("customers named 长江", new ListCustomers { Search = "长江", Paging = new Paging(25) });
        yield return List("quiet customers", new ListCustomers { QuietSince = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25) });
        yield return List("customers with an own field", new ListCustomers { Custom = new Dictionary<string, string> { ["tier"] = "gold" }, Paging = new Paging(25) });
        yield return List("customers of a segment", new ListCustomers { SegmentId = segment, Paging = new Paging(25) });
        yield return List("customers with an open opportunity", new ListCustomers { Filter = new CustomerFilter { HasOpenOpportunity = true }, Paging = new Paging(25) });
        yield return List("customers with an open ticket", new ListCustomers { Filter = new CustomerFilter { HasOpenTicket = true }, Paging = new Paging(25) });
        yield return List("customers by words", new ListCustomers { Filter = new CustomerFilter { Text = "kolibri leipzig" }, Paging = new Paging(25) });
        yield return List("contacts by name", new ListContacts { Paging = new Paging(25) });
        yield return List("contacts, newest", new ListContacts { Paging = new Paging(25, Sort: "created", Descending: true) });
        yield return Deep("contacts by name", paging => new ListContacts { Paging = paging }, new Paging(200));
        yield return List("contacts of a customer", new ListContacts { CustomerId = data.AnyCustomer, Paging = new Paging(25) });
        yield return List("contacts named carla", new ListContacts { Search = "carla", Paging = new Paging(25) });
        yield return List("contacts named novak 4711", new ListContacts { Search = "novak 4711", Paging = new Paging(25) });
        yield return List("contacts by e-mail", new ListContacts { Search = "somebody@example.com", Paging = new Paging(25) });
        yield return List("customer summary", new GetCustomerSummary { Id = data.AnyCustomer });
    }

    private static IEnumerable<ScaleQuestion> Sales(ScaleData data)
    {
        foreach (var sort in new[] { "close_date", "amount", "name", "created", "updated", "stage" })
            yield return List($"opportunities by {sort}", new ListOpportunities { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Deep("opportunities by close date", paging => new ListOpportunities { Paging = paging }, new Paging(200));
        yield return Deep("opportunities by stage", paging => new ListOpportunities { Paging = paging }, new Paging(200, Sort: "stage"));
        yield return List("opportunities of one owner", new ListOpportunities { OwnerId = ScaleData.RepId, Open = true, Paging = new Paging(25) });
        yield return List("opportunities of one team", new ListOpportunities { TeamId = ScaleData.TeamId, Open = true, Paging = new Paging(25) });
        yield return List("opportunities in negotiation", new ListOpportunities { Stage = Stage.Negotiation, Paging = new Paging(25) });
        yield return List("opportunities won this month", new ListOpportunities { Stage = Stage.Won, ClosedFrom = new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25) });
        yield return List("opportunities overdue", new ListOpportunities { Overdue = true, Paging = new Paging(25) });
        yield return List("opportunities open over 80,000", new ListOpportunities { Open = true, MinAmount = 80_000, Paging = new Paging(25, Sort: "amount", Descending: true) });
        yield return List("opportunities closing this month", new ListOpportunities { Open = true, CloseFrom = new DateOnly(2026, 11, 1), CloseTo = new DateOnly(2026, 11, 30), Paging = new Paging(25) });
        yield return List("opportunities named 123456", new ListOpportunities { Search = "123456", Paging = new Paging(25) });
        yield return List("opportunities named like nobody", new ListOpportunities { Search = "zzyzx", Paging = new Paging(25) });
        foreach (var sort in new[] { "created", "total", "valid_until", "number" })
            yield return List($"quotes by {sort}", new ListQuotes { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Deep("quotes", paging => new ListQuotes { Paging = paging }, new Paging(200));
        yield return List("quotes open", new ListQuotes { Open = true, Paging = new Paging(25) });
        yield return List("quotes accepted", new ListQuotes { Status = QuoteStatus.Accepted, Paging = new Paging(25, Descending: true) });
        yield return List("quotes waiting", new ListQuotes { Status = QuoteStatus.Waiting, Paging = new Paging(25, Descending: true) });
        yield return List("quotes of one owner", new ListQuotes { OwnerId = ScaleData.RepId, Paging = new Paging(25) });
        yield return List("quotes of a customer", new ListQuotes { CustomerId = data.AnyCustomer, Paging = new Paging(25) });
        foreach (var sort in new[] { "ends", "created", "value", "starts", "title", "number" })
            yield return List($"contracts by {sort}", new ListContracts { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Deep("contracts", paging => new ListContracts { Paging = paging }, new Paging(200));
        yield return List("contracts active", new ListContracts { Status = ContractStatus.Active, Paging = new Paging(25) });
        yield return List("contracts cancelled", new ListContracts { Status = ContractStatus.Cancelled, Paging = new Paging(25) });
        yield return List("contracts that end soon", new ListContracts { EndsWithinDays = 30, Paging = new Paging(25) });
        yield return List("contracts of one owner", new ListContracts { OwnerId = ScaleData.RepId, Paging = new Paging(25) });
        yield return List("contracts named 9999", new ListContracts { Search = "9999", Paging = new Paging(25) });
        foreach (var sort in new[] { "due", "amount", "updated" })
            yield return List($"payments by {sort}", new ListPayments { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Deep("payments", paging => new ListPayments { Paging = paging }, new Paging(200));
        yield return List("payments open", new ListPayments { Open = true, Paging = new Paging(25) });
        yield return List("payments overdue", new ListPayments { Status = PaymentStatus.Overdue, Paging = new Paging(25) });
        yield return List("payments received in part", new ListPayments { Status = PaymentStatus.Part, Paging = new Paging(25) });
        yield return List("payments of one owner", new ListPayments { OwnerId = ScaleData.RepId, Paging = new Paging(25) });
        yield return List("payments of a customer", new ListPayments { CustomerId = data.AnyCustomer, Paging = new Paging(25) });
    }

    private static IEnumerable<ScaleQuestion> Work(ScaleData data)
    {
        yield return List("interactions, newest", new ListInteractions { Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return Deep("interactions", paging => new ListInteractions { Paging = paging }, new Paging(200, Sort: "when", Descending: true));
        yield return List("interactions, calls", new ListInteractions { Kind = InteractionKind.Call, Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions of an author", new ListInteractions { AuthorId = ScaleData.RepId, Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions of a customer", new ListInteractions { CustomerId = data.AnyCustomer, Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions of a day", new ListInteractions { From = new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero), To = new DateTimeOffset(2026, 11, 17, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions with a word", new ListInteractions { Search = "delivery", Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions with a number", new ListInteractions { Search = "4711111", Paging = new Paging(25, Sort: "when", Descending: true) });
        yield return List("interactions with a word nobody said", new ListInteractions { Search = "zzyzx", Paging = new Paging(25, Sort: "when", Descending: true) });
        foreach (var sort in new[] { "created", "priority", "updated", "sla_due" })
            yield return List($"open tickets by {sort}", new ListTickets { Open = true, Paging = new Paging(25, Sort: sort, Descending: sort != "sla_due") });
        foreach (var sort in new[] { "created", "priority", "updated" })
            yield return List($"tickets by {sort}", new ListTickets { Paging = new Paging(25, Sort: sort, Descending: true) });
        yield return Deep("tickets", paging => new ListTickets { Paging = paging }, new Paging(200));
        yield return List("tickets of an assignee", new ListTickets { AssigneeId = ScaleData.RepId, Open = true, Paging = new Paging(25) });
        yield return List("tickets unassigned", new ListTickets { Unassigned = true, Open = true, Paging = new Paging(25) });
        yield return List("tickets pending", new ListTickets { Status = TicketStatus.Pending, Paging = new Paging(25) });
        yield return List("tickets urgent and open", new ListTickets { Priority = TicketPriority.Urgent, Open = true, Paging = new Paging(25) });
        yield return List("tickets of a category", new ListTickets { Category = "billing", Paging = new Paging(25, Descending: true) });
        yield return List("tickets breached", new ListTickets { Breached = true, Paging = new Paging(25) });
        yield return List("tickets escalated", new ListTickets { Escalated = true, Paging = new Paging(25) });
        yield return List("tickets with a number", new ListTickets { Search = "123456", Paging = new Paging(25) });
        yield return List("tickets with a word nobody said", new ListTickets { Search = "zzyzx", Paging = new Paging(25) });
        yield return List("tasks by due", new ListTasks { Paging = new Paging(25, Descending: true) });
        yield return Deep("tasks", paging => new ListTasks { Paging = paging }, new Paging(200));
        yield return List("open tasks by due", new ListTasks { Done = false, Paging = new Paging(25) });
        yield return List("tasks done, newest", new ListTasks { Done = true, Paging = new Paging(25, Sort: "created", Descending: true) });
        yield return List("overdue tasks", new ListTasks { Overdue = true, Paging = new Paging(25) });
        yield return List("tasks due this week", new ListTasks { Done = false, DueFrom = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero), DueTo = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25) });
        yield return List("tasks of an assignee", new ListTasks { AssigneeId = ScaleData.RepId, Done = false, Paging = new Paging(25) });
        yield return List("tasks with a number", new ListTasks { Search = "123456", Paging = new Paging(25) });
        yield return List("surveys", new ListSurveys { Paging = new Paging(25, Descending: true) });
        yield return List("surveys answered badly", new ListSurveys { Answered = true, MaxScore = 2, Paging = new Paging(25, Descending: true) });
        yield return List("surveys of a kind, unanswered", new ListSurveys { Kind = SurveyKind.Nps, Answered = false, Paging = new Paging(25) });
    }

    private static IEnumerable<ScaleQuestion> Others(ScaleData data)
    {
        yield return List("audit, newest", new ReadAudit { Paging = new Paging(25, Descending: true) });
        yield return List("audit, oldest", new ReadAudit { Paging = new Paging(25) });
        yield return List("audit of a record", new ReadAudit { Entity = "customer", EntityId = data.AnyCustomer, Paging = new Paging(25) });
        yield return List("audit of a person", new ReadAudit { Actor = ScaleData.RepLogin, Paging = new Paging(25, Descending: true) });
        yield return List("audit of a day", new ReadAudit { From = new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero), To = new DateTimeOffset(2026, 11, 17, 0, 0, 0, TimeSpan.Zero), Paging = new Paging(25) });
        yield return List("audit of a channel", new ReadAudit { Channel = "api", Paging = new Paging(25, Descending: true) });
        yield return List("audit of deletions", new ReadAudit { Operation = "delete", Paging = new Paging(25, Descending: true) });
        yield return List("files of a customer", new ListFiles { RecordKind = "customer", RecordId = data.AnyCustomer });
        yield return List("articles", new ListArticles { Paging = new Paging(25) });
        yield return List("articles with words", new ListArticles { Search = "returns", Paging = new Paging(25) });
        yield return List("segments", new ListSegments { Paging = new Paging(25) });
        yield return List("imports", new ListImports());
        yield return List("notifications", new ListNotifications { Paging = new Paging(25, Descending: true) });
        yield return List("notifications unseen", new ListNotifications { Unseen = true, Paging = new Paging(25, Descending: true) });
        yield return List("users", new ListUsers { Paging = new Paging(25) });
        yield return List("exchange rates", new ListExchangeRates { Paging = new Paging(25) });
        yield return List("search: one word", new SearchRecords { Text = "kolibri" });
        yield return List("search: words and a number", new SearchRecords { Text = "kolibri optik 4711" });
        yield return List("search: misspelt", new SearchRecords { Text = "nordlciht 77777" });
        yield return List("search: Chinese", new SearchRecords { Text = "长江科技" });
        yield return List("search: history", new SearchHistory { Text = "delivery 4711111" });
        yield return List("search: history, a usual word", new SearchHistory { Text = "delivery" });
        yield return List("names: pharma 77", new FindNames { Text = "pharma 77" });
        yield return List("names: a whole name", new FindNames { Text = "Kolibri Optik 123464" });
    }

    private static ScaleQuestion Report<T>(string name, Query<T> query) => new(name, ReportLimit, (crm, actor) => AskAsync(crm, actor, query));

    private static ScaleQuestion List<T>(string name, Query<T> query) => new(name, ListLimit, (crm, actor) => AskAsync(crm, actor, query));

    /// <summary>A page behind many others; going there is no part of the time.</summary>
    private static ScaleQuestion Deep<T>(string name, Func<Paging, Query<Page<T>>> query, Paging paging)
    {
        var places = new Dictionary<string, Paging>();
        return new ScaleQuestion($"{name}, deep page", ListLimit, async (crm, actor) =>
        {
            if (!places.TryGetValue(actor.Login, out var place))
            {
                place = paging;
                for (var i = 0; i < PagesBefore; i++)
                {
                    var page = await crm.AskAsync(actor, Origin, query(place));
                    if (!page.Ok)
                        return page.Failure.Code;
                    if (page.Value.Next is null)
                        break;
                    place = place with { After = page.Value.Next };
                }
                places[actor.Login] = place = place with { Limit = 25 };
            }
            return await AskAsync(crm, actor, query(place));
        });
    }

    private static async Task<string?> AskAsync<T>(ICrm crm, Actor actor, Query<T> query)
    {
        var result = await crm.AskAsync(actor, Origin, query);
        return result.Ok ? null : result.Failure.Code;
    }
}
