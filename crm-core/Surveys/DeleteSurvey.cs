using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Surveys;

/// <summary>Deletes a survey: an unanswered one by anybody who may ask, an answered one only by who supervises, because figures change by it.</summary>
[Requires(Permissions.SurveysWrite)]
public sealed record DeleteSurvey : Command<SurveyView>
{
    public required long Id { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<SurveyView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await SurveyRules.ForChangeAsync(session, Id, IfVersion, ct);
        if (!found.Ok)
            return found.Failure;
        if (found.Value.AnsweredAt is not null && !session.Actor.May(Permissions.RecordsSupervise))
            return Failure.Forbidden(Policies.ManagersDelete, "Only managers and administrators delete a survey that is answered.");
        var view = await SurveyRules.ViewAsync(session, Id, ct);
        session.Db.Surveys.Remove(found.Value);
        await session.SaveAsync(ct);
        return view;
    }
}
