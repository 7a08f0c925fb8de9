using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Contacts;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Tickets.Sla;
using BotCrm.Core.Users;

namespace BotCrm.Core.Storage.SampleData;

/// <summary>
/// Lumen Devices of docs/sample-company.md, laid around the clock's now. The records are written as they are, without the commands: their
/// rules are about people who act, and this must not cost the first start a second. The session audits them all the same.
/// </summary>
internal sealed class SampleCompany
{
    private readonly CrmSession session;
    private readonly SampleCalendar calendar;
    private readonly Dictionary<string, Team> teams = [];
    private readonly Dictionary<string, User> users = [];
    private readonly Dictionary<string, Contact> contacts = [];
    private Customer customer = null!;
    private User owner = null!;
    private TicketQueue queue = null!;
    private int closed;

    private SampleCompany(CrmSession session)
    {
        this.session = session;
        calendar = new SampleCalendar(session.Now);
    }

    /// <summary>
    /// Fills the database, in which there is only the administrator, in the one session that <see cref="CrmStartup"/> commits. Runs as the
    /// administrator.
    /// </summary>
    public static async Task FillAsync(CrmSession session, CancellationToken ct)
    {
        var company = new SampleCompany(session);
        foreach (var line in SampleScript.Read("people.txt", "north.txt", "east.txt", "care.txt", "finance.txt"))
            company.Add(line, await session.NewIdAsync(ct));
        company.Serve();
        var sales = new SampleSales(session, company.calendar, company.users.Values);
        foreach (var line in SampleScript.Read("sales.txt"))
            await sales.AddAsync(line, await session.NewIdAsync(ct), ct);
        await session.SaveAsync(ct);
    }

    private void Add(SampleLine line, long id)
    {
        var db = session.Db;
        switch (line.What)
        {
            case "team":
                db.Teams.Add(teams[line[1]] = new Team { Id = id, Name = line.Needed(1), CreatedAt = session.Now });
                break;
            case "user":
                db.Users.Add(users[line[1]] = NewUser(line, id));
                break;
            case "customer":
                contacts.Clear();
                db.Customers.Add(customer = NewCustomer(line, id));
                break;
            case "contact":
                db.Contacts.Add(contacts[line[1]] = NewContact(line, id));
                break;
            case "opportunity":
                db.Opportunities.Add(NewOpportunity(line, id));
                break;
            case "ticket":
                db.Tickets.Add(NewTicket(line, id));
                break;
            case "queue":
                db.Queues.Add(queue = NewQueue(line, id));
                break;
            case "member":
                db.QueueMembers.Add(NewMember(line, id));
                break;
            case "task":
                db.Tasks.Add(NewTask(line, id));
                break;
            default:
                db.Interactions.Add(NewInteraction(line, id));
                break;
        }
    }

    private User NewUser(SampleLine line, long id) => new()
    {
        Id = id,
        Login = line.Needed(1),
        Name = line.Needed(2),
        Role = new Role(line.Needed(3)),
        TeamId = line.Text(4) is { } team ? teams[team].Id : null,
        ManagerId = line.Text(5) is { } manager ? users[manager].Id : null,
        Language = line.Needed(6),
        TimeZone = line.Needed(7),
        CreatedAt = session.Now,
    };

    private Customer NewCustomer(SampleLine line, long id)
    {
        owner = users[line.Needed(1)];
        var known = calendar.Ago(line.Number(8), new TimeOnly(9, 0), Zone(owner));
        return new Customer
        {
            Id = id,
            Name = line.Needed(2),
            Aliases = line.List(3),
            Industry = line.Needed(4),
            City = line.Needed(5),
            Source = line.Needed(6),
            Tags = line.List(7),
            Lifecycle = line.Text(9) is null ? Lifecycle.Potential : line.Member<Lifecycle>(9),
            OwnerId = owner.Id,
            CreatedAt = known,
            UpdatedAt = known,
        };
    }

    private Contact NewContact(SampleLine line, long id) => new()
    {
        Id = id,
        CustomerId = customer.Id,
        Name = line.Needed(1),
        Title = line.Needed(2),
        Phone = line.Text(3),
        Email = line.Text(4),
        WeChat = line.Text(5),
        CreatedAt = customer.CreatedAt,
        UpdatedAt = customer.CreatedAt,
    };

    private Opportunity NewOpportunity(SampleLine line, long id)
    {
        var (stage, zone, currency) = (new Stage(line.Needed(2)), Zone(owner), line.Needed(4));
        var made = calendar.Ago(line.Number(5), new TimeOnly(11, 0), zone);
        var opportunity = new Opportunity
        {
            Id = id,
            CustomerId = customer.Id,
            Name = line.Needed(1),
            AmountMinor = new Money(line.Number(3), currency).Minor,
            Currency = currency,
            OwnerId = owner.Id,
        };
        if (stage == Stage.Won || stage == Stage.Lost)
        {
            var at = calendar.Closed(line.Needed(6) == "c", closed++, zone);
            var day = TaskTimes.DayOf(at, zone);
            if (stage == Stage.Won)
                opportunity.Win(stage, at, day);
            else
                opportunity.Lose(stage, at, day, line.Needed(7));
            opportunity.CreatedAt = made < at.AddDays(-20) ? made : at.AddDays(-20);
            opportunity.UpdatedAt = at;
        }
        else
        {
            // It has been in its stage for the later part of its life.
            var since = stage == Stage.Lead ? made : Instant(made + ((session.Now - made) * 0.6));
            opportunity.MoveTo(stage, since);
            opportunity.CloseDate = calendar.Ahead(line.Number(6), zone);
            opportunity.CreatedAt = made;
            opportunity.UpdatedAt = since;
        }

        if (stage == Stage.Won)
            customer.Lifecycle = Lifecycle.Won;
        else if (customer.Lifecycle == Lifecycle.Potential)
            customer.Lifecycle = Lifecycle.Interested;
        if (customer.UpdatedAt < opportunity.UpdatedAt)
            customer.UpdatedAt = opportunity.UpdatedAt;
        return opportunity;
    }

