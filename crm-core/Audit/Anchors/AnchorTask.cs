using BotCrm.Core.Automation;

namespace BotCrm.Core.Audit.Anchors;

/// <summary>Anchors the audit chain: after a thousand entries, or a day.</summary>
internal sealed class AnchorTask(Crm crm) : IBackgroundTask
{
    public string Name => "audit-anchor";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        await AuditAnchors.WriteAsync(crm, ct);
        return false;
    }
}
