using System.Net;
using System.Text.Json.Nodes;
using BotCrm.Core.Automation;
using Microsoft.Extensions.DependencyInjection;

namespace BotCrm.Bot.Tests.Api;

public sealed class HealthTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("botcrm-health-").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public async Task A_failing_backup_degrades_health_without_taking_the_server_out_of_traffic_until_one_goes_well()
    {
        // A file stands where the folder should be.
        var target = Path.Combine(folder, "backups");
        await File.WriteAllTextAsync(target, "in the way");
        await using var bot = await TestBot.StartAsync($"--Backup:Folder={target}");
        using var client = bot.Client();
        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/health"));

        Assert.NotNull((await RunAsync(bot))!.Error);
        using var failing = await client.GetAsync("/health");
        Assert.Equal(HttpStatusCode.OK, failing.StatusCode);
        var told = JsonNode.Parse(await failing.Content.ReadAsStringAsync())!;
        Assert.Equal("degraded", (string)told["status"]!);
        Assert.Equal(["backup"], told["failing"]!.AsArray().Select(one => (string)one!));
        // That the process answers is another question; and no log or state may say where the folder lies to whoever asks.
        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/health/live"));
        Assert.DoesNotContain(folder, told.ToJsonString(), StringComparison.Ordinal);

        File.Delete(target);
        bot.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Null((await RunAsync(bot))!.Error);
        Assert.Equal("""{"status":"ok"}""", await client.GetStringAsync("/health"));
    }

    private static Task<BackgroundRun?> RunAsync(TestBot bot)
    {
        var work = bot.Services.GetRequiredService<BackgroundWork>();
        return work.RunDueAsync(work.Tasks.Single(task => task.Name == "backup"));
    }
}
