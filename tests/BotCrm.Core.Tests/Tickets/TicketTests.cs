using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Testing;

namespace BotCrm.Core.Tests;

public sealed class TicketTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;

    [Fact]
    public async Task A_ticket_lives_from_opening_to_reopening()
    {
        await using var company = await SmallCompany.StartAsync();

        var opened = await company.DoAsync("sue", new OpenTicket { CustomerId = company.Acme, Subject = "No signal", Category = "Technical", Priority = TicketPriority.Urgent, ContactId = company.Maria });
        Assert.Equal(("technical", TicketPriority.Urgent, TicketStatus.Open, "Maria Lopez", "Acme", null), (opened.Category, opened.Priority, opened.Status, opened.ContactName, opened.CustomerName, opened.AssigneeId));
        Assert.Equal("ticket_not_resolved", (await company.RefusedAsync("sue", new ReopenTicket { Id = opened.Id })).Code);

        var assigned = await company.DoAsync("sue", new AssignTicket { Id = opened.Id, AssigneeId = company.Users["sue"], IfVersion = 1 });
        var updated = await company.DoAsync("bob", new UpdateTicket { Id = opened.Id, Status = TicketStatus.Pending, Priority = TicketPriority.Low, Description = "since noon", Clear = ["contact"] });
        Assert.Equal(("sue", "Sue"), (assigned.AssigneeLogin, assigned.AssigneeName));
        Assert.Equal((TicketStatus.Pending, TicketPriority.Low, "since noon", null), (updated.Status, updated.Priority, updated.Description, updated.ContactId));

        company.Crm.Clock.Advance(TimeSpan.FromHours(1));
        var resolved = await company.DoAsync("sue", new ResolveTicket { Id = opened.Id, Resolution = "New cable" });
        Assert.Equal((TicketStatus.Resolved, Now.AddHours(1), "New cable"), (resolved.Status, resolved.ResolvedAt, resolved.Resolution));
        Assert.Equal("ticket_already_resolved", (await company.RefusedAsync("sue", new ResolveTicket { Id = opened.Id })).Code);
        Assert.Equal((FailureKind.Conflict, "ticket_already_resolved"), await Kind(company.RefusedAsync("sue", new UpdateTicket { Id = opened.Id, Status = TicketStatus.Open })));

        var reopened = await company.DoAsync("bob", new ReopenTicket { Id = opened.Id, Reason = "gone again" });
        Assert.Equal((TicketStatus.Open, null, null, "since noon", "gone again"), (reopened.Status, reopened.ResolvedAt, reopened.Resolution, reopened.Description, reopened.ReopenReason));
        Assert.Null((await company.DoAsync("sue", new AssignTicket { Id = opened.Id, AssigneeId = null })).AssigneeId);
    }

    [Fact]
    public async Task Bad_input_is_refused_with_its_field()
    {
        await using var company = await SmallCompany.StartAsync();
        var good = new OpenTicket { CustomerId = company.Acme, Subject = "x" };
        var ticket = await company.DoAsync("sue", good);

        Assert.Equal(("required", "subject"), await Code(company.RefusedAsync("sue", good with { Subject = "\u200D" })));
        Assert.Equal(("too_long", "subject"), await Code(company.RefusedAsync("sue", good with { Subject = new string('x', 301) })));
        Assert.Equal(("unknown_value", "category"), await Code(company.RefusedAsync("sue", good with { Category = "weather" })));
        Assert.Equal(("unknown_value", "priority"), await Code(company.RefusedAsync("sue", good with { Priority = (TicketPriority)9 })));
        Assert.Equal(("unknown_contact", "contact"), await Code(company.RefusedAsync("sue", good with { ContactId = company.Wang })));
        Assert.Equal(("unknown_user", "assignee"), await Code(company.RefusedAsync("sue", good with { AssigneeId = 31337 })));
        Assert.Equal(("assignee_cannot_see", "assignee"), await Code(company.RefusedAsync("sue", new AssignTicket { Id = ticket.Id, AssigneeId = company.Users["eve"] })));
        Assert.Equal(("not_an_open_status", "status"), await Code(company.RefusedAsync("sue", new UpdateTicket { Id = ticket.Id, Status = TicketStatus.Resolved })));
        Assert.Equal(("cannot_clear", "clear"), await Code(company.RefusedAsync("sue", new UpdateTicket { Id = ticket.Id, Clear = ["subject"] })));
        Assert.Equal(("version_changed", null), await Code(company.RefusedAsync("sue", new ResolveTicket { Id = ticket.Id, IfVersion = 7 })));
        Assert.Equal("past_times_by_admin", (await company.RefusedAsync("sue", good with { CreatedAt = Now.AddDays(-1) })).Policy);
        Assert.Equal("past_times_by_admin", (await company.RefusedAsync("ann", good with { Status = TicketStatus.Resolved })).Policy);
        Assert.Equal(("resolved_time_without_resolved", "resolvedAt"), await Code(company.RefusedAsync("admin", good with { ResolvedAt = Now })));
        var loaded = await company.DoAsync("admin", good with { Status = TicketStatus.Resolved, CreatedAt = Now.AddDays(-9), ResolvedAt = Now.AddDays(-8) });
        Assert.Equal((Now.AddDays(-9), Now.AddDays(-8)), (loaded.CreatedAt, loaded.ResolvedAt));
    }

    [Fact]
    public async Task Support_sees_all_tickets_and_others_their_customers()
    {
        await using var company = await SmallCompany.StartAsync();
        var ticket = await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "x" });
        var task = await company.DoAsync("bob", new CreateTask { Title = "look", TicketId = ticket.Id });

        foreach (var insider in new[] { "bob", "ann", "sue", "admin" })
            Assert.Single((await company.GetAsync(insider, new ListTickets())).Items);
        foreach (var stranger in new[] { "cid", "eve", "dora" })
        {
            Assert.Empty((await company.GetAsync(stranger, new ListTickets())).Items);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new GetTicket { Id = ticket.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new ResolveTicket { Id = ticket.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new OpenTicket { CustomerId = company.Acme, Subject = "x" })).Code);
        }

        Assert.Equal("managers_delete", (await company.RefusedAsync("sue", new DeleteTicket { Id = ticket.Id })).Policy);
        Assert.Equal("managers_delete", (await company.RefusedAsync("bob", new DeleteTicket { Id = ticket.Id })).Policy);
        await company.DoAsync("ann", new DeleteTicket { Id = ticket.Id });
        Assert.Null((await company.GetAsync("bob", new GetTask { Id = task.Id })).TicketId);
    }

    [Fact]
    public async Task The_list_filters_and_sorts()
    {
        await using var company = await SmallCompany.StartAsync();
        async Task<long> Add(string subject, TicketPriority priority, int days, string category = "other") =>
            (await company.DoAsync("admin", new OpenTicket { CustomerId = company.Acme, Subject = subject, Priority = priority, Category = category, CreatedAt = Now.AddDays(-days) })).Id;
        var a = await Add("a", TicketPriority.High, 3);
        await Add("b", TicketPriority.Urgent, 2, "billing");
        var c = await Add("c", TicketPriority.Low, 1);
        await Add("d", TicketPriority.Normal, 0);
        await company.DoAsync("sue", new AssignTicket { Id = a, AssigneeId = company.Users["sue"] });
        await company.DoAsync("sue", new ResolveTicket { Id = c });

        async Task<string> Names(ListTickets query) => string.Concat((await company.GetAsync("sue", query)).Items.Select(one => one.Subject));

        Assert.Equal("abcd", await Names(new ListTickets()));
        Assert.Equal("badc", await Names(new ListTickets { Paging = new Paging(Sort: "priority", Descending: true) }));
        Assert.Equal("abd", await Names(new ListTickets { Open = true }));
        Assert.Equal("c", await Names(new ListTickets { Status = TicketStatus.Resolved }));
        Assert.Equal("bcd", await Names(new ListTickets { Unassigned = true }));
        Assert.Equal("a", await Names(new ListTickets { AssigneeId = company.Users["sue"] }));
        Assert.Equal("b", await Names(new ListTickets { Category = "billing" }));
        Assert.Equal("b", await Names(new ListTickets { Priority = TicketPriority.Urgent, CustomerId = company.Acme }));
        Assert.Equal("bc", await Names(new ListTickets { CreatedFrom = Now.AddDays(-2), CreatedTo = Now }));
        Assert.Equal("abcd", await Names(new ListTickets { Search = "acme" }));
        Assert.Equal(("unknown_value", "category"), await Code(company.RefusedAsync("sue", new ListTickets { Category = "weather" })));
    }

    private static async Task<(string Code, string? Field)> Code(Task<Failure> failure) => ((await failure).Code, (await failure).Field);

    private static async Task<(FailureKind Kind, string Code)> Kind(Task<Failure> failure) => ((await failure).Kind, (await failure).Code);
}