    private Interaction NewInteraction(SampleLine line, long id)
    {
        var when = calendar.Ago(line.Number(1), Time(line.Needed(2)), Zone(owner));
        return new Interaction
        {
            Id = id,
            CustomerId = customer.Id,
            Kind = line.Member<InteractionKind>(0),
            When = when,
            DurationMinutes = line.Text(3) is null ? null : line.Number(3),
            ParticipantIds = [.. line.List(4).Select(name => contacts[name].Id)],
            Summary = line.Needed(5),
            Outcome = line.Text(6),
            NextStep = line.Text(7),
            Resolved = line.Text(8) is null ? null : line[8] == "y",
            AuthorId = owner.Id,
            CreatedAt = when,
        };
    }

    private Ticket NewTicket(SampleLine line, long id)
    {
        var opened = calendar.Ago(line.Number(1), new TimeOnly(8, 40), Zone(owner));
        var status = line.Member<TicketStatus>(4);
        var resolved = status == TicketStatus.Resolved ? opened.AddHours(29) : (DateTimeOffset?)null;
        return new Ticket
        {
            Id = id,
            CustomerId = customer.Id,
            Category = line.Needed(2),
            Priority = line.Member<TicketPriority>(3),
            Status = status,
            AssigneeId = line.Needed(5) == "-" ? null : users[line[5]].Id,
            ContactId = contacts[line.Needed(6)].Id,
            Subject = line.Needed(7),
            Description = line.Text(8),
            Resolution = line.Text(9),
            CreatedAt = opened,
            UpdatedAt = resolved ?? opened,
            ResolvedAt = resolved,
        };
    }

    private TicketQueue NewQueue(SampleLine line, long id) => new()
    {
        Id = id,
        Name = line.Needed(1),
        Categories = line.List(2),
        Calendar = line.Text(3),
        LeadId = line.Text(4) is { } lead ? users[lead].Id : null,
        CreatedAt = session.Now,
    };

    private QueueMember NewMember(SampleLine line, long id) => new()
    {
        Id = id,
        QueueId = queue.Id,
        UserId = users[line.Needed(1)].Id,
        Skills = line.List(2),
        Capacity = line.Number(3),
        CreatedAt = session.Now,
    };

    /// <summary>Puts the tickets into their queues and their promises where they would be, had they been kept all along.</summary>
    private void Serve()
    {
        var service = session.Options.Service;
        var queues = session.Db.Queues.Local.OrderBy(one => one.Id).ToList();
        foreach (var ticket in session.Db.Tickets.Local)
        {
            var queue = queues.Find(one => one.Categories.Contains(ticket.Category));
            var clock = new TicketClock(service, service.CalendarOf(queue?.Calendar));
            var status = ticket.Status;
            ticket.QueueId = queue?.Id;
            ticket.Language = TicketLanguage.Of(ticket.Subject, ticket.Description);
            ticket.Status = TicketStatus.Open;
            clock.Start(ticket);
            ticket.Status = status;
            if (ticket.AssigneeId is not null)
                clock.Respond(ticket, Earlier(ticket.CreatedAt.AddMinutes(45)));
            if (status != TicketStatus.Open)
                clock.Pause(ticket, ticket.ResolvedAt ?? Earlier(ticket.CreatedAt.AddHours(3)));
            // Long past; who had to hear of it has heard of it.
            clock.Tick(ticket, session.Now);
            ticket.SilentSince = ticket.AssigneeId is not null && status == TicketStatus.Open ? session.Now : null;
        }
    }

    private DateTimeOffset Earlier(DateTimeOffset instant) => instant < session.Now ? instant : session.Now;

    private CrmTask NewTask(SampleLine line, long id)
    {
        var assignee = users[line.Needed(1)];
        var zone = Zone(assignee);
        var due = line.Needed(2).Split(' ');
        var day = calendar.Ahead(int.Parse(due[0], CultureInfo.InvariantCulture), zone);
        var at = due.Length == 1 ? SampleCalendar.At(day, TimeOnly.MinValue, zone) : SampleCalendar.At(day, Time(due[1]), zone);
        var done = line.Needed(3) == "done";
        var made = (at < session.Now ? at : session.Now).AddDays(-6);
        var doneAt = done ? at.AddHours(14) : (DateTimeOffset?)null;
        return new CrmTask
        {
            Id = id,
            Title = line.Needed(4),
            Due = at,
            DueAllDay = due.Length == 1,
            Done = done,
            DoneAt = doneAt,
            AssigneeId = assignee.Id,
            CreatedById = assignee.Id,
            CustomerId = customer.Id,
            CreatedAt = made,
            UpdatedAt = doneAt ?? made,
        };
    }

    private static TimeZoneInfo Zone(User user) => SampleCalendar.Zone(user.TimeZone);

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(DateTimeOffset exact) => DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
}
