using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Reports;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>Many customers of a team are interested and few have bought. Counted once a day from the kept counts; told once a month.</summary>
internal sealed class FewWonTrigger : ITimedTrigger
{
    public const int DefaultPercent = 20;
    public const int DefaultMinimum = 10;

    public string Kind => "few_won";

    public string Noun => Kinds.Team;

    public async Task<IReadOnlyList<Candidate>> FindAsync(CrmSession session, RuleTrigger rule, ScanPoint from, DateTimeOffset to, int take, long[]? ids, CancellationToken ct)
    {
        var today = new DateTimeOffset(to.UtcDateTime.Date, TimeSpan.Zero);
        if (from.At >= today && ids is null)
            return [];
        var directory = await session.DirectoryAsync(ct);
        var candidates = new List<Candidate>();
        foreach (var team in directory.Teams.Keys.Where(team => ids?.Contains(team) != false).Order())
        {
            var members = directory.MembersOf(team);
            var counts = await session.Db.Set<CustomerCount>().AsNoTracking()
                .Where(one => members.Contains(one.OwnerId) && one.Dimension == CustomerCount.Lifecycle)
                .ToListAsync(ct);
            var interested = counts.Where(one => one.Value == "interested").Sum(one => one.Count);
            var won = counts.Where(one => one.Value == "won").Sum(one => one.Count);
            if (interested >= (rule.Minimum ?? DefaultMinimum) && won * 100 < (interested + won) * (rule.Percent ?? DefaultPercent))
                candidates.Add(new Candidate(team, today, today, $"{team.ToString(CultureInfo.InvariantCulture)}:{to.UtcDateTime:yyyy-MM}"));
        }
        return candidates;
    }
}
