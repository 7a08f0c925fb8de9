using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>A task has been due for some days and is not done.</summary>
internal sealed class OverdueTaskTrigger : ITimedTrigger
{
    public string Kind => "task_overdue";

    public string Noun => Kinds.Task;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        // A whole day is over a day after it began.
        var days = TimeSpan.FromDays((rule.Days ?? 1) + 1);
        var (after, afterId, until) = (from.At - DateTimeOffset.UnixEpoch > days ? from.At - days : DateTimeOffset.UnixEpoch, from.Id, to - days);
        var open = session.Db.Tasks.AsNoTracking().Where(one => !one.Done);
        if (ids is not null)
            open = open.Where(one => ids.Contains(one.Id));
        var found = await open
            .Where(one => one.Due >= after && one.Due <= until && (one.Due > after || one.Id > afterId))
            .OrderBy(one => one.Due).ThenBy(one => one.Id).Take(take)
            .Select(one => new { one.Id, Due = one.Due!.Value }).ToListAsync(ct);
        return [.. found.Select(one => new Candidate(one.Id, one.Due + days, one.Due + days, FormattableString.Invariant($"{one.Id}:{one.Due.ToUnixTimeMilliseconds()}")))];
    }
}
