using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Storage.Backup;
using BotCrm.Testing;

namespace BotCrm.Core.Tests.Storage;

/// <summary>A backup that fails is told to the administrators, once until one goes well.</summary>
public sealed class BackupAlarmTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-alarm-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public async Task One_that_is_asked_for_is_taken_at_once_and_told_of()
    {
        await using var crm = await TestCrm.StartAsync(change: options => options with { Backup = new BackupOptions { Every = TimeSpan.FromHours(24), Folder = folder } });
        await crm.UserAsync("lena", "Lena Fischer", Role.Rep);
        await crm.Background.RunDueAsync();
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain("backup", (await crm.Background.RunDueAsync()).Select(run => run.Task));
        Assert.Single((await crm.GetAsync("admin", new GetBackups())).Files);

        Assert.Equal(Permissions.SettingsManage, (await crm.TryAsync("lena", new RequestBackup())).Failure!.Policy);
        await crm.DoAsync("admin", new RequestBackup());
        Assert.Contains("backup", (await crm.Background.RunDueAsync()).Select(run => run.Task));

        var backups = await crm.GetAsync("admin", new GetBackups());
        Assert.Equal((2, crm.Clock.GetUtcNow(), crm.Clock.GetUtcNow().AddHours(24)), (backups.Files.Count, backups.SucceededAt, backups.NextAt));
        Assert.True(backups.Files[0].Bytes > 1000);
        Assert.Equal("admin", (await crm.GetAsync("admin", new ReadAudit { Operation = "backup" })).Items.Single().Actor);
    }

    [Fact]
    public async Task A_failing_backup_is_told_once_for_each_streak_and_shows_in_health_until_it_goes_well()
    {
        // A file stands where the folder should be.
        var target = Path.Combine(folder, "backups");
        await File.WriteAllTextAsync(target, "in the way");
        await using var crm = await TestCrm.StartAsync(change: options => options with { Backup = new BackupOptions { Every = TimeSpan.FromHours(24), Folder = target } });
        await crm.UserAsync("rita", "Rita", BotCrm.Core.Access.Role.Rep);
        await using var second = await crm.StartAnotherAsync();

        Assert.NotNull((await RunAsync(crm))!.Error);
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull((await RunAsync(second))!.Error);
        var notice = Assert.Single(await ToldAsync(crm, "admin"));
        Assert.Equal("backup", notice.Data["task"]);
        Assert.NotEmpty(notice.Data["error"]);
        Assert.Empty(await ToldAsync(crm, "rita"));
        Assert.Equal(["backup"], await second.Background.FailingAsync());
        var state = await StateAsync(crm);
        Assert.Equal((2, null, false), (state.Failures, state.SucceededAt, state.Running));
        Assert.Equal(notice.Data["error"], state.LastError);
        var asked = await crm.Crm.AskAsync(await crm.ActorAsync("rita"), TestCrm.Origin, new GetBackgroundState());
        Assert.Equal("admin_reads_audit", asked.Failure!.Policy);

        // Somebody sees to it, and it breaks again later.
        File.Delete(target);
        crm.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await RunAsync(crm))!.Error);
        Assert.Empty(await crm.Background.FailingAsync());
        Assert.Equal((0, crm.Clock.GetUtcNow(), null), (await StateAsync(crm)) is var good ? (good.Failures, good.SucceededAt!.Value, good.LastError) : default);
        Directory.Delete(target, true);
        await File.WriteAllTextAsync(target, "in the way");
        crm.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull((await RunAsync(crm))!.Error);
        Assert.Equal(2, (await ToldAsync(crm, "admin")).Count);
    }

    [Fact]
    public async Task A_backup_that_nobody_has_taken_for_two_days_is_missed()
    {
        await using var crm = await TestCrm.StartAsync(change: options => options with { Backup = new BackupOptions { Every = TimeSpan.FromHours(24), Folder = folder } });
        Assert.Empty(await crm.Background.FailingAsync());
        Assert.Null((await RunAsync(crm))!.Error);
        crm.Clock.Advance(TimeSpan.FromHours(48));
        Assert.Empty(await crm.Background.FailingAsync());
        crm.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["backup"], await crm.Background.FailingAsync());
    }

    private static Task<BackgroundRun?> RunAsync(TestCrm crm) => crm.Background.RunDueAsync(crm.Background.Tasks.Single(task => task.Name == "backup"));

    private static async Task<BackgroundState> StateAsync(TestCrm crm) => (await crm.GetAsync("admin", new GetBackgroundState())).Single(one => one.Name == "backup");

    private static async Task<List<NotificationView>> ToldAsync(TestCrm crm, string login) =>
        [.. (await crm.GetAsync(login, new ListNotifications())).Items.Where(one => one.Kind == "task_failed")];
}
