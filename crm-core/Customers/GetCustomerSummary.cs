using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>Everything about one customer that the role may read: what it may not is left out.</summary>
[Requires(Permissions.CustomersRead)]
public sealed record GetCustomerSummary : Query<CustomerSummary>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<CustomerSummary>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await CustomerRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var ten = new Paging(10);
        var contacts = await IfMayAsync(session, Permissions.ContactsRead, new ListContacts { CustomerId = Id, Paging = ten }, ct);
        if (!contacts.Ok)
            return contacts.Failure;
        var interactions = await IfMayAsync(session, Permissions.InteractionsRead, new ListInteractions { CustomerId = Id, Paging = new Paging(5, Sort: "when", Descending: true, CountTotal: true) }, ct);
        if (!interactions.Ok)
            return interactions.Failure;
        var opportunities = await IfMayAsync(session, Permissions.OpportunitiesRead, new ListOpportunities { CustomerId = Id, Open = true, Paging = ten }, ct);
        if (!opportunities.Ok)
            return opportunities.Failure;
        var tickets = await IfMayAsync(session, Permissions.TicketsRead, new ListTickets { CustomerId = Id, Open = true, Paging = ten }, ct);
        if (!tickets.Ok)
            return tickets.Failure;
        var tasks = await IfMayAsync(session, Permissions.TasksRead, new ListTasks { CustomerId = Id, Done = false, Paging = ten }, ct);
        if (!tasks.Ok)
            return tasks.Failure;
        var quotes = await IfMayAsync(session, Permissions.QuotesRead, new ListQuotes { CustomerId = Id, Open = true, Paging = new Paging(10, Sort: "created", Descending: true) }, ct);
        if (!quotes.Ok)
            return quotes.Failure;
        var contracts = await IfMayAsync(session, Permissions.ContractsRead, new ListContracts { CustomerId = Id, Status = ContractStatus.Active, Paging = ten }, ct);
        if (!contracts.Ok)
            return contracts.Failure;
        var showsAmounts = session.Actor.May(Permissions.OpportunitiesRead) && Policies.SeesAmounts(session.Actor);
        return new CustomerSummary(
            CustomerRules.View(found.Value, await session.DirectoryAsync(ct), session.Actor),
            contacts.Value.Items,
            interactions.Value.Items,
            interactions.Value.Total ?? interactions.Value.Items.Count,
            opportunities.Value.Items,
            tickets.Value.Items,
            tasks.Value.Items,
            showsAmounts ? await SumAsync(session, won: false, ct) : null,
            showsAmounts ? await SumAsync(session, won: true, ct) : null)
        {
            OpenQuotes = quotes.Value.Items,
            ActiveContracts = contracts.Value.Items,
            Owed = session.Actor.May(Permissions.PaymentsRead) && session.Actor.May(Permissions.MoneyReports) ? await OwedAsync(session, ct) : null,
        };
    }

    private static async Task<Result<Page<T>>> IfMayAsync<T>(CrmSession session, string permission, Query<Page<T>> query, CancellationToken ct) =>
        session.Actor.May(permission) ? await session.AskAsync(query, ct) : new Page<T>([], null, 0);

    private async Task<IReadOnlyList<OwedMoney>> OwedAsync(CrmSession session, CancellationToken ct)
    {
        var owed = await session.AskAsync(new Receivables { CustomerId = Id }, ct);
        return [.. owed.Value.Totals.Select(total => new OwedMoney(new Money(total.Open, total.Currency), new Money(total.Buckets.Skip(1).Sum(), total.Currency)))];
    }

    private async Task<IReadOnlyList<Money>> SumAsync(CrmSession session, bool won, CancellationToken ct)
    {
        var opportunities = session.Db.Opportunities.VisibleTo(session.Actor, session.Db).Where(opportunity => opportunity.CustomerId == Id && opportunity.AmountMinor != null);
        opportunities = won
            ? opportunities.Where(opportunity => opportunity.ClosedAt != null && opportunity.LossReason == null)
            : opportunities.Where(opportunity => opportunity.ClosedAt == null);
        var sums = await opportunities
            .GroupBy(opportunity => opportunity.Currency)
            .Select(group => new { Currency = group.Key, Minor = group.Sum(opportunity => opportunity.AmountMinor) })
            .ToListAsync(ct);
        return [.. sums.OrderByDescending(sum => sum.Minor).Select(sum => Money.FromMinor(sum.Minor ?? 0, sum.Currency))];
    }
}
