using BotCrm.Core.Automation;

namespace BotCrm.Core.Storage;

/// <summary>
/// Keeps what the store knows of its tables up to date: with statistics of a time when there was little of everything it sorts a million rows of which an index
/// has the first twenty-five.
/// </summary>
internal sealed class StatisticsTask(Crm crm) : IBackgroundTask
{
    public string Name => "statistics";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        // A server that looks after its statistics by itself does so more often.
        if (crm.Engine.OneWriter)
            await crm.RefreshStatisticsAsync(ct);
        return false;
    }
}
