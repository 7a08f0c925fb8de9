using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

[Skill("answer_survey", Effect.Write, Risk.Low, "Writes down what a customer answered: satisfaction 1 to 5, or recommendation (nps) 0 to 10. Without an open survey it counts as asked just now.")]
public static class AnswerSurveySkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Which customer."), Record(Kinds.Customer)] string customer,
        [Description("The number that the customer gave.")] int score,
        [Description("Which question."), OneOf("satisfaction", "nps")] string? surveyKind = null,
        [Description("What else the customer said.")] string? comment = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.CustomerAsync("customer", customer, ct);
        if (of.Problem is { } unclear) return unclear;
        var kind = SurveyChoice.Kind(surveyKind);
        // Nobody who was asked from 1 to 5 says 9.
        if (kind is null && score is 0 or > 5) kind = SurveyKind.Nps;
        var open = await SurveyChoice.NewestAsync(context, of.Id, kind, answered: false, ct);
        if (open is null)
        {
            var asked = await context.Session.RunAsync(new CreateSurvey { CustomerId = of.Id, Kind = kind ?? SurveyKind.Satisfaction }, ct);
            if (!asked.Ok) return new Refused(asked.Failure);
            open = asked.Value;
        }

        var answered = await context.Session.RunAsync(new AnswerSurvey { Id = open.Id, Score = score, Comment = comment }, ct);
        return answered.Ok ? new Done([SurveyLines.Answered(context.Words, answered.Value)], [of.Record!]) : new Refused(answered.Failure);
    }
}
