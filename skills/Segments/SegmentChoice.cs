using System.Globalization;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Tools.Names;

namespace BotCrm.Skills.Segments;

/// <summary>The segment that a name means.</summary>
internal static class SegmentChoice
{
    public static async Task<IReadOnlyList<SegmentView>> AllAsync(SkillContext context, CancellationToken ct) =>
        await context.Session.AskAsync(new ListSegments { Paging = new Paging(Paging.MaxLimit) }, ct) is { Ok: true, Value: var page } ? page.Items : [];

    public static async Task<(SegmentView? Segment, SkillOutcome? Problem)> FindAsync(SkillContext context, string argument, string said, CancellationToken ct)
    {
        var all = await AllAsync(context, ct);
        var folded = NameFolding.Fold(said);
        var found = said.StartsWith("segment:", StringComparison.Ordinal) && long.TryParse(said.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? all.Where(one => one.Id == id).ToList()
            : all.Where(one => NameFolding.Fold(one.Name) == folded).ToList();
        // A part of the name will do; a like name will not: many records may hang on it.
        if (found.Count == 0 && folded.Length > 0) found = [.. all.Where(one => NameFolding.Fold(one.Name).Contains(folded, StringComparison.Ordinal))];
        // One's own before a shared one of the same name.
        if (found.Count > 1 && found.FindAll(one => one.OwnerId == context.Actor.UserId) is [var own]) found = [own];
        return found switch
        {
            [var only] => (only, null),
            [] => (null, new Refused(new Failure("name_not_found", FailureKind.NotFound, $"There is no segment {said}.")
            {
                Data = new Dictionary<string, string> { ["kind"] = Kinds.Segment, ["name"] = said.Length > 80 ? said[..79] + "…" : said },
            })),
            _ => (null, new Ask(argument, AnswerKind.Choice, context.Words.Say("which.name", ("kind", context.Words.Term("kind", Kinds.Segment)), ("name", said)),
                [.. found.Take(8).Select(one => new Choice(one.Name, one.OwnerName, "segment:" + one.Id.ToString(CultureInfo.InvariantCulture)))])),
        };
    }
}
