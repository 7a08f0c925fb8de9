using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>The customer's own answer by the link: once, in time. Run as <see cref="Actor.System"/>, the signature standing for the customer.</summary>
[Requires(Permissions.SurveysWrite)]
public sealed record AnswerSurveyLink : Command<SurveyPage>
{
    public required string Token { get; init; }

    public required int Score { get; init; }

    public string? Comment { get; init; }

    protected internal override async Task<Result<SurveyPage>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (OpenSurveyLink.Read(session, Token) is not var (id, expires) || await session.Db.Surveys.SingleOrDefaultAsync(one => one.Id == id, ct) is not { } survey)
            return SurveyFailures.BadLink();
        if (survey.AnsweredAt is not null)
            return SurveyFailures.Answered(id);
        if (expires <= session.Now)
            return SurveyFailures.Expired();
        var check = new Checks();
        SurveyRules.Score(check, survey.Kind, Score);
        var comment = check.Optional(Comment, Limits.Text, "comment");
        if (check.Failure is { } failure)
            return failure;

        await SurveyRules.AnswerAsync(session, survey, Score, comment, null, ct);
        return new SurveyPage(survey.Kind, SurveyPageState.Answered);
    }
}
