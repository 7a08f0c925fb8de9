using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

[Skill("delete_survey", Effect.Write, Risk.High, "Deletes a customer's newest survey.")]
public static class DeleteSurveySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("Which question."), OneOf("satisfaction", "nps")] string? surveyKind = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (of.Problem is { } unclear) return unclear;
        if (await SurveyChoice.NewestAsync(context, of.Id, SurveyChoice.Kind(surveyKind), null, ct) is not { } survey)
        {
            return new Refused(new Failure("none_there", FailureKind.NotFound, $"{of.Name} has no survey.")
            {
                Data = new Dictionary<string, string> { ["kind"] = Kinds.Survey, ["customer"] = of.Name },
            });
        }

        var deleted = await context.Session.RunAsync(new DeleteSurvey { Id = survey.Id }, ct);
        return deleted.Ok ? new Done([SurveyLines.Deleted(context.Words, deleted.Value)], [of.Record!]) : new Refused(deleted.Failure);
    }
}
