using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Tickets;

/// <summary>
/// Notes how content the customer says to be with a ticket. It answers the ticket's open survey, if there is one; else it counts as one that was
/// asked and answered now, so that all figures come from surveys.
/// </summary>
[Requires(Permissions.SurveysWrite)]
public sealed record RateTicket : Command<TicketView>
{
    public required long Id { get; init; }

    /// <summary>1–5.</summary>
    public required int Score { get; init; }

    public string? Comment { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<TicketView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await TicketRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var ticket = found.Value;
        var check = new Checks();
        SurveyRules.Score(check, SurveyKind.Satisfaction, Score);
        var comment = check.Optional(Comment, Limits.Text, "comment");
        if (check.Failure is { } failure)
            return failure;

        var survey = await session.Db.Surveys
            .Where(one => one.TicketId == Id && one.Kind == SurveyKind.Satisfaction && one.AnsweredAt == null)
            .OrderByDescending(one => one.Id)
            .FirstOrDefaultAsync(ct);
        var user = session.Actor.UserId is > 0 and var id ? id : (long?)null;
        if (survey is null)
        {
            survey = new Survey
            {
                Id = await session.NewIdAsync(ct),
                Kind = SurveyKind.Satisfaction,
                CustomerId = ticket.CustomerId,
                ContactId = ticket.ContactId,
                TicketId = Id,
                AskedAt = session.Now,
                AskedById = user,
                ExpiresAt = session.Now + session.Options.Service.SurveyLinkLife,
            };
            session.Db.Surveys.Add(survey);
        }

        await SurveyRules.AnswerAsync(session, survey, Score, comment, user, ct);
        await session.SaveAsync(ct);
        return await TicketRows.ViewAsync(session, Id, ct);
    }
}
