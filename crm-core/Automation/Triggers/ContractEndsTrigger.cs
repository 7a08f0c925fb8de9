using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>An active contract ends in so many days. Told in its owner's morning.</summary>
internal sealed class ContractEndsTrigger : ITimedTrigger
{
    private const int DefaultDays = 30;

    public string Kind => "contract_ends";

    public string Noun => Kinds.Contract;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        var days = rule.Days ?? DefaultDays;
        // "In thirty days" comes true when the day thirty days before the end begins, which is when the day before that is over.
        var (after, afterId, until) = (DayPast.LastOver(from.At).AddDays(days + 1), from.Id, DayPast.LastOver(to).AddDays(days + 1));
        var active = session.Db.Set<Contract>().AsNoTracking().Where(one => one.Status == ContractStatus.Active);
        if (ids is not null)
            active = active.Where(one => ids.Contains(one.Id));
        var found = await active
            .Where(one => one.EndsOn >= after && one.EndsOn <= until && (one.EndsOn > after || one.Id > afterId))
            .OrderBy(one => one.EndsOn).ThenBy(one => one.Id).Take(take)
            .Select(one => new { one.Id, Day = one.EndsOn!.Value, one.OwnerId }).ToListAsync(ct);
        var candidates = new List<Candidate>(found.Count);
        foreach (var one in found)
        {
            var before = one.Day.AddDays(-days - 1);
            candidates.Add(new Candidate(one.Id, DayPast.OverAt(before), await DayPast.MorningAfterAsync(session, before, one.OwnerId, ct), FormattableString.Invariant($"{one.Id}:{one.Day:yyyy-MM-dd}:{days}")));
        }
        return candidates;
    }
}
