using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>Deletes a customer and everything that hangs on it, in one change set. Managers and admin; a rep may delete an own customer on which nothing hangs. Returns what was deleted.</summary>
[Requires(Permissions.CustomersDelete)]
public sealed record DeleteCustomer : Command<CustomerView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<CustomerView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var actor = session.Actor;
        var db = session.Db;
        var found = await CustomerRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var customer = found.Value;
        if (Versions.Changed(Kinds.Customer, Id, IfVersion, customer.Version) is { } outdated)
            return outdated;
        var contacts = await db.Contacts.Where(contact => contact.CustomerId == Id).ToListAsync(ct);
        var interactions = await db.Interactions.Where(interaction => interaction.CustomerId == Id).ToListAsync(ct);
        var opportunities = await db.Opportunities.Where(opportunity => opportunity.CustomerId == Id).ToListAsync(ct);
        var tickets = await db.Tickets.Where(ticket => ticket.CustomerId == Id).ToListAsync(ct);
        var tasks = await db.Tasks.Where(task => task.CustomerId == Id).ToListAsync(ct);
        var sold = await db.Contracts.AsNoTracking().FirstOrDefaultAsync(contract => contract.CustomerId == Id, ct);
        long[] sales = [.. opportunities.Select(opportunity => opportunity.Id)];
        var quotes = await db.Quotes.Where(quote => sales.Contains(quote.OpportunityId)).ToListAsync(ct);
        if (sold is not null)
            return CustomerFailures.HasContract(customer, sold);
        var surveys = await db.Surveys.Where(survey => survey.CustomerId == Id).ToListAsync(ct);
        var bare = contacts.Count + interactions.Count + opportunities.Count + tickets.Count + tasks.Count + surveys.Count == 0;
        var may = actor.May(Permissions.RecordsSupervise) || (customer.OwnerId == actor.UserId && bare);
        if (!may)
            return Failure.Forbidden(Policies.ManagersDelete, "Only managers and administrators delete a customer on which something hangs.");

        // What merely mentions the deleted records, but belongs elsewhere, stays and loses the mention.
        await LoosenAsync(db, [.. opportunities.Select(opportunity => opportunity.Id)], [.. tickets.Select(ticket => ticket.Id)], [.. contacts.Select(contact => contact.Id)], ct);
        foreach (var ticket in tickets)
            await Tickets.DeleteTicket.LoosenAsync(session, ticket.Id, ct);
        db.RemoveRange(surveys);
        db.RemoveRange(tasks);
        db.RemoveRange(interactions);
        db.RemoveRange(tickets);
        db.RemoveRange(quotes);
        db.RemoveRange(opportunities);
        db.RemoveRange(await db.Consents.Where(consent => db.Contacts.Any(contact => contact.CustomerId == Id && contact.Id == consent.ContactId)).ToListAsync(ct));
        db.RemoveRange(contacts);
        db.Remove(customer);
        await session.SaveAsync(ct);
        return CustomerRules.View(customer, await session.DirectoryAsync(ct), session.Actor);
    }

    private async Task LoosenAsync(CrmDbContext db, long[] opportunities, long[] tickets, long[] contacts, CancellationToken ct)
    {
        foreach (var interaction in await db.Interactions
            .Where(interaction => interaction.CustomerId != Id && interaction.OpportunityId != null && opportunities.Contains(interaction.OpportunityId.Value)).ToListAsync(ct))
            interaction.OpportunityId = null;
        foreach (var task in await db.Tasks
            .Where(task => task.CustomerId != Id && task.OpportunityId != null && opportunities.Contains(task.OpportunityId.Value)).ToListAsync(ct))
            task.OpportunityId = null;
        foreach (var task in await db.Tasks
            .Where(task => task.CustomerId != Id && task.TicketId != null && tickets.Contains(task.TicketId.Value)).ToListAsync(ct))
            task.TicketId = null;
        foreach (var ticket in await db.Tickets
            .Where(ticket => ticket.CustomerId != Id && ticket.ContactId != null && contacts.Contains(ticket.ContactId.Value)).ToListAsync(ct))
            ticket.ContactId = null;
    }
}
