using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Tickets;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Interactions;

/// <summary>The interactions and tickets that an actor may search, with the filters of a search; ranked by the store inside the same query.</summary>
internal sealed class HistorySource(CrmSession session, long? customerId, Contact? contact, DateTimeOffset? from, DateTimeOffset? to, int limit)
{
    // Of a search for any of the words, what fits far worse than the best is noise.
    private const double Noise = 0.3;

    private const int NewestFirst = 300;
    private const int Newest = 5000;

    public async Task<IReadOnlyList<Passage>> NewestAsync(CancellationToken ct)
    {
        var interactions = await Interactions().OrderByDescending(row => row.Interaction.When).ThenByDescending(row => row.Interaction.Id).Take(limit).ToListAsync(ct);
        var tickets = await Tickets().OrderByDescending(row => row.Ticket.CreatedAt).ThenByDescending(row => row.Ticket.Id).Take(limit).ToListAsync(ct);
        var directory = await session.DirectoryAsync(ct);
        return [.. interactions.Select(row => Of(row, directory[row.Interaction.AuthorId].Name, [], 0))
            .Concat(tickets.Select(row => Of(row, [], 0)))
            .OrderByDescending(passage => passage.When).ThenByDescending(passage => passage.Id).Take(limit)];
    }

    public async Task<IReadOnlyList<Passage>> MatchingAsync(TextQuestion question, IReadOnlyList<string> words, CancellationToken ct)
    {
        // The newest few are enough for somebody who sees them; who sees one record in a hundred finds some of their own among more.
        var (ranks, all) = await RanksAsync(question, NewestFirst, ct);
        var passages = await MatchingAsync(ranks, words, ct);
        return all || passages.Count >= limit ? passages : await MatchingAsync((await RanksAsync(question, Newest, ct)).Ranks, words, ct);
    }

    private async Task<IReadOnlyList<Passage>> MatchingAsync(Dictionary<long, double> ranks, IReadOnlyList<string> words, CancellationToken ct)
    {
        var (talks, asked) = (ranks.Keys.Where(row => row % 2 == 0).Select(row => row / 2).ToArray(), ranks.Keys.Where(row => row % 2 == 1).Select(row => row / 2).ToArray());
        var seenTalks = await Interactions().Where(row => talks.Contains(row.Interaction.Id)).Select(row => new { row.Interaction.Id, At = row.Interaction.When }).ToListAsync(ct);
        var seenTickets = await Tickets().Where(row => asked.Contains(row.Ticket.Id)).Select(row => new { row.Ticket.Id, At = row.Ticket.CreatedAt }).ToListAsync(ct);
        var bestTalks = seenTalks.OrderBy(one => ranks[one.Id * 2]).ThenByDescending(one => one.At).Take(limit).Select(one => one.Id).ToArray();
        var bestTickets = seenTickets.OrderBy(one => ranks[(one.Id * 2) + 1]).ThenByDescending(one => one.At).Take(limit).Select(one => one.Id).ToArray();
        var interactions = await Interactions().Where(row => bestTalks.Contains(row.Interaction.Id)).ToListAsync(ct);
        var tickets = await Tickets().Where(row => bestTickets.Contains(row.Ticket.Id)).ToListAsync(ct);
        var directory = await session.DirectoryAsync(ct);
        var passages = interactions.Select(row => Of(row, directory[row.Interaction.AuthorId].Name, words, -ranks[row.Interaction.Id * 2]))
            .Concat(tickets.Select(row => Of(row, words, -ranks[(row.Ticket.Id * 2) + 1])))
            .OrderByDescending(passage => passage.Score).ThenByDescending(passage => passage.When).Take(limit).ToList();
        return [.. passages.Where(passage => passage.Score >= passages[0].Score * Noise && passage.Text.Length > 0)];
    }

