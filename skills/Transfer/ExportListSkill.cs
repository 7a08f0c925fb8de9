using System.ComponentModel;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Transfer;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Opportunities;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Transfer;

[Skill("export_list", Effect.Write, Risk.Low, "Exports a list to an Excel or CSV file and gives a link to fetch it.")]
public static class ExportListSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which list."), OneOf("customers", "contacts", "opportunities", "quotes", "contracts", "payments", "segments", "interactions", "tickets", "tasks")] string list,
        [Description("Excel or CSV; default Excel."), OneOf("xlsx", "csv")] string? format = null,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Only of this colleague."), Record(Kinds.User)] string? owner = null,
        [Description("Customers in this stage of their life cycle."), OneOf("potential", "interested", "won", "churned")] string? lifecycle = null,
        [Description("Customers in this city.")] string? city = null,
        [Description("Customers of this industry.")] string? industry = null,
        [Description("Customers with this tag.")] string? tag = null,
        [Description("Opportunities in this stage, by its code or name.")] string? stage = null,
        [Description("True: open opportunities, quotes, payments, tickets or tasks only; false: closed ones.")] bool? open = null,
        [Description("From this day: interactions by when, tickets by creation, opportunities by close date, contracts by end, payments by due day.")] DateOnly? from = null,
        [Description("To this day, inclusive.")] DateOnly? to = null,
        [Description("Words to look for.")] string? search = null,
        CancellationToken ct = default)
    {
        // Refused here and not only when the file is fetched: a link that brings nothing is no answer.
        if (Policies.ReadRefusal(KindOf(list), context.Actor) is { } refused) return new Refused(refused);
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var by = await context.Resolve.OptionalAsync(Kinds.User, "owner", owner, ct);
        if (by?.Problem is { } noUser) return noUser;
        var (at, noStage) = StageChoice.Read(context, stage, open: false);
        if (noStage is not null) return noStage;
        var zone = context.Actor.TimeZone;
        DateTimeOffset? start = from is { } first ? DayOrTime.StartOf(first, zone) : null;
        DateTimeOffset? end = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null;
        var request = new ExportRequest { Format = format == "csv" ? ExportFormat.Csv : ExportFormat.Xlsx, Language = context.Words.Language };
        request = list switch
        {
            "customers" => request with
            {
                Customers = new ListCustomers { OwnerId = by?.Id, Lifecycle = lifecycle is null ? null : Enum.Parse<Lifecycle>(lifecycle, ignoreCase: true), City = city, Industry = industry, Tag = tag, Search = search },
            },
            "contacts" => request with { Contacts = new ListContacts { CustomerId = of?.Id, Search = search } },
            "opportunities" => request with
            {
                Opportunities = new ListOpportunities { CustomerId = of?.Id, OwnerId = by?.Id, Stage = at, Open = open, CloseFrom = from, CloseTo = to, Search = search },
            },
            "quotes" => request with { Quotes = new ListQuotes { CustomerId = of?.Id, OwnerId = by?.Id, Open = open } },
            "contracts" => request with { Contracts = new ListContracts { CustomerId = of?.Id, OwnerId = by?.Id, Search = search, EndsFrom = from, EndsTo = to } },
            "payments" => request with { Payments = new ListPayments { CustomerId = of?.Id, OwnerId = by?.Id, Open = open, DueFrom = from, DueTo = to } },
            "segments" => request with { Segments = new ListSegments() },
            "interactions" => request with { Interactions = new ListInteractions { CustomerId = of?.Id, AuthorId = by?.Id, From = start, To = end, Search = search } },
            "tickets" => request with { Tickets = new ListTickets { CustomerId = of?.Id, AssigneeId = by?.Id, Open = open, CreatedFrom = start, CreatedTo = end, Search = search } },
            _ => request with { Tasks = new ListTasks { CustomerId = of?.Id, AssigneeId = by?.Id, Done = open is null ? null : !open, DueFrom = start, DueTo = end, Search = search } },
        };
        var link = await context.Session.RunAsync(new PrepareDownload { Request = request }, ct);
        if (!link.Ok) return new Refused(link.Failure);
        var words = context.Words;
        var reading = new ListAnswer(context, list)
            .Only("open", open == true).Where("customer", of?.Name).Where("owner", by?.Name).Where("lifecycle", lifecycle is null ? null : words.Term("lifecycle", lifecycle))
            .Where("city", city).Where("industry", industry).Where("tag", tag).Where("stage", at is { } reached ? StageChoice.Name(context, reached) : null)
            .Between("date", from, to).Where("search", search).Reading;
        return new Answered(DownloadLines.Reply(context, words.Say("download.export", ("what", reading)), link.Value), of?.Record is { } record ? [record] : []);
    }

    private static string KindOf(string list) => list switch
    {
        "customers" => Kinds.Customer,
        "contacts" => Kinds.Contact,
        "opportunities" => Kinds.Opportunity,
        "quotes" => Kinds.Quote,
        "contracts" => Kinds.Contract,
        "payments" => Kinds.Payment,
        "segments" => Kinds.Segment,
        "interactions" => Kinds.Interaction,
        "tickets" => Kinds.Ticket,
        _ => Kinds.Task,
    };
}
