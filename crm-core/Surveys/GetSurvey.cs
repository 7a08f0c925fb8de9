using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Surveys;

/// <summary>One survey.</summary>
[Requires(Permissions.SurveysRead)]
public sealed record GetSurvey : Query<SurveyView>
{
    public required long Id { get; init; }

    protected internal override Task<Result<SurveyView>> RunAsync(CrmSession session, CancellationToken ct) => SurveyRules.ViewAsync(session, Id, ct);
}
