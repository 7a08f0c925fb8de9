using BotCrm.Core.Access;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>The rules that logging, correcting and deleting share.</summary>
internal static class InteractionRules
{
    public const int MaxMinutes = 24 * 60;

    /// <summary>Who took part must be contacts of the customer.</summary>
    public static async Task<IReadOnlyList<long>> ParticipantsAsync(Checks check, CrmSession session, IReadOnlyList<long> ids, long customerId, CancellationToken ct)
    {
        var distinct = ids.Distinct().ToArray();
        if (distinct.Length == 0)
            return distinct;
        if (distinct.Length > Limits.ListItems)
        {
            check.Fail("too_many", $"participants may have at most {Limits.ListItems} entries; this has {distinct.Length}.", "participants");
            return distinct;
        }

        var known = await session.Db.Contacts.Where(contact => contact.CustomerId == customerId && distinct.Contains(contact.Id)).Select(contact => contact.Id).ToListAsync(ct);
        foreach (var id in distinct)
        {
            if (!known.Contains(id))
                check.Fail(InteractionFailures.UnknownParticipant(id));
        }

        return distinct;
    }

    public static async Task OpportunityAsync(Checks check, CrmSession session, long? id, long customerId, CancellationToken ct)
    {
        if (id is { } given && !await session.Db.Opportunities.AnyAsync(one => one.Id == given && one.CustomerId == customerId, ct))
            check.Fail(InteractionFailures.UnknownOpportunity(given));
    }

    public static async Task<Ticket?> TicketAsync(Checks check, CrmSession session, long? id, long customerId, CancellationToken ct)
    {
        if (id is not { } given)
            return null;
        var ticket = await session.Db.Tickets.SingleOrDefaultAsync(one => one.Id == given && one.CustomerId == customerId, ct);
        if (ticket is null)
            check.Fail(InteractionFailures.UnknownTicket(given));
        else if (ticket.MergedIntoId is not null)
            check.Fail(TicketFailures.Merged(ticket));
        return ticket;
    }

    public static bool MayChange(Actor actor, Interaction interaction, Customer customer) =>
        interaction.AuthorId == actor.UserId || customer.OwnerId == actor.UserId || actor.May(Permissions.RecordsSupervise);

    public static bool MayDelete(Actor actor, Interaction interaction) =>
        interaction.AuthorId == actor.UserId || actor.May(Permissions.RecordsSupervise);
}
