using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Interactions;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;
using BotCrm.Core.Tickets.Notes;
using BotCrm.Core.Tickets.Queues;
using BotCrm.Core.Tickets.Sla;
using BotCrm.Core.Users;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Service;

/// <summary>Monday 10:00 in Berlin; the queue's office hours there are 9 to 17. Ann manages Bob and Cid, Sue is support.</summary>
public sealed class TicketServiceTests
{
    private static readonly DateTimeOffset Now = TestClock.Monday;

    [Fact]
    public async Task Promises_are_counted_in_business_time_stand_while_waiting_and_follow_the_priority()
    {
        await using var company = await SmallCompany.StartAsync();
        await QueueAsync(company);
        var ticket = await OpenAsync(company, TicketPriority.High);
        Assert.Equal((Now.AddHours(2), Now.AddHours(24), false), (ticket.Sla.ResponseDue, ticket.Sla.ResolutionDue, ticket.Sla.Paused));
        Assert.Equal(Now.AddHours(2), ticket.Sla.Due);

        company.Crm.Clock.Advance(TimeSpan.FromHours(1));
        await company.DoAsync("sue", new AddTicketNote { TicketId = ticket.Id, Text = "looked at it", Kind = TicketNoteKind.Internal });
        Assert.Null((await GetAsync(company, ticket.Id)).Sla.RespondedAt);
        await company.DoAsync("sue", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "which firmware?", TicketId = ticket.Id });
        var answered = await GetAsync(company, ticket.Id);
        Assert.Equal((Now.AddHours(1), Now.AddHours(24)), (answered.Sla.RespondedAt, answered.Sla.Due));

        var waiting = await company.DoAsync("sue", new UpdateTicket { Id = ticket.Id, Status = TicketStatus.Pending });
        Assert.Equal((true, null, null), (waiting.Sla.Paused, waiting.Sla.Due, waiting.Sla.ResolutionDue));
        company.Crm.Clock.Advance(TimeSpan.FromDays(7));
        await company.DoAsync("bob", new AddTicketNote { TicketId = ticket.Id, Text = "it is 4.2", Kind = TicketNoteKind.Customer });
        // One of eight hours was used; Monday 11:00 and seven hours more is Tuesday 10:00.
        Assert.Equal((TicketStatus.Open, Now.AddDays(8)), ((await GetAsync(company, ticket.Id)).Status, (await GetAsync(company, ticket.Id)).Sla.Due));

