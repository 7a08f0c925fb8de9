using System.Globalization;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Users;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Tools;

/// <summary>A record that may be meant. <see cref="Detail"/> tells it from its namesakes.</summary>
internal sealed record Candidate(RecordRef Record, RecordRef? Customer, bool Open)
{
    public string? Detail { get; set; }
}

/// <summary>Finds candidates by the core's queries, inside the plan's session, so that what the plan itself wrote is seen.</summary>
internal sealed class RecordLookup(SkillContext context)
{
    private const int Many = Paging.MaxLimit;

    public async Task<Candidate?> GetAsync(string kind, long id, CancellationToken ct)
    {
        var session = context.Session;
        switch (kind)
        {
            case Kinds.Customer:
                return await session.AskAsync(new GetCustomer { Id = id }, ct) is { Ok: true } customer ? Of(customer.Value) : null;
            case Kinds.Contact:
                return await session.AskAsync(new GetContact { Id = id }, ct) is { Ok: true } contact ? Of(contact.Value) : null;
            case Kinds.Opportunity:
                return await session.AskAsync(new GetOpportunity { Id = id }, ct) is { Ok: true } opportunity ? Of(opportunity.Value) : null;
            case Kinds.Ticket:
                return await session.AskAsync(new GetTicket { Id = id }, ct) is { Ok: true } ticket ? Of(ticket.Value) : null;
            case Kinds.Quote:
                return await session.AskAsync(new GetQuote { Id = id }, ct) is { Ok: true } quote ? Of(quote.Value) : null;
            case Kinds.Contract:
                return await session.AskAsync(new GetContract { Id = id }, ct) is { Ok: true } contract ? Of(contract.Value) : null;
            case Kinds.Payment:
                return await session.AskAsync(new GetPayment { Id = id }, ct) is { Ok: true } payment ? Of(payment.Value) : null;
            case Kinds.Task:
                return await session.AskAsync(new GetTask { Id = id }, ct) is { Ok: true } task ? Of(task.Value) : null;
            case Kinds.Interaction:
                return await session.AskAsync(new GetInteraction { Id = id }, ct) is { Ok: true } interaction ? Of(interaction.Value) : null;
            case Kinds.User:
                return await session.AskAsync(new GetUser { Id = id }, ct) is { Ok: true } user ? Of(user.Value) : null;
            case Kinds.Team:
                return context.Names.Get(context.Actor, kind, id) is { } team ? new Candidate(new RecordRef(kind, id, team.Name), null, true) : null;
            default:
                return null;
        }
    }

    /// <summary>The records of the best tier for a name; details are not filled yet.</summary>
    public async Task<List<Candidate>> CandidatesAsync(string kind, string said, long? customerId, CancellationToken ct)
    {
        if (kind == Kinds.Task) return await TasksAsync(said, customerId, ct);
        if (kind == Kinds.Quote) return Read(await context.Session.AskAsync(new ListQuotes { Number = said, CustomerId = customerId, Paging = new Paging(Many, Descending: true) }, ct), Of).Take(1).ToList();
        if (kind == Kinds.Contract) return Named(said, Read(await context.Session.AskAsync(new ListContracts { Search = said, CustomerId = customerId, Paging = new Paging(Many, Sort: "created", Descending: true) }, ct), Of));
        var entries = context.Names.Find(context.Actor, kind, said, customerId);
        var candidates = new List<Candidate>(entries.Count);
        foreach (var entry in entries)
        {
            var customer = entry.CustomerId is { } id && context.Names.Get(context.Actor, Kinds.Customer, id) is { } owner ? SkillContext.CustomerRef(id, owner.Name) : null;
            candidates.Add(new Candidate(new RecordRef(kind, entry.Id, entry.Name), customer, entry.Open));
        }

        // Logins are names too, and a colleague's card may have been made in this very plan.
        if (candidates.Count == 0 && kind == Kinds.User)
        {
            var users = await UsersLikeAsync(said, ct);
            candidates.AddRange(users.Where(u => u.Active && string.Equals(u.Login, said, StringComparison.OrdinalIgnoreCase)).Select(Of));
        }

        return candidates;
    }

