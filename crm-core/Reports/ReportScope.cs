using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Reports;

/// <summary>Whose records a report counts: what the actor sees, narrowed to one person or team.</summary>
internal sealed record ReportScope(long[]? People)
{
    /// <summary>The scope, or why the actor may not have it. An empty answer about a person out of sight would be a wrong answer, so it is refused.</summary>
    public static async Task<Result<ReportScope>> OfAsync(CrmSession session, long? ownerId, long? teamId, CancellationToken ct)
    {
        var directory = await session.DirectoryAsync(ct);
        if (ownerId is { } owner)
        {
            if (directory.Find(owner) is null)
                return ReportFailures.UnknownUser();
            if (!session.Actor.Sees(owner))
                return ReportFailures.OthersNumbers();
        }

        if (teamId is { } team && !directory.Teams.ContainsKey(team))
            return ReportFailures.UnknownTeam();
        long[]? members = teamId is { } given ? directory.MembersOf(given) : null;
        return (ownerId, members) switch
        {
            ({ } one, null) => new ReportScope([one]),
            ({ } one, _) => new ReportScope(members.Contains(one) ? [one] : []),
            _ => new ReportScope(members),
        };
    }

    /// <summary>Whether everything in the company counts.</summary>
    public bool IsWhole(Actor actor) => People is null && actor.Owners is null && actor.May(Permissions.OpportunitiesRead);

    /// <summary>The opportunities that count, in parts that have none in common: each is counted along an index of its own, and their sums are added.</summary>
    public IEnumerable<IQueryable<Opportunity>> Opportunities(CrmSession session)
    {
        var parts = session.Db.Opportunities.AsNoTracking().VisibleApart(session.Actor);
        return People is { } people ? parts.Select(part => part.Where(one => one.OwnerId > 0 && people.Contains(one.OwnerId))) : parts;
    }

    /// <summary>The stays in stages of these opportunities, likewise.</summary>
    public IEnumerable<IQueryable<StageChange>> Stays(CrmSession session)
    {
        var parts = session.Db.StageChanges.AsNoTracking().VisibleApart(session.Actor);
        return People is { } people ? parts.Select(part => part.Where(one => one.OwnerId > 0 && people.Contains(one.OwnerId))) : parts;
    }

    /// <summary>Whose customers count; null: everybody's.</summary>
    public long[]? Owners(Actor actor) => (People, actor.Owners) switch
    {
        (null, null) => null,
        ({ } people, null) => people,
        (null, { } owners) => [.. owners.Order()],
        ({ } people, { } owners) => [.. people.Where(owners.Contains)],
    };
}

/// <summary>Days from and to, both inclusive, and the same as instants on the actor's calendar (<see cref="End"/> is exclusive).</summary>
internal sealed record Period(DateOnly From, DateOnly To, DateTimeOffset Start, DateTimeOffset End)
{
    public static Result<Period> Of(CrmSession session, DateOnly from, DateOnly to)
    {
        var check = new Checks();
        check.Day(from, "from");
        check.Day(to, "to");
        if (from > to)
            check.Fail(ReportFailures.PeriodReversed());
        if (check.Failure is { } failure)
            return failure;
        var zone = session.Actor.TimeZone;
        return new Period(from, to, TaskTimes.StartOf(from, zone), TaskTimes.StartOf(to.AddDays(1), zone));
    }
}
