using BotCrm.Core.Opportunities;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Opportunities;

/// <summary>The configured stage that a call names by its code or its name in either language, or the question which one.</summary>
internal static class StageChoice
{
    /// <param name="context">Whose configuration it is.</param>
    /// <param name="said">The code or name.</param>
    /// <param name="open">Only stages in which an opportunity is open come into question.</param>
    /// <param name="argument">The argument that a question is about.</param>
    public static (Stage? Stage, SkillOutcome? Problem) Read(SkillContext context, string? said, bool open, string argument = "stage")
    {
        if (said is null) return (null, null);
        var pipelines = context.Session.Pipelines;
        var found = pipelines.Said(said);
        if (found is not null && (!open || found.Kind == StageKind.Open)) return (found.Stage, null);
        var words = context.Words;
        var stages = pipelines.All.SelectMany(one => one.Stages).Where(stage => !open || stage.Kind == StageKind.Open).DistinctBy(stage => stage.Code);
        var shown = said.Length <= 60 ? said : said[..57] + "…";
        return (null, new Ask(argument, AnswerKind.Choice, words.Say("ask.one_of", ("value", shown), ("what", words.Label("stage"))), [.. stages.Select(stage => new Choice(words.Stage(stage.Code, stage.Name), null, stage.Code))]));
    }

    public static string Name(SkillContext context, Stage stage) => context.Words.Stage(stage.Code, context.Session.Pipelines.Find(stage)?.Name);
}
