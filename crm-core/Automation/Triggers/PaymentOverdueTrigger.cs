using BotCrm.Core.Contracts;
using BotCrm.Core.Payments;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>A payment's due day is over by so many days (none when not given) and something is still owed.</summary>
internal sealed class PaymentOverdueTrigger : ITimedTrigger
{
    public string Kind => "payment_overdue";

    public string Noun => Kinds.Payment;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        var days = rule.Days ?? 0;
        var (after, afterId, until) = (DayPast.LastOver(from.At).AddDays(-days), from.Id, DayPast.LastOver(to).AddDays(-days));
        var open = session.Db.Set<Payment>().AsNoTracking().Where(one => one.Settled == false);
        if (ids is not null)
            open = open.Where(one => ids.Contains(one.Id));
        var found = await open
            .Where(one => one.DueOn >= after && one.DueOn <= until && (one.DueOn > after || one.Id > afterId))
            .OrderBy(one => one.DueOn).ThenBy(one => one.Id).Take(take)
            .Join(session.Db.Set<Contract>(), one => one.ContractId, contract => contract.Id, (one, contract) => new { one.Id, Day = one.DueOn, contract.OwnerId }).ToListAsync(ct);
        var candidates = new List<Candidate>(found.Count);
        foreach (var one in found.OrderBy(one => one.Day).ThenBy(one => one.Id))
        {
            var over = one.Day.AddDays(days);
            candidates.Add(new Candidate(one.Id, DayPast.OverAt(over), await DayPast.MorningAfterAsync(session, over, one.OwnerId, ct), FormattableString.Invariant($"{one.Id}:{one.Day:yyyy-MM-dd}:{days}")));
        }
        return candidates;
    }
}
