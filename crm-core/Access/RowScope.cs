using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Storage;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Access;

/// <summary>
/// Which rows an actor sees; the only place that says so. What is filtered out here does not exist for the actor. Everyone starts from
/// <see cref="Actor.Owners"/>: own customers for a rep, the team's for a manager, all for support and admin, and what hangs on them.
/// </summary>
internal static class RowScope
{
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, Actor actor)
    {
        if (Scope(actor) is not { } owners)
            return customers;
        if (owners is [var only])
            return customers.Where(customer => customer.OwnerId == only);
        return customers.Where(customer => owners.Contains(customer.OwnerId));
    }

    public static IQueryable<Contact> VisibleTo(this IQueryable<Contact> contacts, Actor actor, CrmDbContext db)
    {
        if (actor.Owners is null)
            return contacts;
        var customers = db.Customers.VisibleTo(actor);
        return contacts.Where(contact => customers.Any(customer => customer.Id == contact.CustomerId));
    }

    public static IQueryable<Interaction> VisibleTo(this IQueryable<Interaction> interactions, Actor actor, CrmDbContext db)
    {
        if (actor.Owners is null)
            return interactions;
        var customers = db.Customers.VisibleTo(actor);
        return interactions.Where(interaction => customers.Any(customer => customer.Id == interaction.CustomerId));
    }

    /// <summary>Also those owned by somebody in scope on another's customer. Support sees all, but no amounts (<see cref="Policies.SeesAmounts"/>).</summary>
    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, Actor actor, CrmDbContext db)
    {
        if (Scope(actor) is not { } owners)
            return opportunities;
        var customers = db.Customers.VisibleTo(actor);
        return opportunities.Where(opportunity => owners.Contains(opportunity.OwnerId) || customers.Any(customer => customer.Id == opportunity.CustomerId));
    }

    /// <summary>Also those assigned to somebody in scope.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, Actor actor, CrmDbContext db)
    {
        if (Scope(actor) is not { } owners)
            return tickets;
        var customers = db.Customers.VisibleTo(actor);
        return tickets.Where(ticket => (ticket.AssigneeId != null && owners.Contains(ticket.AssigneeId.Value)) || customers.Any(customer => customer.Id == ticket.CustomerId));
    }

    /// <summary>
    /// Those assigned to or made by somebody in scope, and those on a visible customer. Support sees every customer, but other people's
    /// to-dos without a customer are theirs alone.
    /// </summary>
    public static IQueryable<CrmTask> VisibleTo(this IQueryable<CrmTask> tasks, Actor actor, CrmDbContext db)
    {
        var self = actor.UserId;
        if (actor.Role == Role.Admin)
            return tasks;
        if (Scope(actor) is not { } owners)
            return tasks.Where(task => task.AssigneeId == self || task.CreatedById == self || task.CustomerId != null);
        var customers = db.Customers.VisibleTo(actor);
        return tasks.Where(task => owners.Contains(task.AssigneeId) || owners.Contains(task.CreatedById)
            || (task.CustomerId != null && customers.Any(customer => customer.Id == task.CustomerId)));
    }

    private static long[]? Scope(Actor actor) => actor.Owners is null ? null : [.. actor.Owners.Order()];
}