        var urgent = await company.DoAsync("sue", new UpdateTicket { Id = ticket.Id, Priority = TicketPriority.Urgent });
        Assert.Equal(Now.AddDays(7).AddHours(4), urgent.Sla.Due);
        company.Crm.Clock.Advance(TimeSpan.FromHours(5));
        var late = await company.DoAsync("sue", new ResolveTicket { Id = ticket.Id });
        Assert.Equal((null, false, true), (late.Sla.Due, late.Sla.ResponseBreached, late.Sla.ResolutionBreached));
        Assert.Equal("Server down", Assert.Single((await company.GetAsync("sue", new ListTickets { Breached = true })).Items).Subject);
        var again = await company.DoAsync("sue", new ReopenTicket { Id = ticket.Id, Reason = "back" });
        Assert.Equal((1, "back", true), (again.ReopenCount, again.ReopenReason, again.Sla.Breached));
    }

    [Fact]
    public async Task The_queue_gives_to_who_has_the_skill_the_language_and_the_least_to_do_and_says_why()
    {
        await using var company = await SmallCompany.StartAsync(new ServiceOptions { Categories = [.. TicketCategory.Shipped.Where(one => one.Code != "technical"), new("technical", "technical", "技术", Skill: "firmware")] });
        await company.Crm.UserAsync("pia", "Pia", Role.Support);
        await company.Crm.UserAsync("linxue", "林雪", Role.Support);
        await company.DoAsync("admin", new UpdateUser { Id = (await company.Crm.ActorAsync("linxue")).UserId, Language = "zh" });
        var queue = await QueueAsync(company, auto: true);
        foreach (var (login, skills, capacity) in new[] { ("sue", new[] { "Firmware" }, 2), ("pia", ["firmware"], 4), ("linxue", ["firmware"], 4), ("bob", [], 100), ("eve", ["firmware"], 100) })
            await company.DoAsync("ann", new SetQueueMember { QueueId = queue, UserId = (await company.Crm.ActorAsync(login)).UserId, Skills = skills, Capacity = capacity });

        var got = new List<string?>();
        for (var i = 0; i < 5; i++)
            got.Add((await OpenAsync(company, TicketPriority.Normal)).AssigneeLogin);
        // Equals go by id: sue 0/4, pia 0/8, linxue 0/8; then pia and linxue until their share reaches hers.
        Assert.Equal(["sue", "pia", "linxue", "pia", "linxue"], got);
        var chinese = await company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "网关掉线了", Category = "technical" });
        Assert.Equal(("zh", "linxue"), (chinese.Language, chinese.AssigneeLogin));
        var why = chinese.Assignment!;
        Assert.Equal("firmware", why.Skill);
        Assert.Equal([("sue", Unfit.None), ("pia", Unfit.None), ("linxue", Unfit.None), ("bob", Unfit.LacksSkill), ("eve", Unfit.CannotSee)], why.Candidates.OrderBy(one => one.Login switch { "sue" => 0, "pia" => 1, "linxue" => 2, "bob" => 3, _ => 4 }).Select(one => (one.Login, one.Unfit)));

        foreach (var _ in Enumerable.Range(0, 4))
            await OpenAsync(company, TicketPriority.Normal);
        var left = await OpenAsync(company, TicketPriority.Normal);
        Assert.Null(left.AssigneeId);
        Assert.Equal("queue_full", (await company.RefusedAsync("sue", new AssignTicket { Id = left.Id, Auto = true })).Code);
        await company.DoAsync("ann", new SetQueueMember { QueueId = queue, UserId = company.Users["sue"], Capacity = 9 });
        Assert.Equal("sue", (await company.DoAsync("ann", new AssignTicket { Id = left.Id, Auto = true })).AssigneeLogin);
        Assert.Equal("forbidden", (await company.RefusedAsync("sue", new CreateQueue { Name = "Mine" })).Code);
        Assert.Equal("queue_in_use", (await company.RefusedAsync("ann", new DeleteQueue { Id = queue })).Code);
        Assert.Equal("duplicate_queue", (await company.RefusedAsync("ann", new CreateQueue { Name = "SUPPORT" })).Code);
    }

    [Fact]
    public async Task Time_escalates_once_marks_the_breach_once_and_tells_who_must_know()
    {
        await using var company = await SmallCompany.StartAsync();
        var queue = await QueueAsync(company);
        await company.DoAsync("ann", new UpdateQueue { Id = queue, LeadId = company.Users["ann"] });
        var ticket = await OpenAsync(company, TicketPriority.High);
        await company.DoAsync("sue", new AssignTicket { Id = ticket.Id, AssigneeId = company.Users["sue"] });
        var timers = new SlaTimers((Crm)company.Crm.Crm);

        company.Crm.Clock.Set(Now.AddMinutes(89));
        await RunAsync(company, timers);
        Assert.Null((await GetAsync(company, ticket.Id)).Escalation);
        company.Crm.Clock.Set(Now.AddMinutes(90));
        await RunAsync(company, timers);
        await RunAsync(company, timers);
        var escalated = (await GetAsync(company, ticket.Id)).Escalation!;
        Assert.Equal((1, "ann", EscalationReasons.ResponseNearlyDue), (escalated.Level, escalated.ToLogin, escalated.Reason));
        Assert.Equal(["ticket_escalated"], await NoticesAsync(company, "ann"));

        company.Crm.Clock.Set(Now.AddHours(2));
        await RunAsync(company, timers);
        Assert.False((await GetAsync(company, ticket.Id)).Sla.Breached);
        company.Crm.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await GetAsync(company, ticket.Id)).Sla.Breached);
        await RunAsync(company, timers);
        await RunAsync(company, timers);
        Assert.Equal(["ticket_breached", "ticket_escalated"], await NoticesAsync(company, "ann"));
        var version = (await GetAsync(company, ticket.Id)).Version;
        company.Crm.Clock.Advance(TimeSpan.FromHours(3));
        await RunAsync(company, timers);
        Assert.Equal(version, (await GetAsync(company, ticket.Id)).Version);
        Assert.Equal("ann", (await company.DoAsync("sue", new EscalateTicket { Id = ticket.Id, Reason = "still nobody", ToId = company.Users["ann"] })).Escalation!.ToLogin);
        Assert.Equal(2, (await GetAsync(company, ticket.Id)).Escalation!.Level);
    }

    [Fact]
    public async Task A_silent_assignee_loses_the_ticket_after_business_hours_not_after_hours()
    {
        await using var company = await SmallCompany.StartAsync();
        await company.Crm.UserAsync("pia", "Pia", Role.Support);
        var queue = await QueueAsync(company, auto: true, returnAfter: 8 * 60);
        foreach (var login in new[] { "sue", "pia" })
            await company.DoAsync("ann", new SetQueueMember { QueueId = queue, UserId = (await company.Crm.ActorAsync(login)).UserId });
        var ticket = await OpenAsync(company, TicketPriority.Low);
        Assert.Equal("sue", ticket.AssigneeLogin);
        var task = new SilentTickets((Crm)company.Crm.Crm);

        company.Crm.Clock.Set(Now.AddHours(24).AddMinutes(-1));
        await RunAsync(company, task);
        Assert.Equal("sue", (await GetAsync(company, ticket.Id)).AssigneeLogin);
        await company.DoAsync("sue", new AddTicketNote { TicketId = ticket.Id, Text = "on it" });
        company.Crm.Clock.Set(Now.AddHours(24));
        await RunAsync(company, task);
        Assert.Equal("sue", (await GetAsync(company, ticket.Id)).AssigneeLogin);
        company.Crm.Clock.Set(Now.AddHours(48));
        await RunAsync(company, task);
        await RunAsync(company, task);
        var passed = await GetAsync(company, ticket.Id);
        Assert.Equal(("pia", 1), (passed.AssigneeLogin, passed.ReturnCount));
        Assert.Contains("ticket_returned", await NoticesAsync(company, "sue"));
        Assert.Contains("ticket_assigned", await NoticesAsync(company, "pia"));
    }

    [Fact]
    public async Task Merging_moves_all_that_hangs_and_undo_brings_it_back()
    {
        await using var company = await SmallCompany.StartAsync();
        var (old, kept) = (await OpenAsync(company, TicketPriority.Urgent), await OpenAsync(company, TicketPriority.Low));
        var note = await company.DoAsync("sue", new AddTicketNote { TicketId = old.Id, Text = "hello", Kind = TicketNoteKind.Reply });
        var task = await company.DoAsync("bob", new CreateTask { Title = "look", TicketId = old.Id });
        var call = await company.DoAsync("bob", new LogInteraction { CustomerId = company.Acme, Kind = InteractionKind.Call, Summary = "x", TicketId = old.Id });
        var foreign = await company.DoAsync("cid", new OpenTicket { CustomerId = company.Globex, Subject = "y" });
        Assert.Equal("merge_across_customers", (await company.RefusedAsync("sue", new MergeTickets { Id = old.Id, IntoId = foreign.Id })).Code);
        Assert.Equal("merge_with_itself", (await company.RefusedAsync("sue", new MergeTickets { Id = old.Id, IntoId = old.Id })).Code);

        long changes;
        await using (var session = await company.Crm.Crm.OpenWriteAsync(await company.Crm.ActorAsync("sue"), TestCrm.Origin))
        {
            Assert.Equal(TicketPriority.Urgent, (await session.RunAsync(new MergeTickets { Id = old.Id, IntoId = kept.Id })).Value.Priority);
            changes = (await session.CommitAsync())!.Value;
        }

        var gone = await GetAsync(company, old.Id);
        Assert.Equal((TicketStatus.Resolved, kept.Id, null), (gone.Status, gone.MergedIntoId, gone.Sla.Due));
        Assert.Equal(note.Id, Assert.Single((await company.GetAsync("sue", new ListTicketNotes { TicketId = kept.Id })).Items).Id);
        Assert.Equal((kept.Id, kept.Id), ((await company.GetAsync("bob", new GetTask { Id = task.Id })).TicketId, (await company.GetAsync("bob", new GetInteraction { Id = call.Id })).TicketId));
        Assert.Equal("ticket_merged", (await company.RefusedAsync("sue", new ReopenTicket { Id = old.Id })).Code);

        await company.DoAsync("sue", new UndoChangeSet { Id = changes });
        var back = await GetAsync(company, old.Id);
        Assert.Equal((TicketStatus.Open, null, TicketPriority.Low), (back.Status, back.MergedIntoId, (await GetAsync(company, kept.Id)).Priority));
        Assert.Equal(old.Id, Assert.Single((await company.GetAsync("sue", new ListTicketNotes { TicketId = old.Id })).Items).TicketId);
        Assert.Equal(old.Id, (await company.GetAsync("bob", new GetTask { Id = task.Id })).TicketId);
    }

    [Fact]
    public async Task Who_does_not_see_the_ticket_sees_neither_its_notes_nor_its_surveys_until_it_is_brought_before_them()
    {
        await using var company = await SmallCompany.StartAsync();
        var ticket = await OpenAsync(company, TicketPriority.Normal);
        await company.DoAsync("sue", new AddTicketNote { TicketId = ticket.Id, Text = "secret" });
        var survey = await company.DoAsync("bob", new CreateSurvey { CustomerId = company.Acme, TicketId = ticket.Id });
        foreach (var stranger in new[] { "cid", "dora", "eve" })
        {
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new ListTicketNotes { TicketId = ticket.Id })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new AddTicketNote { TicketId = ticket.Id, Text = "x" })).Code);
            Assert.Equal("not_found", (await company.RefusedAsync(stranger, new AnswerSurvey { Id = survey.Id, Score = 5 })).Code);
            Assert.Empty((await company.GetAsync(stranger, new ListSurveys())).Items);
        }

        await company.DoAsync("sue", new EscalateTicket { Id = ticket.Id, ToId = company.Users["dora"] });
        Assert.Single((await company.GetAsync("dora", new ListTicketNotes { TicketId = ticket.Id })).Items);
    }

    internal static async Task<long> QueueAsync(SmallCompany company, bool auto = false, int? returnAfter = null) =>
        (await company.DoAsync("ann", new CreateQueue { Name = "Support", Categories = ["technical"], Calendar = "europe", AutoAssign = auto, ReturnAfterMinutes = returnAfter })).Id;

    private static Task<TicketView> OpenAsync(SmallCompany company, TicketPriority priority) =>
        company.DoAsync("bob", new OpenTicket { CustomerId = company.Acme, Subject = "Server down", Category = "technical", Priority = priority });

    private static Task<TicketView> GetAsync(SmallCompany company, long id) => company.GetAsync("sue", new GetTicket { Id = id });

    private static async Task RunAsync(SmallCompany company, IBackgroundTask task)
    {
        while (await task.RunAsync(company.Crm.Clock.GetUtcNow(), CancellationToken.None))
        {
        }
    }

    private static async Task<List<string>> NoticesAsync(SmallCompany company, string login) =>
        [.. (await company.GetAsync(login, new ListNotifications())).Items.Select(one => one.Kind)];
}
