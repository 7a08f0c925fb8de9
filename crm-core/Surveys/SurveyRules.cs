using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Automation;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>What asking and answering share.</summary>
internal static class SurveyRules
{
    public static (int Least, int Most) Scale(SurveyKind kind) => kind == SurveyKind.Nps ? (0, 10) : (1, 5);

    /// <summary>An answer that somebody should look after: 1 or 2 of 5, or a detractor.</summary>
    public static bool IsLow(SurveyKind kind, int score) => kind == SurveyKind.Nps ? score <= 6 : score <= 2;

    public static void Score(Checks check, SurveyKind kind, int score, string field = "score")
    {
        var (least, most) = Scale(kind);
        check.Range(score, least, most, field);
    }

    public static async Task<Result<Survey>> ForChangeAsync(CrmSession session, long id, int? ifVersion, CancellationToken ct)
    {
        if (await session.Db.Surveys.VisibleTo(session.Actor, session.Db).SingleOrDefaultAsync(one => one.Id == id, ct) is not { } survey)
            return Failure.NotFound(Kinds.Survey, id);
        return Versions.Changed(Kinds.Survey, id, ifVersion, survey.Version) is { } conflict ? conflict : survey;
    }

    /// <summary>Writes the answer down, and on the ticket it is about: the latest word counts there.</summary>
    public static async Task AnswerAsync(CrmSession session, Survey survey, int score, string? comment, long? by, CancellationToken ct)
    {
        survey.Score = score;
        survey.Comment = comment;
        survey.AnsweredAt = session.Now;
        survey.AnsweredById = by;
        if (survey is { Kind: SurveyKind.Satisfaction, TicketId: { } ticketId } && await session.Db.Tickets.SingleOrDefaultAsync(one => one.Id == ticketId, ct) is { } ticket)
        {
            ticket.Rating = score;
            ticket.RatingComment = comment;
        }

        if (!IsLow(survey.Kind, score))
            return;
        var owner = await session.Db.Customers.Where(one => one.Id == survey.CustomerId).Select(one => one.OwnerId).SingleAsync(ct);
        if (owner != session.Actor.UserId)
            await session.NotifyAsync(owner, "survey_low", (Kinds.Customer, survey.CustomerId), new Dictionary<string, string> { ["score"] = score.ToString(CultureInfo.InvariantCulture), ["of"] = Scale(survey.Kind).Most.ToString(CultureInfo.InvariantCulture) }, ct: ct);
    }

    public static async Task<Result<SurveyView>> ViewAsync(CrmSession session, long id, CancellationToken ct) =>
        await session.Db.Surveys.AsNoTracking().VisibleTo(session.Actor, session.Db).Where(one => one.Id == id).ToListAsync(ct) is [var survey]
            ? (await ViewsAsync(session, [survey], ct))[0]
            : Failure.NotFound(Kinds.Survey, id);

    public static async Task<IReadOnlyList<SurveyView>> ViewsAsync(CrmSession session, IReadOnlyList<Survey> surveys, CancellationToken ct)
    {
        var (customers, contacts) = (surveys.Select(one => one.CustomerId).Distinct().ToArray(), surveys.Where(one => one.ContactId != null).Select(one => one.ContactId!.Value).Distinct().ToArray());
        var names = await session.Db.Customers.Where(one => customers.Contains(one.Id)).Select(one => new { one.Id, one.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        var people = contacts.Length == 0 ? [] : await session.Db.Contacts.Where(one => contacts.Contains(one.Id)).Select(one => new { one.Id, one.Name }).ToDictionaryAsync(one => one.Id, one => one.Name, ct);
        var directory = await session.DirectoryAsync(ct);
        return
        [
            .. surveys.Select(one => new SurveyView(
                one.Id, one.Kind, one.CustomerId, names[one.CustomerId], one.ContactId, one.ContactId is { } contact ? people[contact] : null, one.TicketId, one.OpportunityId,
                one.AskedAt, one.AskedById is { } asker ? directory[asker].Login : null, one.ExpiresAt, one.Score, one.Comment, one.AnsweredAt,
                one.AnsweredById is { } writer ? directory[writer].Login : null, Link(session, one), one.Version)),
        ];
    }

    /// <summary>Only who may write surveys gets a link: whoever has it may answer.</summary>
    private static string? Link(CrmSession session, Survey survey)
    {
        var options = session.Options.Service;
        if (options.LinkKey is not { } key || survey.AnsweredAt is not null || survey.ExpiresAt <= session.Now || !session.Actor.May(Permissions.SurveysWrite))
            return null;
        return $"{options.PublicAddress.TrimEnd('/')}/survey/{SurveyToken.Write(key(), survey.Id, survey.ExpiresAt)}";
    }
}
