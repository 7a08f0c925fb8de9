using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>An interaction with the names its view shows.</summary>
internal sealed class InteractionRow
{
    public required Interaction Interaction { get; init; }

    public required string CustomerName { get; init; }
}

internal static class InteractionRows
{
    /// <summary>What the actor may see.</summary>
    public static IQueryable<InteractionRow> Of(CrmSession session) =>
        from interaction in session.Db.Interactions.AsNoTracking().VisibleTo(session.Actor, session.Db)
        // A left join, though each has its customer: the store may then leave the names for after it has sorted and cut.
        join customer in session.Db.Customers on interaction.CustomerId equals customer.Id into customers
        from customer in customers.DefaultIfEmpty()
        select new InteractionRow { Interaction = interaction, CustomerName = customer!.Name };

    public static async Task<Result<InteractionView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await Of(session).Where(row => row.Interaction.Id == id).ToListAsync(ct) is [var row]
            ? (await ViewsAsync(session, [row], ct))[0]
            : Failure.NotFound(Kinds.Interaction, id);

    public static async Task<IReadOnlyList<InteractionView>> ViewsAsync(CrmSession session, IReadOnlyList<InteractionRow> rows, CancellationToken ct)
    {
        var ids = rows.SelectMany(row => row.Interaction.ParticipantIds).Distinct().ToArray();
        var names = ids.Length == 0
            ? []
            : await session.Db.Contacts.Where(contact => ids.Contains(contact.Id)).Select(contact => new { contact.Id, contact.Name }).ToDictionaryAsync(contact => contact.Id, contact => contact.Name, ct);
        var directory = await session.DirectoryAsync(ct);
        return [.. rows.Select(row => View(row, names, directory[row.Interaction.AuthorId]))];
    }

    private static InteractionView View(InteractionRow row, Dictionary<long, string> names, Person author)
    {
        var one = row.Interaction;
        var participants = one.ParticipantIds.Where(names.ContainsKey).Select(id => new Ref(id, names[id])).ToList();
        return new InteractionView(one.Id, one.CustomerId, row.CustomerName, one.Kind, one.When, one.DurationMinutes, participants, one.Summary, one.Outcome, one.Resolved, one.NextStep, one.OpportunityId, one.AuthorId, author.Login, author.Name, one.CreatedAt, one.Version) { TicketId = one.TicketId };
    }
}
