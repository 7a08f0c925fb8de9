using System.ComponentModel;
using BotCrm.Core.Primitives;
using BotCrm.Core.Search;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Search;

[Skill("search", Effect.Read, Risk.None, "Searches customers, contacts, opportunities, tickets, tasks, articles and interactions in any field; forgives typing errors.")]
public static class SearchSkill
{
    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("The words, a phone number or an e-mail address.")] string text,
        [Description("Only records of this kind."), OneOf("customers", "contacts", "opportunities", "tickets", "tasks", "articles", "interactions")] string? records = null,
        [Description("How many at most.")] int? limit = null,
        CancellationToken ct = default)
    {
        var found = await context.Session.AskAsync(
            new SearchRecords { Text = text, Kinds = records is null ? [] : [KindOf(records)], Limit = Math.Clamp(limit ?? ListAnswer.PageSize, 1, 50), After = context.After },
            ct);
        if (!found.Ok) return new Refused(found.Failure);
        var words = context.Words;
        return new ListAnswer(context, "search").Where("text", text).Where("records", records is null ? null : words.Term("kind", KindOf(records))).Reply(
            found.Value,
            ["kind", "name", "customer", "found"],
            hit => new RecordRef(hit.Kind, hit.Id, hit.Name),
            hit => [words.Term("kind", hit.Kind), hit.Name, hit.Context ?? "", Where(words, hit)]);
    }

    /// <summary>The records' kind as the core calls it.</summary>
    internal static string KindOf(string records) => records == "opportunities" ? Kinds.Opportunity : records.TrimEnd('s');

    /// <summary>The field in which it was found, unless that is the name itself.</summary>
    private static string Where(Words words, SearchHit hit) => hit.Field is "name" or "subject" or "title" && hit.Text == hit.Name ? "" : hit.Text;
}
