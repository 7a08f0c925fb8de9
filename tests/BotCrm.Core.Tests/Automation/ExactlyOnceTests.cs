using System.Diagnostics;
using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Customers;
using BotCrm.Testing;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tests.Automation;

/// <summary>What came true is acted on once, whoever dies or runs beside.</summary>
public sealed class ExactlyOnceTests
{
    [Fact]
    public async Task What_a_dead_instance_noticed_another_acts_on_once_and_the_dead_one_does_not_when_it_comes_back()
    {
        await using var crm = await WithQuietCustomersAsync(30);
        await using var second = await crm.StartAnotherAsync();
        // It takes its lease, notices, and is gone.
        var leases = new BackgroundLeases((Crm)crm.Crm);
        Assert.True(await leases.TakeAsync("rules", "dead", BackgroundWork.LeaseLife, default));
        await NoticeAsync(crm);
        Assert.Equal((30, 0), await OccurrencesAsync(crm));

        await second.RunBackgroundAsync();
        Assert.Empty(await ToldAsync(crm));
        crm.Clock.Advance(BackgroundWork.LeaseLife);
        await second.RunBackgroundAsync();
        Assert.Equal((0, 30), await OccurrencesAsync(crm));
        await new RulesTask((Crm)crm.Crm).RunAsync(crm.Clock.GetUtcNow(), default);
        Assert.False(await leases.ProlongAsync("rules", "dead", BackgroundWork.LeaseLife, default));

        var told = await ToldAsync(crm);
        Assert.Equal((30, 30), (told.Count, told.Distinct().Count()));
    }

    [Fact]
    public async Task A_process_killed_while_it_acts_leaves_nothing_out_and_nothing_twice()
    {
        const int customers = 150;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await using var crm = await WithQuietCustomersAsync(customers);
            var before = await KillWhileActingAsync(crm);
            // On a busy machine the kill may come when all is done: then nothing was interrupted, and it is tried anew.
            if ((await ToldAsync(crm)).Count == customers)
                continue;
            Assert.InRange(before, 1, customers - 1);
            await GoesOnAsync(crm, before, customers);
            return;
        }

        Assert.Fail("The process was never killed while it acted.");
    }

    private static async Task GoesOnAsync(TestCrm crm, int before, int customers)
    {
        // Its lease still stands: it might be alive.
        await crm.RunBackgroundAsync();
        Assert.InRange((await ToldAsync(crm)).Count, before, customers - 1);
        crm.Clock.Advance(BackgroundWork.LeaseLife);
        await crm.RunBackgroundAsync();
        var told = await ToldAsync(crm);
        Assert.Equal((customers, customers), (told.Count, told.Distinct().Count()));
        Assert.Equal((0, customers), await OccurrencesAsync(crm));
    }

    [Fact]
    public async Task Two_instances_that_act_at_once_on_the_same_act_once()
    {
        await using var crm = await WithQuietCustomersAsync(40);
        await using var second = await crm.StartAnotherAsync();
        await NoticeAsync(crm);
        // No leases here: the store alone must keep them apart.
        await Task.WhenAll(new[] { crm, second, crm, second }.Select(one => Task.Run(() => new RulesTask((Crm)one.Crm).RunAsync(crm.Clock.GetUtcNow(), default))));
        var told = await ToldAsync(crm);
        Assert.Equal((40, 40), (told.Count, told.Distinct().Count()));

        // With them, one of two runs a task that is due.
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        var runs = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => (i == 0 ? crm : second).Background.RunDueAsync())));
        Assert.All(runs.SelectMany(run => run), run => Assert.Null(run.Error));
        Assert.Equal(crm.Background.Tasks.Count, runs.SelectMany(run => run).Select(run => run.Task).Distinct().Count());
        Assert.Equal(40, (await ToldAsync(crm)).Count);
    }

    /// <summary>All of admin's own, so that one list holds what is told.</summary>
    private static async Task<TestCrm> WithQuietCustomersAsync(int count)
    {
        var crm = await TestCrm.StartAsync();
        await using (var session = await crm.Crm.OpenWriteAsync(await crm.ActorAsync("admin"), TestCrm.Origin))
        {
            for (var i = 0; i < count; i++)
                Assert.True((await session.RunAsync(new CreateCustomer { Name = "Customer " + i })).Ok);
            await session.CommitAsync();
        }
        crm.Clock.Advance(TimeSpan.FromDays(8));
        return crm;
    }

    private static async Task NoticeAsync(TestCrm crm)
    {
        List<Rule> rules;
        await using (var look = await ((Crm)crm.Crm).OpenReadAsync(Actor.System, TestCrm.Origin))
            rules = await look.Db.Rules.Where(rule => rule.Enabled).OrderBy(rule => rule.Id).ToListAsync();
        await new RuleScan((Crm)crm.Crm, rules).RunAsync(default);
    }

    private static async Task<(int Open, int Done)> OccurrencesAsync(TestCrm crm)
    {
        await using var look = await ((Crm)crm.Crm).OpenReadAsync(Actor.System, TestCrm.Origin);
        var all = await look.Db.RuleOccurrences.Where(one => one.RecordKind == "customer").ToListAsync();
        return (all.Count(one => one.DoneAt == null), all.Count(one => one.DoneAt != null));
    }

    private static async Task<List<string?>> ToldAsync(TestCrm crm) =>
        [.. (await crm.GetAsync("admin", new ListNotifications { Paging = new(200) })).Items.Where(one => one.Kind == "quiet_customer").Select(one => one.Record?.Name)];

    private static async Task<int> KillWhileActingAsync(TestCrm crm)
    {
        var store = crm.Options;
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "CrashWriter.dll"), store.Path, store.ConnectionString ?? "-", "rules", crm.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)];
        using var acting = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = acting.StandardError.ReadToEndAsync();
        var told = 0;
        try
        {
            while (told == 0 && await acting.StandardOutput.ReadLineAsync() is { } line)
                told = int.Parse(line, CultureInfo.InvariantCulture);
        }
        finally
        {
            if (!acting.HasExited)
                acting.Kill();
            await acting.WaitForExitAsync();
        }
        Assert.True(told > 0, await errors);
        return told;
    }
}
