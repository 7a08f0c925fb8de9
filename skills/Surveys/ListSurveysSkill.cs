using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

[Skill("list_surveys", Effect.Read, Risk.None, "Lists surveys and their answers, the newest first.")]
public static class ListSurveysSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Only of this customer."), Record(Kinds.Customer)] string? customer = null,
        [Description("Which question."), OneOf("satisfaction", "nps")] string? surveyKind = null,
        [Description("True: answered. False: not yet.")] bool? answered = null,
        [Description("Only with this score or less.")] int? maxScore = null,
        [Description("Asked from.")] DateOnly? from = null,
        [Description("Asked to, inclusive.")] DateOnly? to = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var of = await context.Resolve.OptionalAsync(Kinds.Customer, "customer", customer, ct);
        if (of?.Problem is { } noCustomer) return noCustomer;
        var zone = context.Actor.TimeZone;
        var page = await context.Session.AskAsync(
            new ListSurveys
            {
                CustomerId = of?.Id,
                Kind = SurveyChoice.Kind(surveyKind),
                Answered = answered,
                MaxScore = maxScore,
                AskedFrom = from is { } first ? DayOrTime.StartOf(first, zone) : null,
                AskedTo = to is { } last ? DayOrTime.StartOf(last.AddDays(1), zone) : null,
                Paging = ListAnswer.Page(context, limit, "asked", descending: true),
            },
            ct);
        if (!page.Ok) return new Refused(page.Failure);
        var words = context.Words;
        var answer = new ListAnswer(context, "surveys")
            .Only("answered", answered == true)
            .Only("unanswered", answered == false)
            .Where("customer", of?.Name)
            .Where("survey_kind", surveyKind is null ? null : words.Term("survey_kind", surveyKind))
            .Where("max_score", maxScore is { } most ? words.Number(most) : null)
            .Between("asked", from, to)
            .Reply(
                page.Value,
                ["customer", "survey_kind", "asked", "score", "comment", "ticket"],
                s => SkillContext.CustomerRef(s.CustomerId, s.CustomerName),
                s => [s.CustomerName, SurveyLines.Kind(words, s), words.DayOf(s.AskedAt), SurveyLines.Score(s) ?? words.Say("survey.waiting"), ListAnswer.OneLine(s.Comment ?? ""), SurveyLines.Ticket(s) ?? ""]);
        return of is null ? answer : answer with { Focus = [.. answer.Focus, of.Value.Record!] };
    }
}
