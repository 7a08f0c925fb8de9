using System.Text;
using BotCrm.Core;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Users;

namespace BotCrm.Bot.Api.Requests;

/// <summary>
/// Finds the record a client named: by id, by login, or by a name that fits exactly one record that the actor may see. An id is taken as it
/// is; whether it exists for this actor is the command's business.
/// </summary>
internal sealed class ReferenceResolver(ApiCall call)
{
    /// <summary>Reading goes on until all candidates are seen; so many pages of them mean that the name says nothing.</summary>
    private const int MaxPages = 10;

    public async Task<long?> UserAsync(Reference? reference, string field, CancellationToken ct)
    {
        if (reference is null || reference.Id(Kinds.User) is not null || call.Failure is not null)
            return reference?.Id(Kinds.User);
        if (reference.Text.Equals("me", StringComparison.OrdinalIgnoreCase))
            return call.Actor.UserId;
        if (await call.Crm.FindActorByLoginAsync(reference.Text, ct) is { } actor)
            return actor.UserId;

        return await ByNameAsync(
            Kinds.User, reference.Text, field,
            paging => new ListUsers { Search = reference.Text, Paging = paging },
            static user => (user.Id, [user.Name, user.Login]), ct);
    }

    public Task<long?> TeamAsync(Reference? reference, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Team, reference, field,
            paging => new ListTeams { Paging = paging },
            static team => (team.Id, [team.Name]), ct);

    public Task<long?> CustomerAsync(Reference? reference, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Customer, reference, field,
            paging => new ListCustomers { Search = reference!.Text, Paging = paging },
            static customer => (customer.Id, [customer.Name, .. customer.Aliases]), ct);

    /// <param name="customerId">Only among this customer's contacts.</param>
    public Task<long?> ContactAsync(Reference? reference, long? customerId, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Contact, reference, field,
            paging => new ListContacts { Search = reference!.Text, CustomerId = customerId, Paging = paging },
            static contact => (contact.Id, [contact.Name]), ct);

    public async Task<IReadOnlyList<long>> ContactsAsync(IReadOnlyList<Reference>? references, long? customerId, string field, CancellationToken ct)
    {
        var ids = new List<long>();
        foreach (var reference in references ?? [])
        {
            if (await ContactAsync(reference, customerId, field, ct) is { } id)
                ids.Add(id);
        }

        return ids;
    }

    public Task<long?> OpportunityAsync(Reference? reference, long? customerId, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Opportunity, reference, field,
            paging => new ListOpportunities { Search = reference!.Text, CustomerId = customerId, Paging = paging },
            static opportunity => (opportunity.Id, [opportunity.Name]), ct);

    public Task<long?> TicketAsync(Reference? reference, long? customerId, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Ticket, reference, field,
            paging => new ListTickets { Search = reference!.Text, CustomerId = customerId, Paging = paging },
            static ticket => (ticket.Id, [ticket.Subject]), ct);

    public Task<long?> QueueAsync(Reference? reference, string field, CancellationToken ct) =>
        OneAsync(
            Kinds.Queue, reference, field,
            paging => new ListQueues { Paging = paging },
            static queue => (queue.Id, [queue.Name]), ct);

    private async Task<long?> OneAsync<TView>(string kind, Reference? reference, string field, Func<Paging, Query<Page<TView>>> list, Func<TView, (long Id, IReadOnlyList<string> Names)> read, CancellationToken ct)
    {
        if (reference is null || call.Failure is not null)
            return null;

        return reference.Id(kind) ?? await ByNameAsync(kind, reference.Text, field, list, read, ct);
    }

    private async Task<long?> ByNameAsync<TView>(string kind, string name, string field, Func<Paging, Query<Page<TView>>> list, Func<TView, (long Id, IReadOnlyList<string> Names)> read, CancellationToken ct)
    {
        var wanted = Fold(name);
        var found = new List<long>();
        string? after = null;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var page = await call.AskAsync(list(new Paging(Paging.MaxLimit, after)), ct);
            if (!page.Ok)
            {
                call.Fail(page.Failure with { Field = field });
                return null;
            }

            found.AddRange(page.Value.Items.Select(read).Where(item => item.Names.Any(candidate => Fold(candidate) == wanted)).Select(static item => item.Id));
            if ((after = page.Value.Next) is null)
                break;
        }

        switch (found.Count)
        {
            case 1:
                return found[0];
            case 0:
                call.Fail(Failure.Invalid("unknown_" + kind, $"There is no {kind} '{Shorten(name)}'. '{field}' takes an id or a full name.", field));
                return null;
            default:
                call.Fail(Failure.Invalid("ambiguous_" + kind, $"There are several called '{Shorten(name)}': {kind} {string.Join(", ", found)}. Give the id in '{field}'.", field));
                return null;
        }
    }

    private static string Fold(string name)
    {
        try
        {
            return name.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: no name has one.
            return name;
        }
    }

    private static string Shorten(string name) => name.Length <= 80 ? name : name[..80] + "…";
}
