using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Files;

namespace BotCrm.Core.Transfer.Importing;

/// <summary>Runs imports in the background.</summary>
internal sealed class ImportTask(Crm crm, TimeProvider clock) : IBackgroundTask
{
    /// <summary>A run gives its lease a sign of life between runs; so long one may take.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public string Name => "imports";

    public TimeSpan Every => TimeSpan.FromSeconds(3);

    public Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        return new ImportRunner(crm).RunAsync(() => clock.GetElapsedTime(started) > Longest, ct);
    }
}

/// <summary>Removes the bytes of files deleted long ago, and of imports that ended long ago.</summary>
internal sealed class FilePurgeTask(Crm crm) : IBackgroundTask
{
    public string Name => "file-purge";

    public TimeSpan Every => TimeSpan.FromHours(6);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var session = await crm.OpenWriteAsync(Actor.System, new Origin("system"), ct);
        await FileContents.PurgeAsync(session, ct);
        await ImportPurge.RunAsync(session, ct);
        await session.CommitAsync(ct);
        return false;
    }
}
