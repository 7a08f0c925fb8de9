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
    public const string Name = WellKnownSkills.Undo;
    private const string Reference = "change:";
    private const string CorrectionReference = "correction:";

    /// <summary>Names one change set, as cards do.</summary>
    public static string ReferenceTo(long changeSet) => Reference + changeSet.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same for a correction: what that change set itself took back stays so.</summary>
    public static string CorrectionOf(long changeSet) => CorrectionReference + changeSet.ToString(CultureInfo.InvariantCulture);

    private static long? Referred(string? what, string prefix) =>
        what is not null && what.StartsWith(prefix, StringComparison.Ordinal) && long.TryParse(what.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    public static async Task<SkillOutcome> RunAsync(
        SkillContext context,
        [Description("Name of a record that the change touched.")] string? what = null,
        [Description("Only one that did this."), OneOf("merge", "stage", "bulk")] string? change = null,
        CancellationToken ct = default)
    {
        var corrected = Referred(what, CorrectionReference);
        if ((corrected ?? Referred(what, Reference)) is not { } id)
        {
            var last = await context.Session.AskAsync(new FindLastChangeSet { Conversation = context.Session.Origin.Conversation, Mentions = what, Sort = change switch { "merge" => ChangeSort.Merge, "stage" => ChangeSort.Stage, "bulk" => ChangeSort.Bulk, _ => null } }, ct);
            if (!last.Ok) return new Refused(last.Failure);
            if (last.Value is null)
            {
                if (change is not null) return new Refused(new Failure("nothing_of_that_sort", FailureKind.NotFound, "There is no such change to undo.") { Data = new Dictionary<string, string> { ["change"] = context.Words.Term("change", change) } });
                return new Refused(new Failure(what is null ? "nothing_to_undo" : "nothing_to_undo_named", FailureKind.NotFound, "There is nothing to undo.")
                {
                    Data = new Dictionary<string, string> { ["name"] = what ?? "" },
                });
            }

            id = last.Value.Id;
        }

        var undone = await context.Session.RunAsync(new UndoChangeSet { Id = id, LeaveUndone = corrected is not null }, ct);
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