    /// <summary>
    /// The rows of the index that fit, with their ranks, gathered before they are joined with records: a store that joins them itself may ask the index
    /// once for each record. Of words that very many records have, those of the customer asked for are taken, or else the newest, which then rank alike.
    /// </summary>
    private async Task<(Dictionary<long, double> Ranks, bool All)> RanksAsync(TextQuestion question, int newest, CancellationToken ct)
    {
        var text = session.Db.Dialect.FullText;
        var asked = await text.NarrowedAsync(session.Db, HistoryIndex.Table, question, Narrowing.Few, ct);
        if (await text.FewAsync(session.Db, HistoryIndex.Table, asked, Narrowing.Few, ct) is { } few)
            return (await text.RanksAsync(session.Db, HistoryIndex.Table, asked, few, ct), true);
        if (customerId is null && contact is null)
            return ((await text.NewestAsync(session.Db, HistoryIndex.Table, asked, newest, ct)).ToDictionary(row => row, _ => -1.0), false);
        var of = await Interactions().OrderByDescending(row => row.Interaction.When).Select(row => row.Interaction.Id * 2).Take(Narrowing.Few).ToListAsync(ct);
        of.AddRange(await Tickets().OrderByDescending(row => row.Ticket.CreatedAt).Select(row => (row.Ticket.Id * 2) + 1).Take(Narrowing.Few).ToListAsync(ct));
        var theirs = of.ToArray();
        return (await text.Rows(session.Db, HistoryIndex.Table, asked).Select(hit => hit.Row).Where(row => theirs.Contains(row)).ToDictionaryAsync(row => row, _ => -1.0, ct), true);
    }

    private IQueryable<InteractionRow> Interactions()
    {
        var rows = InteractionRows.Of(session);
        if (customerId is { } customer)
            rows = rows.Where(row => row.Interaction.CustomerId == customer);
        if (from is { } first)
            rows = rows.Where(row => row.Interaction.When >= first);
        if (to is { } end)
            rows = rows.Where(row => row.Interaction.When < end);
        if (contact is null)
            return rows;

        // Not everybody who is quoted was entered as a participant, so being named counts too.
        var (id, company) = (contact.Id, contact.CustomerId);
        var named = TextSearch.Holds<InteractionRow>(session.Db, SpokenNames(contact), row => row.Interaction.Summary);
        return rows.Where(row => row.Interaction.CustomerId == company).Where(named.Or(row => row.Interaction.ParticipantIds.Contains(id)));
    }

    private IQueryable<TicketRow> Tickets()
    {
        var rows = TicketRows.Of(session);
        if (customerId is { } customer)
            rows = rows.Where(row => row.Ticket.CustomerId == customer);
        if (contact is { Id: var id })
            rows = rows.Where(row => row.Ticket.ContactId == id);
        if (from is { } first)
            rows = rows.Where(row => row.Ticket.CreatedAt >= first);
        return to is { } end ? rows.Where(row => row.Ticket.CreatedAt < end) : rows;
    }

    /// <summary>The full name, the given name ("Maria"), and the surname with the usual Chinese address ("王总").</summary>
    private static string[] SpokenNames(Contact contact)
    {
        var full = contact.Name;
        // "Dr." is no name.
        var first = full.Split(' ').FirstOrDefault(word => word.Length >= 3 && !word.EndsWith('.')) ?? full;
        var title = char.IsAscii(full[0]) ? full : full[0] + "总";
        return [.. new[] { full, first, title }.Distinct()];
    }

    private Passage Of(InteractionRow row, string author, IReadOnlyList<string> words, double score)
    {
        var one = row.Interaction;
        return new Passage(Kinds.Interaction, one.Id, one.CustomerId, row.CustomerName, one.When, author, Said(words, one.Summary, ("interaction.outcome", one.Outcome), ("interaction.nextStep", one.NextStep)), score);
    }

    private Passage Of(TicketRow row, IReadOnlyList<string> words, double score)
    {
        var one = row.Ticket;
        return new Passage(Kinds.Ticket, one.Id, one.CustomerId, row.CustomerName, one.CreatedAt, null, Said(words, one.Subject, ("ticket.description", one.Description), ("ticket.resolution", one.Resolution)), score);
    }

    /// <summary>The passage, from what the actor's role sees; empty when only what it does not see has the words.</summary>
    private string Said(IReadOnlyList<string> words, string head, params (string Field, string? Text)[] others)
    {
        string?[] seen = [head, .. others.Where(other => session.Actor.SeesField(other.Field)).Select(other => other.Text)];
        var all = seen.Length == others.Length + 1;
        return all || words.Count == 0 || PassageText.Holds(seen, words) ? PassageText.Of(seen, words) : "";
    }
}
