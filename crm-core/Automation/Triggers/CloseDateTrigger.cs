using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>An open opportunity's close date has passed. Its owner is asked when the next working day begins where the owner lives.</summary>
internal sealed class CloseDateTrigger : ITimedTrigger
{
    public string Kind => "close_date_passed";

    public string Noun => Kinds.Opportunity;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        var (after, afterId, until) = (DayPast.LastOver(from.At), from.Id, DayPast.LastOver(to));
        var open = session.Db.Opportunities.AsNoTracking().Where(one => one.ClosedAt == null);
        if (ids is not null)
            open = open.Where(one => ids.Contains(one.Id));
        // The last day over is looked at again as a whole when the scan stands at its end: what was found is known by its key.
        var found = await open
            .Where(one => one.CloseDate >= after && one.CloseDate <= until && (one.CloseDate > after || one.Id > afterId))
            .OrderBy(one => one.CloseDate).ThenBy(one => one.Id).Take(take)
            .Select(one => new { one.Id, Day = one.CloseDate!.Value, one.OwnerId }).ToListAsync(ct);
        var candidates = new List<Candidate>(found.Count);
        foreach (var one in found)
            candidates.Add(new Candidate(one.Id, DayPast.OverAt(one.Day), await DayPast.MorningAfterAsync(session, one.Day, one.OwnerId, ct), $"{one.Id.ToString(CultureInfo.InvariantCulture)}:{one.Day:yyyy-MM-dd}"));
        return candidates;
    }
}
