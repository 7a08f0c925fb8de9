using System.Globalization;
using BotCrm.Core.Primitives;
using BotCrm.Core.Surveys;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Surveys;

/// <summary>How surveys and answers are told.</summary>
internal static class SurveyLines
{
    public static ChangeLine Created(Words words, SurveyView view)
    {
        // The link holds the id, which a preview does not have yet.
        var link = view.Link is null ? [] : new FactList(words).Add("link", view.Link).All;
        var title = words.Say("line.survey.create", ("kind", Kind(words, view)), ("customer", view.CustomerName));
        return new ChangeLine(Kinds.Survey, view.Id, title, Facts(words, view).All) { Operation = ChangeLine.Created, OnceDone = link };
    }

    public static ChangeLine Answered(Words words, SurveyView view) =>
        new(Kinds.Survey, view.Id, Title(words, view), new FactList(words).Add("score", Score(view)).Add("comment", view.Comment).All);

    public static ChangeLine Deleted(Words words, SurveyView view) => new(Kinds.Survey, view.Id, Title(words, view), Facts(words, view).All) { Operation = ChangeLine.Deleted };

    public static string Kind(Words words, SurveyView view) => words.Term("survey_kind", view.Kind.ToString());

    public static string? Score(SurveyView view) => view.Score is { } score ? string.Create(CultureInfo.InvariantCulture, $"{score}/{(view.Kind == SurveyKind.Nps ? 10 : 5)}") : null;

    public static string? Ticket(SurveyView view) => view.TicketId is { } id ? "#" + id.ToString(CultureInfo.InvariantCulture) : null;

    private static FactList Facts(Words words, SurveyView view) => new FactList(words)
        .Add("contact", view.ContactName)
        .Add("ticket", Ticket(view))
        .Add("score", Score(view))
        .Add("comment", view.Comment);

    private static string Title(Words words, SurveyView view) => words.Say("line.survey.update", ("kind", Kind(words, view)), ("customer", view.CustomerName));
}