    /// <summary>What hangs on a customer, newest first.</summary>
    public async Task<List<Candidate>> OfCustomerAsync(string kind, long customerId, bool? open, CancellationToken ct)
    {
        var session = context.Session;
        return kind switch
        {
            Kinds.Opportunity => Read(await session.AskAsync(new ListOpportunities { CustomerId = customerId, Open = open, Paging = new Paging(Many, Sort: "updated", Descending: true) }, ct), Of),
            Kinds.Ticket => Read(await session.AskAsync(new ListTickets { CustomerId = customerId, Open = open == true ? true : null, Status = open == false ? TicketStatus.Resolved : null, Paging = new Paging(Many, Descending: true) }, ct), Of),
            Kinds.Quote => Read(await session.AskAsync(new ListQuotes { CustomerId = customerId, Current = true, Open = open, Paging = new Paging(Many, Descending: true) }, ct), Of),
            Kinds.Contract => Read(await session.AskAsync(new ListContracts { CustomerId = customerId, Status = open == true ? ContractStatus.Active : null, Paging = new Paging(Many, Sort: "created", Descending: true) }, ct), Of),
            Kinds.Payment => Read(await session.AskAsync(new ListPayments { CustomerId = customerId, Open = open, Paging = new Paging(Many) }, ct), Of),
            Kinds.Task => Read(await session.AskAsync(new ListTasks { CustomerId = customerId, Done = open is null ? null : !open, Paging = new Paging(Many) }, ct), Of),
            Kinds.Contact => Read(await session.AskAsync(new ListContacts { CustomerId = customerId, Paging = new Paging(Many) }, ct), Of),
            Kinds.Interaction => Read(await session.AskAsync(new ListInteractions { CustomerId = customerId, Paging = new Paging(1, Descending: true) }, ct), Of),
            _ => [],
        };
    }

    /// <summary>What the actor may most likely mean when nothing was named.</summary>
    public async Task<List<Candidate>> OfActorAsync(string kind, bool? open, CancellationToken ct)
    {
        const int few = 6;
        var session = context.Session;
        var me = context.Actor.UserId;
        return kind switch
        {
            Kinds.Opportunity => Read(await session.AskAsync(new ListOpportunities { OwnerId = me, Open = open, Paging = new Paging(few, Sort: "updated", Descending: true) }, ct), Of),
            Kinds.Ticket => Read(await session.AskAsync(new ListTickets { AssigneeId = me, Open = open == true ? true : null, Status = open == false ? TicketStatus.Resolved : null, Paging = new Paging(few, Sort: "updated", Descending: true) }, ct), Of),
            Kinds.Quote => Read(await session.AskAsync(new ListQuotes { OwnerId = me, Current = true, Open = open, Paging = new Paging(few, Descending: true) }, ct), Of),
            Kinds.Contract => Read(await session.AskAsync(new ListContracts { OwnerId = me, Status = open == true ? ContractStatus.Active : null, Paging = new Paging(few, Sort: "created", Descending: true) }, ct), Of),
            Kinds.Payment => Read(await session.AskAsync(new ListPayments { OwnerId = me, Open = open, Paging = new Paging(few) }, ct), Of),
            Kinds.Task => Read(await session.AskAsync(new ListTasks { AssigneeId = me, Done = open is null ? null : !open, Paging = new Paging(few) }, ct), Of),
            Kinds.Interaction => Read(await session.AskAsync(new ListInteractions { AuthorId = me, Paging = new Paging(few, Sort: "created", Descending: true) }, ct), Of),
            _ => [],
        };
    }

    public async Task FillDetailsAsync(IReadOnlyList<Candidate> candidates, CancellationToken ct)
    {
        foreach (var candidate in candidates)
        {
            if (candidate.Detail is null && await GetAsync(candidate.Record.Kind, candidate.Record.Id, ct) is { } full) candidate.Detail = full.Detail;
        }
    }

    private async Task<List<Candidate>> TasksAsync(string said, long? customerId, CancellationToken ct)
    {
        var text = NameFolding.Fold(said);
        var mine = await context.Session.AskAsync(new ListTasks { AssigneeId = context.Actor.UserId, CustomerId = customerId, Done = false, Paging = new Paging(Many) }, ct);
        var best = Best(mine);
        if (best.Count == 0) best = Described(mine);
        if (best.Count > 0) return best;
        var all = await context.Session.AskAsync(new ListTasks { CustomerId = customerId, Done = false, Paging = new Paging(Many) }, ct);
        best = Best(all);
        if (best.Count == 0) best = Described(all);
        if (best.Count == 0) best = Best(await context.Session.AskAsync(new ListTasks { CustomerId = customerId, Search = said, Paging = new Paging(Many, Sort: "created", Descending: true) }, ct));
        return best;

        List<Candidate> Described(Result<Page<TaskView>> page) =>
            page.Ok ? [.. page.Value.Items.Where(t => NameMatching.Describes(text, NameFolding.Fold($"{t.Title} {t.CustomerName}"))).Select(Of)] : [];

        List<Candidate> Best(Result<Page<TaskView>> page) =>
            page.Ok ? [.. NameMatching.Best(said, page.Value.Items, t => [t.Title]).Select(Of)] : [];
    }

