using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Surveys;

/// <summary>Writes down what a customer answered, by phone for instance. Also after the link's time is over.</summary>
[Requires(Permissions.SurveysWrite)]
public sealed record AnswerSurvey : Command<SurveyView>
{
    public required long Id { get; init; }

    /// <summary>1–5 for satisfaction, 0–10 for NPS.</summary>
    public required int Score { get; init; }

    public string? Comment { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<SurveyView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await SurveyRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        var survey = found.Value;
        if (survey.AnsweredAt is not null)
            return SurveyFailures.Answered(Id);
        var check = new Checks();
        SurveyRules.Score(check, survey.Kind, Score);
        var comment = check.Optional(Comment, Limits.Text, "comment");
        if (check.Failure is { } failure)
            return failure;

        await SurveyRules.AnswerAsync(session, survey, Score, comment, session.Actor.UserId is > 0 and var user ? user : null, ct);
        await session.SaveAsync(ct);
        return await SurveyRules.ViewAsync(session, Id, ct);
    }
}
