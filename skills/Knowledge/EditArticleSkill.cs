using System.ComponentModel;
using BotCrm.Core.Knowledge;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Knowledge;

[Skill("edit_article", Effect.Write, Risk.Low, "Changes a draft; of an approved article it makes a new draft.")]
public static class EditArticleSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Its title or words of it.")] string article,
        [Description("The new title.")] string? title = null,
        [Description("The new text, in Markdown.")] string? text = null,
        [Description("Language: en, de, zh …")] string? language = null,
        [Description("Tags.")] IReadOnlyList<string>? tags = null,
        CancellationToken ct = default)
    {
        var (found, problem) = await ArticleChoice.FindAsync(context, article, null, ct);
        if (problem is not null) return problem;
        if (context.NamesOnly("article")) return context.WhatToChange(found!.Title);
        var edited = await context.Session.RunAsync(new EditArticle { Id = found!.Id, Title = title, Body = text, Language = language, Tags = tags }, ct);
        if (!edited.Ok) return new Refused(edited.Failure);
        return new Done([ArticleLines.Changed(context.Words, found, edited.Value)], [ArticleLines.Ref(edited.Value)]);
    }
}
