using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Contracts;

/// <summary>The rules that the commands share.</summary>
internal static class ContractRules
{
    public const int MaxNoticeDays = 3650;

    /// <summary>The contract for a change: visible and unchanged since the caller looked; else why not.</summary>
    public static async Task<Result<Contract>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Contracts.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } contract)
            return Failure.NotFound(Kinds.Contract, id);
        return Versions.Changed(Kinds.Contract, id, ifVersion, contract.Version) is { } conflict ? conflict : contract;
    }

    public static DateOnly? NoticeBy(Contract contract) =>
        contract is { EndsOn: { } end, NoticeDays: { } days } ? end.AddDays(-days) : contract.EndsOn;

    /// <summary>Checks what must fit together: the days, the renewal and the notice.</summary>
    public static void Terms(Checks check, DateOnly start, DateOnly? end, Renewal renewal, int? noticeDays)
    {
        check.Day(start, "start");
        check.Day(end, "end");
        check.Known<Renewal>(renewal, "renewal");
        check.Range(noticeDays, 0, MaxNoticeDays, "noticeDays");
        if (end < start)
            check.Fail("end_before_start", "end must not lie before start.", "end");
        if (end is null && renewal != Renewal.None)
            check.Fail("renewal_without_end", "A contract without an end has nothing to renew; give it an end or renewal none.", "renewal");
    }

    public static async Task<string> NextNumberAsync(CrmSession session, CancellationToken ct)
    {
        var year = session.CompanyToday.Year;
        var number = await NumberSequences.NextAsync(session.Db, string.Create(CultureInfo.InvariantCulture, $"contracts {year}"), ct);
        return string.Create(CultureInfo.InvariantCulture, $"C-{year}-{number:0000}");
    }

    /// <summary>The last day of the follow-up: as many whole months when the contract ran for whole months, else as many days.</summary>
    public static DateOnly FollowingEnd(DateOnly start, DateOnly end)
    {
        var next = end.AddDays(1);
        for (var months = 1; months <= 1200; months++)
        {
            var whole = start.AddMonths(months);
            if (whole == next)
                return next.AddMonths(months).AddDays(-1);
            if (whole > next)
                break;
        }
        return end.AddDays(next.DayNumber - start.DayNumber);
    }
}
