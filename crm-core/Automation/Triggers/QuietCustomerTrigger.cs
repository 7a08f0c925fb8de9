using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Nobody has been in touch with a customer for some days; with a new one, since it was added. One who has left needs nobody's attention.</summary>
internal sealed class QuietCustomerTrigger : ITimedTrigger
{
    public const int DefaultDays = 7;

    public string Kind => "quiet";

    public string Noun => Kinds.Customer;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        var days = TimeSpan.FromDays(rule.Days ?? DefaultDays);
        var (after, afterId, until) = (Back(from.At, days), from.Id, Back(to, days));
        var customers = session.Db.Customers.AsNoTracking().Where(one => one.Lifecycle != Lifecycle.Churned);
        if (ids is not null)
            customers = customers.Where(one => ids.Contains(one.Id));
        // Two questions, because each is served by an index of its own.
        var spoken = await customers
            .Where(one => one.LastInteractionAt >= after && one.LastInteractionAt <= until && (one.LastInteractionAt > after || one.Id > afterId))
            .OrderBy(one => one.LastInteractionAt).ThenBy(one => one.Id).Take(take)
            .Select(one => new { one.Id, Last = one.LastInteractionAt!.Value }).ToListAsync(ct);
        var never = await customers
            .Where(one => one.LastInteractionAt == null && one.CreatedAt >= after && one.CreatedAt <= until && (one.CreatedAt > after || one.Id > afterId))
            .OrderBy(one => one.CreatedAt).ThenBy(one => one.Id).Take(take)
            .Select(one => new { one.Id, Last = one.CreatedAt }).ToListAsync(ct);
        return [.. spoken.Concat(never).OrderBy(one => one.Last).ThenBy(one => one.Id).Take(take)
            .Select(one => new Candidate(one.Id, one.Last + days, one.Last + days, FormattableString.Invariant($"{one.Id}:{one.Last.ToUnixTimeMilliseconds()}")))];
    }

    private static DateTimeOffset Back(DateTimeOffset at, TimeSpan days) => at - DateTimeOffset.UnixEpoch > days ? at - days : DateTimeOffset.UnixEpoch;
}
