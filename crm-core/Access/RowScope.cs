using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Files;
using BotCrm.Core.Interactions;
using BotCrm.Core.Knowledge;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;
using BotCrm.Core.Storage;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;

namespace BotCrm.Core.Access;

/// <summary>What a store does with the condition that says which rows an actor sees.</summary>
internal enum ScopeUse
{
    /// <summary>It may begin with the actor's rows: right where they are few.</summary>
    Lead,

    /// <summary>
    /// It comes along another index and holds each row against the condition: right where an order or a filter leads and the actor sees much (<see cref="Actor.SeesMuch"/>).
    /// Adding 0 says so to both databases: a column that is reckoned with is not looked up.
    /// </summary>
    Check,
}

/// <summary>
/// Which rows an actor sees; the only place that says so. What is filtered out here does not exist for the actor. Everyone starts from
/// <see cref="Actor.Owners"/>: own customers for a rep, the team's for a manager, all for support, finance and admin, and what hangs on them.
/// Of a noun that the role may not read there are no rows at all, whoever asks.
/// </summary>
internal static class RowScope
{
    public static IQueryable<Customer> VisibleTo(this IQueryable<Customer> customers, Actor actor)
    {
        if (!actor.May(Permissions.CustomersRead))
            return customers.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return customers;
        if (owners is [var only])
            return customers.Where(customer => customer.OwnerId == only);
        return customers.Where(customer => owners.Contains(customer.OwnerId));
    }

