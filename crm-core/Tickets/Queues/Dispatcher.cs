using BotCrm.Core.Access;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets.Queues;

/// <summary>Chooses who of a queue gets a ticket, and can say why. Same state, same choice.</summary>
internal static class Dispatcher
{
    public static int Weight(TicketPriority priority) => priority switch
    {
        TicketPriority.Low => 1,
        TicketPriority.Normal => 2,
        TicketPriority.High => 3,
        _ => 4,
    };

    /// <param name="silent">Somebody who let it lie before.</param>
    public static async Task<QueueChoice> ChooseAsync(CrmSession session, Ticket ticket, TicketQueue queue, long? silent, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        var skill = session.Options.Service.Category(ticket.Category)?.Skill?.ToLowerInvariant();
        var owner = await session.Db.Customers.Where(customer => customer.Id == ticket.CustomerId).Select(customer => customer.OwnerId).SingleAsync(ct);
        var members = await session.Db.QueueMembers.AsNoTracking().Where(member => member.QueueId == queue.Id).OrderBy(member => member.UserId).ToListAsync(ct);
        var ids = members.Select(member => member.UserId).ToArray();
        var open = await session.Db.Tickets
            .Where(one => one.Status == TicketStatus.Open && one.Id != ticket.Id && one.AssigneeId != null && ids.Contains(one.AssigneeId.Value))
            .GroupBy(one => new { one.AssigneeId, one.Priority })
            .Select(group => new { group.Key.AssigneeId, group.Key.Priority, Count = group.Count() })
            .ToListAsync(ct);

        var candidates = new List<AssignmentCandidate>();
        foreach (var member in members)
        {
            var person = directory[member.UserId];
            var own = open.FindAll(one => one.AssigneeId == member.UserId);
            var load = own.Sum(one => one.Count * Weight(one.Priority));
            var capacity = member.Capacity * Weight(TicketPriority.Normal);
            var unfit = !member.Active || !person.Active ? Unfit.Away
                : skill is not null && !member.Skills.Contains(skill) ? Unfit.LacksSkill
                : directory.ActorByLogin(person.Login) is not { } actor || !actor.Sees(owner) ? Unfit.CannotSee
                : member.UserId == silent ? Unfit.WasSilent
                : load + Weight(ticket.Priority) > capacity ? Unfit.Full
                : Unfit.None;
            candidates.Add(new AssignmentCandidate(member.UserId, person.Login, person.Name, own.Sum(one => one.Count), load, capacity, Speaks(member, person, ticket.Language), unfit));
        }

        var fit = candidates.Where(one => one.Unfit == Unfit.None).ToList();
        if (fit.Exists(one => one.SpeaksLanguage))
            fit.RemoveAll(one => !one.SpeaksLanguage);
        // Loads are compared as fractions of the capacity, in whole numbers: a/b < c/d when a·d < c·b.
        fit.Sort((one, other) =>
            ((long)one.Load * other.Capacity).CompareTo((long)other.Load * one.Capacity) is not 0 and var byLoad ? byLoad
            : one.OpenTickets.CompareTo(other.OpenTickets) is not 0 and var byCount ? byCount
            : one.UserId.CompareTo(other.UserId));
        var chosen = fit.FirstOrDefault();
        return new QueueChoice(queue.Id, queue.Name, chosen?.UserId, chosen?.Name, skill, ticket.Language, candidates);
    }

    private static bool Speaks(QueueMember member, Person person, string? language) =>
        language is null || person.Language.StartsWith(language, StringComparison.OrdinalIgnoreCase) || member.Skills.Contains(language);
}
