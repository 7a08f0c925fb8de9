using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>The calls of one message, to be run together or not at all.</summary>
/// <param name="Approval">Fingerprint of the preview that the person said yes to.</param>
/// <param name="After">Cursor of the page wanted, for a list.</param>
/// <param name="Shown">How many of that list were shown before.</param>
internal sealed record PlanRequest(Actor Actor, Origin Origin, IReadOnlyList<PlannedCall> Calls, Words Words, Dialogue Dialogue, string? Approval = null, string? After = null, int Shown = 0);

/// <summary>What came of a plan; <paramref name="Calls"/> are its calls in their one written form.</summary>
internal abstract record PlanResult(IReadOnlyList<PlannedCall> Calls);

/// <summary>All of it was done and kept.</summary>
/// <param name="ChangeSet">What undo takes back; null when nothing changed.</param>
/// <param name="TookBack">Every write of it was an undo.</param>
internal sealed record PlanDone(IReadOnlyList<PlannedCall> Calls, long? ChangeSet, IReadOnlyList<StepDone> Steps, IReadOnlyList<RecordRef> Focus, bool TookBack) : PlanResult(Calls)
{
    public IEnumerable<ChangeLine> Changes => Steps.SelectMany(s => s.Changes);

    public IEnumerable<Reply> Answers => Steps.Where(s => s.Answer is not null).Select(s => s.Answer!);

    public bool Wrote { get; init; }

    /// <summary>See <see cref="Done.Final"/>.</summary>
    public bool Final { get; init; }
}

internal sealed record StepDone(IReadOnlyList<ChangeLine> Changes, Reply? Answer, bool TookBack);

/// <summary>Nothing was done: an argument is needed first.</summary>
internal sealed record PlanAsks(IReadOnlyList<PlannedCall> Calls, int Index, Ask Ask) : PlanResult(Calls);

/// <summary>Nothing was done: it waits for a yes to exactly these changes.</summary>
internal sealed record PlanWaits(IReadOnlyList<PlannedCall> Calls, string Title, IReadOnlyList<ChangeLine> Changes, string Fingerprint) : PlanResult(Calls);

/// <summary>Nothing was done: a step failed as expected failures do.</summary>
internal sealed record PlanRefused(IReadOnlyList<PlannedCall> Calls, int Index, Refused Refused) : PlanResult(Calls);
