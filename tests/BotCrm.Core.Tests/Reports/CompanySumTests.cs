using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Reports;
using BotCrm.Core.Storage;
using BotCrm.Core.Tickets;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Core.Tests;

/// <summary>The sums of the whole company, and whose each step and stay is, against a recount after whatever was done.</summary>
public sealed class CompanySumTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Sums_equal_a_recount_after_any_writes_and_undos(int seed)
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        // CA5394: the numbers choose what is done; nobody is kept out by them.
#pragma warning disable CA5394
        var random = new Random(seed);
        string[] reps = ["lena", "marek"];
        var ids = new Dictionary<string, long>();
        foreach (var login in reps)
            ids[login] = (await crm.ActorAsync(login)).UserId;
        var customers = new List<long>();
        for (var i = 0; i < 4; i++)
            customers.Add((await crm.CustomerAsync(reps[i % 2], $"Customer {seed} {i}")).Id);
        var opportunities = new List<long>();
        var tickets = new List<long>();
        for (var step = 0; step < 40; step++)
        {
            crm.Clock.Advance(TimeSpan.FromHours(random.Next(1, 300)));
            var customer = customers[random.Next(customers.Count)];
            switch (random.Next(11))
            {
                case 0 or 1:
                    if (await crm.AskAsync("marta", new GetCustomer { Id = customer }) is { Ok: true })
                        opportunities.Add((await crm.OpportunityAsync("marta", customer, $"Sale {step}", random.Next(1, 9000))).Id);
                    break;
                case 2 when opportunities.Count > 0:
                    await crm.TryAsync("marta", new MoveStage { Id = opportunities[random.Next(opportunities.Count)], Stage = random.Next(2) == 0 ? Stage.Proposal : Stage.Negotiation });
                    break;
                case 3 when opportunities.Count > 0:
                    await crm.TryAsync("marta", new WinOpportunity { Id = opportunities[random.Next(opportunities.Count)] });
                    break;
                case 4 when opportunities.Count > 0:
                    await crm.TryAsync("marta", new LoseOpportunity { Id = opportunities[random.Next(opportunities.Count)], Reason = "price" });
                    break;
                case 5 when opportunities.Count > 0:
                    await crm.TryAsync("marta", new UpdateOpportunity { Id = opportunities[random.Next(opportunities.Count)], Amount = random.Next(1, 500), Currency = random.Next(2) == 0 ? "EUR" : "USD", CloseDate = new DateOnly(2026, 1, 1).AddDays(random.Next(900)), OwnerId = ids[reps[random.Next(2)]] });
                    break;
                case 6:
                    await crm.TryAsync("marta", new UpdateCustomer { Id = customer, OwnerId = ids[reps[random.Next(2)]], Lifecycle = random.Next(2) == 0 ? Lifecycle.Interested : null });
                    break;
                case 7:
                    if (await crm.AskAsync("marta", new GetCustomer { Id = customer }) is { Ok: true })
                        tickets.Add((await crm.TicketAsync("marta", customer, $"Problem {step}")).Id);
                    break;
                case 8 when tickets.Count > 0:
                    await crm.TryAsync("marta", new ResolveTicket { Id = tickets[random.Next(tickets.Count)], Resolution = "done" });
                    break;
                case 9:
                    if (random.Next(3) == 0)
                        await crm.TryAsync("marta", new DeleteCustomer { Id = customer });
                    else
                        await crm.TryAsync("marta", new LogInteraction { CustomerId = customer, Kind = InteractionKind.Call, Summary = "talked", When = crm.Clock.GetUtcNow().AddDays(-random.Next(400)) });
                    break;
                default:
                    if (await crm.GetAsync("marta", new FindLastChangeSet()) is { } last)
                        await crm.TryAsync("marta", new UndoChangeSet { Id = last.Id });
                    break;
            }
            if (step % 8 == 7)
                await CheckAsync(crm);
        }
