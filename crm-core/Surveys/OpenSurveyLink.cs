using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Surveys;

/// <summary>What is behind a link, for the host's public page; run as <see cref="Actor.System"/>, the signature standing for the customer.</summary>
[Requires(Permissions.SurveysRead)]
public sealed record OpenSurveyLink : Query<SurveyPage>
{
    public required string Token { get; init; }

    protected internal override async Task<Result<SurveyPage>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Read(session, Token) is not var (id, expires) || await session.Db.Surveys.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } survey)
            return SurveyFailures.BadLink();
        return new SurveyPage(survey.Kind, survey.AnsweredAt is not null ? SurveyPageState.Answered : expires <= session.Now ? SurveyPageState.Expired : SurveyPageState.Open);
    }

    internal static (long Id, DateTimeOffset Expires)? Read(CrmSession session, string token) =>
        session.Options.Service.LinkKey is { } key ? SurveyToken.Read(key(), token) : null;
}
