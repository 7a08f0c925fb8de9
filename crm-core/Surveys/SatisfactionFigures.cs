using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>Answers in a period, by score. <paramref name="Asked"/>: surveys asked in it, whenever they were answered; <paramref name="AskedAnswered"/> of them have been.</summary>
/// <param name="Counts">How many answers per score, from the least to the greatest score.</param>
public sealed record SurveyFigures(SurveyKind Kind, int Asked, int AskedAnswered, int Answers, IReadOnlyList<int> Counts)
{
    private int Least => SurveyRules.Scale(Kind).Least;

    /// <summary>Null without answers.</summary>
    public decimal? Average => Answers == 0 ? null : (decimal)Counts.Select((count, i) => count * (i + Least)).Sum() / Answers;

    /// <summary>Share of 4 and 5 among the answers (satisfaction).</summary>
    public decimal? Csat => Kind != SurveyKind.Satisfaction || Answers == 0 ? null : (decimal)(Counts[3] + Counts[4]) / Answers;

    public int Promoters => Kind == SurveyKind.Nps ? Counts[9] + Counts[10] : 0;

    public int Detractors => Kind == SurveyKind.Nps ? Counts.Take(7).Sum() : 0;

    /// <summary>Share of promoters less share of detractors, −100 to 100.</summary>
    public decimal? Nps => Kind != SurveyKind.Nps || Answers == 0 ? null : 100m * (Promoters - Detractors) / Answers;

    public decimal? ResponseRate => Asked == 0 ? null : (decimal)AskedAnswered / Asked;
}

/// <summary>CSAT and NPS of a period, as docs/metrics.md defines them, over what the actor may see.</summary>
[Requires(Permissions.ServiceReports)]
public sealed record SatisfactionFigures : Query<IReadOnlyList<SurveyFigures>>
{
    public DateOnly? From { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? To { get; init; }

    public long? CustomerId { get; init; }

    /// <summary>Only of surveys on tickets that this user has, or on opportunities and customers that this user owns.</summary>
    public long? UserId { get; init; }

    protected internal override async Task<Result<IReadOnlyList<SurveyFigures>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var check = new Checks();
        check.Day(From, "from");
        check.Day(To, "to");
        if (From > To)
            check.Fail("period_backwards", "from must not be after to.", "from");
        if (check.Failure is { } failure)
            return failure;

        var db = session.Db;
        var rows = db.Surveys.AsNoTracking().VisibleTo(session.Actor, db);
        if (CustomerId is { } customer)
            rows = rows.Where(one => one.CustomerId == customer);
        if (UserId is { } user)
        {
            rows = rows.Where(one => one.TicketId != null
                ? db.Tickets.Any(ticket => ticket.Id == one.TicketId && ticket.AssigneeId == user)
                : db.Customers.Any(owned => owned.Id == one.CustomerId && owned.OwnerId == user));
        }

        var zone = session.Actor.TimeZone.Id;
        var (answered, asked) = (rows.Where(one => one.AnsweredAt != null), rows);
        if (From is { } first)
        {
            var start = Tasks.TaskTimes.StartOf(first, Tasks.TaskTimes.Zone(zone));
            answered = answered.Where(one => one.AnsweredAt >= start);
            asked = asked.Where(one => one.AskedAt >= start);
        }

        if (To is { } last)
        {
            var end = Tasks.TaskTimes.StartOf(last.AddDays(1), Tasks.TaskTimes.Zone(zone));
            answered = answered.Where(one => one.AnsweredAt < end);
            asked = asked.Where(one => one.AskedAt < end);
        }

        var scores = await answered.GroupBy(one => new { one.Kind, one.Score }).Select(group => new { group.Key.Kind, group.Key.Score, Count = group.Count() }).ToListAsync(ct);
        var sent = await asked.GroupBy(one => one.Kind).Select(group => new { Kind = group.Key, All = group.Count(), Answered = group.Count(one => one.AnsweredAt != null) }).ToListAsync(ct);
        var figures = new List<SurveyFigures>();
        foreach (var kind in Enum.GetValues<SurveyKind>())
        {
            var (least, most) = SurveyRules.Scale(kind);
            var counts = Enumerable.Range(least, most - least + 1).Select(score => scores.Where(one => one.Kind == kind && one.Score == score).Sum(one => one.Count)).ToList();
            var of = sent.Find(one => one.Kind == kind);
            figures.Add(new SurveyFigures(kind, of?.All ?? 0, of?.Answered ?? 0, counts.Sum(), counts));
        }

        return figures;
    }
}