#pragma warning restore CA5394
        await CheckAsync(crm);
    }

    [Fact]
    public async Task A_report_of_everything_says_what_reports_of_each_say_together()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        var day = new DateOnly(2026, 1, 1);
        for (var i = 0; i < 30; i++)
        {
            crm.Clock.Advance(TimeSpan.FromHours(37));
            var login = i % 3 == 0 ? "lena" : "marek";
            var customer = await crm.CustomerAsync(login, $"Customer {i}");
            var sale = await crm.OpportunityAsync(login, customer.Id, $"Sale {i}", 100 + i);
            await crm.DoAsync(login, new UpdateOpportunity { Id = sale.Id, CloseDate = day.AddDays(i * 23) });
            if (i % 4 == 1)
                await crm.DoAsync(login, new WinOpportunity { Id = sale.Id });
            var ticket = await crm.TicketAsync(login, customer.Id, $"Problem {i}");
            if (i % 2 == 0)
                await crm.DoAsync(login, new ResolveTicket { Id = ticket.Id, Resolution = "done" });
        }
        var today = DateOnly.FromDateTime(crm.Clock.GetUtcNow().UtcDateTime);
        var lena = (await crm.ActorAsync("lena")).UserId;
        var marek = (await crm.ActorAsync("marek")).UserId;
        foreach (var (from, to) in new[] { (day, today.AddYears(2)), (today.AddDays(-30), today.AddDays(-3)), (today.AddDays(-20), today), (today.AddDays(-2), today.AddDays(1)), (day.AddDays(11), day.AddDays(400)) })
        {
            var pipelines = new List<Pipeline>();
            var funnels = new List<FunnelReport>();
            var volumes = new List<TicketVolumeReport>();
            foreach (var owner in new long?[] { null, lena, marek })
            {
                pipelines.Add(await crm.GetAsync("admin", new PipelineByStage { From = from, To = to, OwnerId = owner }));
                funnels.Add(await crm.GetAsync("admin", new Funnel { From = from, To = to, OwnerId = owner }));
                volumes.Add(await crm.GetAsync("admin", new TicketVolume { From = from, To = to, AssigneeId = owner }));
            }
            var manager = await crm.GetAsync("marta", new TicketVolume { From = from, To = to });
            Assert.Equal(pipelines[0].OpenCount, pipelines[1].OpenCount + pipelines[2].OpenCount);
            Assert.Equal(funnels[0].Won, funnels[1].Won + funnels[2].Won);
            Assert.Equal(funnels[0].Stages.Sum(stage => stage.Entered), funnels.Skip(1).Sum(funnel => funnel.Stages.Sum(stage => stage.Entered)));
            Assert.Equal((volumes[0].Total.Opened, volumes[0].Total.Resolved, volumes[0].Total.Backlog, volumes[0].Total.AverageResolution), (manager.Total.Opened, manager.Total.Resolved, manager.Total.Backlog, manager.Total.AverageResolution));
        }
        Assert.Equal(30, (await crm.GetAsync("admin", new Funnel { From = day, To = today.AddDays(1) })).Stages.Single(stage => stage.Stage == Stage.Lead).Entered);
    }

    [Fact]
    public async Task Statistics_are_looked_after_daily_and_change_nothing_else()
    {
        await using var crm = await TestCrm.StartWithStaffAsync();
        await crm.CustomerAsync("lena", "Acme");
        var task = new StatisticsTask((Crm)crm.Crm);
        Assert.Equal(TimeSpan.FromDays(1), task.Every);
        Assert.False(await task.RunAsync(crm.Clock.GetUtcNow(), default));
        await ((Crm)crm.Crm).RefreshStatisticsAsync(default);
        // The writer's turn was given back, and connections work on.
        await crm.CustomerAsync("lena", "Globex");
        Assert.Equal(2, (await crm.GetAsync("lena", new ListCustomers())).Items.Count);
    }

    private static async Task CheckAsync(TestCrm crm)
    {
        await using var session = await ((Crm)crm.Crm).OpenReadAsync(await crm.ActorAsync("admin"), TestCrm.Origin);
        var db = session.Db;
        static long Block(DateTimeOffset at) => at.ToUnixTimeMilliseconds() / ActivityBlock.Length;
        var opportunities = await db.Opportunities.ToListAsync();
        var sums = opportunities.GroupBy(one => (
                Ended: one.ClosedAt is not null,
                Block: one.ClosedAt is { } closed ? Block(closed) : one.CloseDate is { } close ? (close.DayNumber - new DateOnly(1970, 1, 1).DayNumber) / OpportunityBlock.Days : OpportunityBlock.None,
                one.Stage.Code,
                one.Pipeline,
                Probability: one.Probability ?? OpportunityBlock.None,
                one.Currency,
                Lost: one.LossReason is not null))
            .Select(group => $"{group.Key} {group.Count()} {group.Sum(one => one.AmountMinor ?? 0)} {group.Sum(one => one.ClosedAt is { } closed ? (long)(closed - one.CreatedAt).TotalMilliseconds : 0)}");
        Same(sums, (await db.Set<OpportunityBlock>().ToListAsync()).Where(row => row.Count != 0)
            .Select(row => $"{(row.Ended, row.Block, row.Stage.Code, row.Pipeline, row.Probability, row.Currency, row.Lost)} {row.Count} {row.AmountMinor} {row.LastedMs}"));

        var ofOpportunity = opportunities.ToDictionary(one => one.Id);
        Assert.All((await db.StageChanges.ToListAsync()).Where(one => !one.Gone), one => Assert.Equal(
            (ofOpportunity[one.OpportunityId].OwnerId, ofOpportunity[one.OpportunityId].CustomerOwnerId, ofOpportunity[one.OpportunityId].Pipeline), (one.OwnerId, one.CustomerOwnerId, one.Pipeline)));

        var owners = await db.Customers.ToDictionaryAsync(one => one.Id, one => one.OwnerId);
        var steps = await db.LifecycleChanges.ToListAsync();
        Assert.All(steps, one => Assert.Equal(owners.GetValueOrDefault(one.CustomerId), one.CustomerOwnerId));
        Same(
            steps.Where(one => one.CustomerOwnerId != 0).GroupBy(one => $"{one.At.ToUnixTimeMilliseconds() / LifecycleDay.Length} {one.FromLifecycle} {one.ToLifecycle}".ToLowerInvariant()).Select(group => $"{group.Key} {group.Count()}"),
            (await db.Set<LifecycleDay>().ToListAsync()).Where(row => row.Count != 0).Select(row => $"{row.Day} {row.FromLifecycle} {row.ToLifecycle} {row.Count}"));

        Same(
            (await db.Interactions.ToListAsync()).GroupBy(one => $"{Block(one.When) / ActivitySpan.Blocks} {one.AuthorId} {one.Kind}").Select(group => $"{group.Key} {group.Count()}"),
            (await db.Set<ActivitySpan>().ToListAsync()).Where(row => row.Count != 0).Select(row => $"{row.Span} {row.AuthorId} {row.Kind} {row.Count}"));

        var tickets = (await db.Tickets.ToListAsync()).Where(one => one.MergedIntoId is null).ToList();
        var counted = new List<string>();
        foreach (var (dimension, value) in new (string, Func<Ticket, string>)[]
        {
            (TicketBlock.Category, one => one.Category), (TicketBlock.Priority, one => one.Priority.ToString().ToLowerInvariant()), (TicketBlock.Assignee, one => $"{one.AssigneeId}"), (TicketBlock.Queue, one => $"{one.QueueId}"),
        })
        {
            counted.AddRange(tickets.GroupBy(one => (dimension, false, Block(one.CreatedAt), value(one))).Select(group =>
                $"{group.Key} {group.Count()} {group.Count(one => one.ResponseDue is not null && one.RespondedAt is not null)} {group.Count(one => one.ResponseDue is not null && one.RespondedAt is not null && one.ResponseBreached)} {group.Count(one => one.EscalationLevel > 0)} 0 0 0 0"));
            counted.AddRange(tickets.Where(one => one.ResolvedAt is not null).GroupBy(one => (dimension, true, Block(one.ResolvedAt!.Value), value(one))).Select(group =>
                $"{group.Key} {group.Count()} 0 {group.Count(one => one.ResolutionBreached)} 0 {group.Count(one => one.ReopenCount > 0)} {group.Count(one => one.Rating is not null)} {group.Sum(one => one.Rating ?? 0)} {group.Sum(one => (long)(one.ResolvedAt!.Value - one.CreatedAt).TotalMilliseconds)}"));
        }
        Same(counted, (await db.Set<TicketBlock>().ToListAsync()).Where(row => row.Count != 0)
            .Select(row => $"{(row.Dimension, row.Resolved, row.Block, row.Value)} {row.Count} {row.Promised} {row.Broken} {row.Escalated} {row.Reopened} {row.Rated} {row.Ratings} {row.LastedMs}"));

        static void Same(IEnumerable<string> counted, IEnumerable<string> kept) => Assert.Equal(counted.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }
}
