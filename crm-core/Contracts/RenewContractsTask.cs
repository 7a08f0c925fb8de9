using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>Renews contracts whose renewal is automatic, as soon as the last day for giving notice is over.</summary>
internal sealed class RenewContractsTask(Crm crm) : IBackgroundTask
{
    private const int AtOnce = 50;

    /// <summary>Contracts ending later than the longest notice cannot be due.</summary>
    private const int Ahead = ContractRules.MaxNoticeDays;

    public string Name => "renew-contracts";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(DateTimeOffset now, CancellationToken ct)
    {
        var today = TaskTimes.DayOf(now, TaskTimes.Zone(crm.Options.TimeZone));
        var due = await DueAsync(today, ct);
        foreach (var id in due.Take(AtOnce))
            await crm.RunAsync(Actor.System, new Origin("automation", Sentence: Name), new RenewContract { Id = id }, ct);
        return due.Count > AtOnce;
    }

    private async Task<List<long>> DueAsync(DateOnly today, CancellationToken ct)
    {
        await using var session = await crm.OpenReadAsync(Actor.System, new Origin("automation"), ct);
        var last = today.AddDays(Ahead);
        // One that ended long ago was left behind on purpose or by a program that did not run; a year back is far enough.
        var first = today.AddYears(-1);
        var open = await session.Db.Contracts.AsNoTracking()
            .Where(one => one.EndsOn >= first && one.EndsOn <= last && one.Renewal == Renewal.Automatic && one.Status == ContractStatus.Active
                && !session.Db.Contracts.Any(other => other.RenewsId == one.Id))
            .OrderBy(one => one.EndsOn)
            .ToListAsync(ct);
        return [.. open.Where(one => ContractRules.NoticeBy(one) < today).Select(one => one.Id).Take(AtOnce + 1)];
    }
}