    public static IQueryable<Contact> VisibleTo(this IQueryable<Contact> contacts, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.ContactsRead))
            return contacts.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return contacts;
        return owners is [var only] ? contacts.Where(contact => contact.CustomerOwnerId == only) : contacts.Where(contact => owners.Contains(contact.CustomerOwnerId));
    }

    public static IQueryable<Interaction> VisibleTo(this IQueryable<Interaction> interactions, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.InteractionsRead))
            return interactions.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return interactions;
        return owners is [var only]
            ? interactions.Where(interaction => interaction.CustomerOwnerId == only)
            : interactions.Where(interaction => owners.Contains(interaction.CustomerOwnerId));
    }

    /// <summary>Also those owned by somebody in scope on another's customer. Support sees all, but no amounts (<see cref="Policies.SeesAmounts"/>).</summary>
    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, Actor actor, CrmDbContext db, ScopeUse use = ScopeUse.Lead)
    {
        if (!actor.May(Permissions.OpportunitiesRead))
            return opportunities.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return opportunities;
        if (use == ScopeUse.Check)
            return opportunities.Where(opportunity => owners.Contains(opportunity.OwnerId + 0) || owners.Contains(opportunity.CustomerOwnerId + 0));
        return opportunities.Where(opportunity => owners.Contains(opportunity.OwnerId) || owners.Contains(opportunity.CustomerOwnerId));
    }

    /// <summary>
    /// The same opportunities in parts that have none in common, for counting: asked for "owner or customer's owner" at once, a store looks up each row;
    /// each of the parts lies in an index, made for what has an owner (whose number is above 0).
    /// </summary>
    public static IReadOnlyList<IQueryable<Opportunity>> VisibleApart(this IQueryable<Opportunity> opportunities, Actor actor)
    {
        if (!actor.May(Permissions.OpportunitiesRead))
            return [];
        if (Scope(actor) is not { } owners)
            return [opportunities];
        return
        [
            opportunities.Where(one => one.OwnerId > 0 && owners.Contains(one.OwnerId)),
            opportunities.Where(one => owners.Contains(one.CustomerOwnerId) && one.CustomerOwnerId != one.OwnerId && !owners.Contains(one.OwnerId)),
        ];
    }

    /// <summary>The stays in stages of visible opportunities, likewise.</summary>
    public static IReadOnlyList<IQueryable<StageChange>> VisibleApart(this IQueryable<StageChange> stays, Actor actor)
    {
        if (!actor.May(Permissions.OpportunitiesRead))
            return [];
        if (Scope(actor) is not { } owners)
            return [stays];
        return
        [
            stays.Where(one => one.OwnerId > 0 && owners.Contains(one.OwnerId)),
            stays.Where(one => owners.Contains(one.CustomerOwnerId) && one.CustomerOwnerId != one.OwnerId && !owners.Contains(one.OwnerId)),
        ];
    }

    /// <summary>The same tickets in parts that have none in common.</summary>
    public static IReadOnlyList<IQueryable<Ticket>> VisibleApart(this IQueryable<Ticket> tickets, Actor actor)
    {
        if (!actor.May(Permissions.TicketsRead))
            return [];
        if (Scope(actor) is not { } owners)
            return [tickets];
        var others = tickets.Where(ticket => ticket.AssigneeId == null || !owners.Contains(ticket.AssigneeId.Value));
        return
        [
            tickets.Where(ticket => ticket.AssigneeId > 0 && owners.Contains(ticket.AssigneeId.Value)),
            others.Where(ticket => ticket.CustomerOwnerId > 0 && owners.Contains(ticket.CustomerOwnerId)),
            others.Where(ticket => ticket.EscalatedToId != null && owners.Contains(ticket.EscalatedToId.Value) && !owners.Contains(ticket.CustomerOwnerId)),
        ];
    }

    /// <summary>Also those assigned or escalated to somebody in scope.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, Actor actor, CrmDbContext db, ScopeUse use = ScopeUse.Lead)
    {
        if (!actor.May(Permissions.TicketsRead))
            return tickets.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return tickets;
        if (use == ScopeUse.Check)
        {
            return tickets.Where(ticket => (ticket.AssigneeId != null && owners.Contains(ticket.AssigneeId.Value + 0))
                || (ticket.EscalatedToId != null && owners.Contains(ticket.EscalatedToId.Value + 0))
                || owners.Contains(ticket.CustomerOwnerId + 0));
        }
        return tickets.Where(ticket => (ticket.AssigneeId != null && owners.Contains(ticket.AssigneeId.Value))
            || (ticket.EscalatedToId != null && owners.Contains(ticket.EscalatedToId.Value))
            || owners.Contains(ticket.CustomerOwnerId));
    }

    /// <summary>What is said on a ticket is for who sees the ticket.</summary>
    public static IQueryable<TicketNote> VisibleTo(this IQueryable<TicketNote> notes, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.TicketsRead))
            return notes.Where(_ => false);
        if (actor.Owners is null)
            return notes;
        var tickets = db.Tickets.VisibleTo(actor, db);
        return notes.Where(note => tickets.Any(ticket => ticket.Id == note.TicketId));
    }

    public static IQueryable<Survey> VisibleTo(this IQueryable<Survey> surveys, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.SurveysRead))
            return surveys.Where(_ => false);
        if (actor.Owners is null)
            return surveys;
        if (!actor.May(Permissions.CustomersRead))
            return surveys.Where(_ => false);
        var owners = Scope(actor)!;
        return surveys.Where(survey => owners.Contains(survey.CustomerOwnerId));
    }

    /// <summary>
    /// Those assigned to or made by somebody in scope, and those on a visible customer. Support sees every customer, but other people's
    /// to-dos without a customer are theirs alone.
    /// </summary>
    public static IQueryable<CrmTask> VisibleTo(this IQueryable<CrmTask> tasks, Actor actor, CrmDbContext db, ScopeUse use = ScopeUse.Lead)
    {
        if (!actor.May(Permissions.TasksRead))
            return tasks.Where(_ => false);
        var self = actor.UserId;
        if (actor.Owners is null && actor.May(Permissions.TasksAll))
            return tasks;
        if (!actor.May(Permissions.TasksShared))
            return tasks.Where(task => task.AssigneeId == self || task.CreatedById == self);
        if (Scope(actor) is not { } owners)
            return tasks.Where(task => task.AssigneeId == self || task.CreatedById == self || task.CustomerId != null);
        if (use == ScopeUse.Check)
        {
            return tasks.Where(task => owners.Contains(task.AssigneeId + 0) || owners.Contains(task.CreatedById + 0)
                || (task.CustomerOwnerId != null && owners.Contains(task.CustomerOwnerId.Value + 0)));
        }
        return tasks.Where(task => owners.Contains(task.AssigneeId) || owners.Contains(task.CreatedById)
            || (task.CustomerOwnerId != null && owners.Contains(task.CustomerOwnerId.Value)));
    }

    /// <summary>A person's own and those shared with all; administrators see every one.</summary>
    public static IQueryable<Segment> VisibleTo(this IQueryable<Segment> segments, Actor actor)
    {
        var self = actor.UserId;
        if (!actor.May(Permissions.SegmentsRead))
            return segments.Where(_ => false);
        return actor.May(Permissions.AuditAll) ? segments : segments.Where(segment => segment.Shared || segment.OwnerId == self);
    }

    /// <summary>What is approved is everybody's; a draft or a retired revision is its author's and of those who approve.</summary>
    public static IQueryable<Article> VisibleTo(this IQueryable<Article> articles, Actor actor)
    {
        var self = actor.UserId;
        if (!actor.May(Permissions.KnowledgeRead))
            return articles.Where(_ => false);
        return actor.May(Permissions.KnowledgeApprove) ? articles : articles.Where(article => article.Status == ArticleStatus.Approved || article.AuthorId == self);
    }

    /// <summary>The ids of the visible records of a kind, for what speaks of every noun: the change feed, names, undo.</summary>
    public static IQueryable<long> Ids(string kind, Actor actor, CrmDbContext db) => kind switch
    {
        Kinds.User => db.Users.Select(row => row.Id),
        Kinds.Team => db.Teams.Select(row => row.Id),
        Kinds.Customer => db.Customers.VisibleTo(actor).Select(row => row.Id),
        Kinds.Contact => db.Contacts.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Interaction => db.Interactions.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Opportunity => db.Opportunities.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Ticket => db.Tickets.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.TicketNote => db.TicketNotes.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Queue => db.Queues.Select(row => row.Id),
        Kinds.QueueMember => db.QueueMembers.Select(row => row.Id),
        Kinds.Survey => db.Surveys.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Task => db.Tasks.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Quote => db.Quotes.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Contract => db.Contracts.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.Payment => db.Payments.VisibleTo(actor, db).Select(row => row.Id),
        Kinds.CalendarEntry => db.CalendarEntries.Select(row => row.Id),
        Kinds.ExchangeRate => db.ExchangeRates.Select(row => row.Id),
        Kinds.File => FilesVisible(actor, db),
        Kinds.Webhook => db.Set<Webhooks.Webhook>().Select(row => row.Id),
        Kinds.Rule => db.Rules.Select(row => row.Id),
        Kinds.Consent => db.Consents.Where(row => db.Contacts.VisibleTo(actor, db).Any(contact => contact.Id == row.ContactId)).Select(row => row.Id),
        Kinds.Segment => db.Segments.VisibleTo(actor).Select(row => row.Id),
        Kinds.Article => db.Articles.VisibleTo(actor).Select(row => row.Id),
        Kinds.NoticeSettings => db.NotificationSettings.Where(row => row.UserId == actor.UserId).Select(row => row.Id),
        _ => throw new ArgumentException($"No row scope for {kind}.", nameof(kind)),
    };

    /// <summary>Those of visible records, and those that belong to nothing yet and are the actor's own.</summary>
    private static IQueryable<long> FilesVisible(Actor actor, CrmDbContext db)
    {
        var self = actor.UserId;
        var files = db.Set<StoredFile>();
        var visible = files.Where(file => file.RecordKind == null && file.UploadedById == self).Select(file => file.Id);
        foreach (var kind in FileRules.Kinds.Where(actor.MayRead))
        {
            var records = Ids(kind, actor, db);
            visible = visible.Concat(files.Where(file => file.RecordKind == kind && records.Contains(file.RecordId!.Value)).Select(file => file.Id));
        }
        return visible;
    }

    /// <summary>Those of visible opportunities.</summary>
    public static IQueryable<Quote> VisibleTo(this IQueryable<Quote> quotes, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.QuotesRead))
            return quotes.Where(_ => false);
        if (actor.Owners is null && actor.May(Permissions.OpportunitiesRead))
            return quotes;
        var opportunities = db.Opportunities.VisibleTo(actor, db);
        // Few opportunities lead to their quotes; of many each quote is asked for its own.
        return actor.SeesMuch
            ? quotes.Where(quote => opportunities.Any(opportunity => opportunity.Id == quote.OpportunityId))
            : quotes.Where(quote => opportunities.Select(opportunity => opportunity.Id).Contains(quote.OpportunityId));
    }

    /// <summary>Also those that somebody in scope looks after on another's customer.</summary>
    public static IQueryable<Contract> VisibleTo(this IQueryable<Contract> contracts, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.ContractsRead))
            return contracts.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return contracts;
        var customers = db.Customers.VisibleTo(actor);
        return contracts.Where(contract => owners.Contains(contract.OwnerId) || customers.Any(customer => customer.Id == contract.CustomerId));
    }

    /// <summary>Those of visible contracts.</summary>
    public static IQueryable<Payment> VisibleTo(this IQueryable<Payment> payments, Actor actor, CrmDbContext db)
    {
        if (!actor.May(Permissions.PaymentsRead))
            return payments.Where(_ => false);
        if (actor.Owners is null && actor.May(Permissions.ContractsRead))
            return payments;
        var contracts = db.Contracts.VisibleTo(actor, db);
        return payments.Where(payment => contracts.Any(contract => contract.Id == payment.ContractId));
    }

    /// <summary>Those of visible contracts.</summary>
    public static IQueryable<OpenPayment> VisibleTo(this IQueryable<OpenPayment> open, Actor actor)
    {
        if (!actor.May(Permissions.ContractsRead))
            return open.Where(_ => false);
        if (Scope(actor) is not { } owners)
            return open;
        return actor.May(Permissions.CustomersRead)
            ? open.Where(one => owners.Contains(one.OwnerId) || owners.Contains(one.CustomerOwnerId))
            : open.Where(one => owners.Contains(one.OwnerId));
    }

    private static long[]? Scope(Actor actor) => actor.Owners is null ? null : [.. actor.Owners.Order()];
}
