using BotCrm.Core.Audit;

namespace BotCrm.Bot.Background;

/// <summary>Writes noted sign-ins and reads to the audit every few seconds; the CRM writes the last ones when it is closed.</summary>
internal sealed class AuditFlushService(IAuditEvents events, TimeProvider time, ILogger<AuditFlushService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await events.FlushAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Reads and sign-ins could not be written to the audit; they are kept and tried again.");
            }
        }
    }
}
