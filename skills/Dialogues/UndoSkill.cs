using System.ComponentModel;
using System.Globalization;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Dialogues;

[Skill(Name, Effect.Write, Risk.Low, "Takes back the speaker's newest change in this conversation, or the newest one that touched what is named.")]
public static class UndoSkill
{
    public const string Name = "undo";
    private const string Reference = "change:";

    /// <summary>Names one change set, as cards do.</summary>
    public static string ReferenceTo(long changeSet) => Reference + changeSet.ToString(CultureInfo.InvariantCulture);

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Name of a record that the change touched.")] string? what = null,
        CancellationToken ct = default)
    {
        long id;
        if (what is not null && what.StartsWith(Reference, StringComparison.Ordinal) && long.TryParse(what.AsSpan(Reference.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var exact))
        {
            id = exact;
        }
        else
        {
            var last = await context.Session.AskAsync(new FindLastChangeSet { Conversation = context.Session.Origin.Conversation, Mentions = what }, ct);
            if (!last.Ok) return new Refused(last.Failure);
            if (last.Value is null)
            {
                return new Refused(new Failure(what is null ? "nothing_to_undo" : "nothing_to_undo_named", FailureKind.NotFound, "There is nothing to undo.")
                {
                    Data = new Dictionary<string, string> { ["name"] = what ?? "" },
                });
            }

            id = last.Value.Id;
        }

        var undone = await context.Session.RunAsync(new UndoChangeSet { Id = id }, ct);
        if (!undone.Ok) return new Refused(undone.Failure);
        var lines = undone.Value.Changes.Select(c => Line(context, c)).ToList();
        IReadOnlyList<RecordRef> focus = [.. undone.Value.Changes.Where(c => !WasCreated(c)).Select(c => new RecordRef(c.Entity, c.Id, c.Name))];
        return new Done(lines, focus) { TookBack = true };
    }

    private static bool WasCreated(ChangedRecord change) => Operation(change) == "create";

    private static string Operation(ChangedRecord change) =>
        change.Operation.StartsWith("undo_", StringComparison.Ordinal) ? change.Operation["undo_".Length..] : change.Operation;

    private static ChangeLine Line(SkillContext context, ChangedRecord change)
    {
        var kind = context.Words.Term("kind", change.Entity);
        var title = context.Words.Say("undone." + Operation(change), ("kind", kind), ("name", change.Name));
        return new ChangeLine(change.Entity, WasCreated(change) ? null : change.Id, title, []);
    }
}