    private async Task<IReadOnlyList<UserView>> UsersLikeAsync(string said, CancellationToken ct) =>
        await context.Session.AskAsync(new ListUsers { Search = said, Paging = new Paging(20) }, ct) is { Ok: true } page ? page.Value.Items : [];

    private static List<Candidate> Read<T>(Result<Page<T>> page, Func<T, Candidate> of) => page.Ok ? [.. page.Value.Items.Select(of)] : [];

    private static string Details(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrEmpty(p)));

    private static Candidate Of(CustomerView view) =>
        new(SkillContext.CustomerRef(view.Id, view.Name), SkillContext.CustomerRef(view.Id, view.Name), true) { Detail = Details(view.City, view.Industry, view.OwnerName) };

    private static Candidate Of(ContactView view) =>
        new(new RecordRef(Kinds.Contact, view.Id, view.Name), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), true) { Detail = Details(view.CustomerName, view.Title) };

    private Candidate Of(OpportunityView view) =>
        new(new RecordRef(Kinds.Opportunity, view.Id, view.Name), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), !view.Closed)
        {
            Detail = Details(view.CustomerName, context.Words.Stage(view), view.Amount is { } amount ? context.Words.Money(amount, view.Currency) : null),
        };

    private Candidate Of(TicketView view) =>
        new(new RecordRef(Kinds.Ticket, view.Id, view.Subject), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), view.Status != TicketStatus.Resolved)
        {
            Detail = Details("#" + view.Id.ToString(CultureInfo.InvariantCulture), view.CustomerName, context.Words.Term(view.Status)),
        };

    private Candidate Of(QuoteView view) =>
        new(new RecordRef(Kinds.Quote, view.Id, view.FullNumber), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), view.Status is QuoteStatus.Draft or QuoteStatus.Waiting or QuoteStatus.Approved or QuoteStatus.Sent)
        {
            Detail = Details(view.CustomerName, view.OpportunityName, context.Words.Money(view.Totals.Total, view.Currency), context.Words.Term("status", view.Status.ToString())),
        };

    private Candidate Of(ContractView view) =>
        new(new RecordRef(Kinds.Contract, view.Id, view.Title), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), view.Status is ContractStatus.Active or ContractStatus.Draft)
        {
            Detail = Details(view.Number, view.CustomerName, context.Words.Money(view.Value, view.Currency), context.Words.Term("status", view.Status.ToString())),
        };

    private Candidate Of(PaymentView view) =>
        new(new RecordRef(Kinds.Payment, view.Id, view.ContractTitle), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), view.Open > 0)
        {
            Detail = Details(view.CustomerName, context.Words.Money(view.Amount, view.Currency), context.Words.Day(view.DueOn)),
        };

    /// <summary>A number or a whole title is meant before a part of one.</summary>
    private static List<Candidate> Named(string said, List<Candidate> found) =>
        found.FindAll(one => one.Detail!.StartsWith(said.Trim() + " ·", StringComparison.OrdinalIgnoreCase) || one.Record.Name.Equals(said.Trim(), StringComparison.OrdinalIgnoreCase)) is { Count: > 0 } exact ? exact : found;

    private Candidate Of(TaskView view) =>
        new(new RecordRef(Kinds.Task, view.Id, view.Title), view.CustomerId is { } id ? SkillContext.CustomerRef(id, view.CustomerName ?? "") : null, !view.Done)
        {
            Detail = Details(view.CustomerName, context.Words.Due(view)),
        };

    private Candidate Of(InteractionView view) =>
        new(new RecordRef(Kinds.Interaction, view.Id, context.Words.Say("interaction.title." + view.Kind.ToString().ToLowerInvariant(), ("customer", view.CustomerName))), SkillContext.CustomerRef(view.CustomerId, view.CustomerName), true)
        {
            Detail = Details(context.Words.Time(view.When), view.Summary.Length > 60 ? view.Summary[..59] + "…" : view.Summary),
        };

    private static Candidate Of(UserView view) =>
        new(new RecordRef(Kinds.User, view.Id, view.Name), null, view.Active) { Detail = Details(view.Login, view.TeamName) };
}
