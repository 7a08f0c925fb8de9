using BotCrm.Core.Automation;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Automation;

public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task A_task_runs_at_once_and_then_when_its_time_has_come_until_it_has_no_more()
    {
        await using var crm = await TestCrm.StartAsync();
        var task = new Counted("count") { Rounds = 3 };
        var work = Work(crm, task);

        await work.RunDueAsync();
        Assert.Equal(3, task.Ran);
        crm.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await work.RunDueAsync());
        crm.Clock.Advance(TimeSpan.FromSeconds(1));
        await work.RunDueAsync();
        Assert.Equal(6, task.Ran);
    }

    [Fact]
    public async Task Of_several_instances_that_try_at_once_one_runs_it()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var second = await crm.StartAnotherAsync();
        var task = new Counted("count");
        BackgroundWork[] works = [Work(crm, task), Work(second, task), Work(crm, task), Work(second, task)];
        for (var minute = 0; minute < 10; minute++)
        {
            await Task.WhenAll(works.Select(work => Task.Run(() => work.RunDueAsync())));
            crm.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(10, task.Ran);
    }

    [Fact]
    public async Task A_long_run_is_not_started_a_second_time_beside_itself()
    {
        await using var crm = await TestCrm.StartAsync();
        await using var second = await crm.StartAnotherAsync();
        var task = new Counted("count") { Gate = new TaskCompletionSource() };
        var running = Work(crm, task).RunDueAsync();
        await task.Entered.Task;

        Assert.Empty(await Work(second, new Counted("count")).RunDueAsync());

        task.Gate.SetResult();
        Assert.Null(Assert.Single(await running).Error);
    }

    [Fact]
    public async Task When_its_holder_dies_another_instance_takes_over_after_the_lease()
    {
        await using var crm = await TestCrm.StartAsync();
        var task = new Counted("count");
        var work = Work(crm, task);
        Assert.True(await new BackgroundLeases((Crm)crm.Crm).TakeAsync("count", "a process that was killed", BackgroundWork.LeaseLife, default));

        Assert.Empty(await work.RunDueAsync());
        Assert.Equal(BackgroundWork.LeaseLife, await work.UntilDueAsync(task));
        crm.Clock.Advance(BackgroundWork.LeaseLife);
        await work.RunDueAsync();

        Assert.Equal(1, task.Ran);
    }

    [Fact]
    public async Task A_task_that_fails_stops_no_other_and_is_tried_again_later_and_later()
    {
        await using var crm = await TestCrm.StartAsync();
        var (bad, good) = (new Counted("bad") { Fails = true }, new Counted("good"));
        var work = Work(crm, bad, good);

        var runs = await work.RunDueAsync();
        Assert.Equal(["bad: broken", "good: "], runs.Select(run => $"{run.Task}: {run.Error?.Message}"));
        Assert.Equal(TimeSpan.FromSeconds(10), await work.UntilDueAsync(bad));
        crm.Clock.Advance(TimeSpan.FromSeconds(10));
        await work.RunDueAsync();
        Assert.Equal(TimeSpan.FromSeconds(20), await work.UntilDueAsync(bad));

        bad.Fails = false;
        crm.Clock.Advance(TimeSpan.FromSeconds(20));
        await work.RunDueAsync();
        Assert.Equal(TimeSpan.FromMinutes(1), await work.UntilDueAsync(bad));
    }

    [Fact]
    public async Task Stopping_gives_the_lease_back()
    {
        await using var crm = await TestCrm.StartAsync();
        using var stop = new CancellationTokenSource();
        var task = new Counted("count") { Gate = new TaskCompletionSource() };
        var work = Work(crm, task);
        var running = work.RunDueAsync(task, stop.Token);
        await task.Entered.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(TimeSpan.Zero, await work.UntilDueAsync(task));
    }

    private static BackgroundWork Work(TestCrm crm, params IBackgroundTask[] tasks) => new((Crm)crm.Crm, tasks, crm.Clock);

    private sealed class Counted(string name) : IBackgroundTask
    {
        private int ran;
        private int left;

        public string Name => name;

        public TimeSpan Every => TimeSpan.FromMinutes(1);

        public int Rounds { get; init; } = 1;

        public bool Fails { get; set; }

        public TaskCompletionSource? Gate { get; init; }

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Ran => ran;

        public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
        {
            Interlocked.Increment(ref ran);
            Entered.TrySetResult();
            if (Gate is not null)
                await Gate.Task.WaitAsync(ct);
            if (Fails)
                throw new InvalidOperationException("broken");
            left = left == 0 ? Rounds - 1 : left - 1;
            return left > 0;
        }
    }
}
