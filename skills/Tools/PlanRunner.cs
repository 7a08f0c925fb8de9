using BotCrm.Core;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Tools.Names;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>
/// The one gate to the CRM: checks the calls, runs them in order in one session, and keeps all or nothing. A plan that is risky anywhere is
/// run to its end, so that the preview is what would really happen, and then rolled back unless exactly that preview was approved.
/// </summary>
internal sealed class PlanRunner(ICrm crm, ISkillCatalogue catalogue, NameDirectory names)
{
    public const int MaxCalls = 20;

    public async Task<PlanResult> RunAsync(PlanRequest request, CancellationToken ct)
    {
        var result = await RunOnceAsync(request, ct);
        // "no, negotiation" after a move away from it: with the move taken back all is as wanted, and there is nothing left to change.
        var standsSo = result is PlanRefused { Index: > 0, Refused.Failure.Kind: FailureKind.Conflict } refused
            && request.Calls[0].Tool == WellKnownSkills.Undo && refused.Refused.Failure.Code.Contains("_already_", StringComparison.Ordinal);
        return standsSo ? await RunOnceAsync(request with { Calls = [.. request.Calls.Where((_, i) => i != ((PlanRefused)result).Index)] }, ct) : result;
    }

    private async Task<PlanResult> RunOnceAsync(PlanRequest request, CancellationToken ct)
    {
        await names.RefreshAsync(ct);
        var (steps, problem) = Check(request);
        if (problem is PlanAsks { Ask: { Kind: AnswerKind.Record, Choices.Count: 0 } } asks) return await WithChoicesAsync(request, asks, ct);
        if (problem is not null) return problem;

        var calls = steps.ConvertAll(s => s.Call);
        var writes = steps.Exists(s => s.Skill.Effect == Effect.Write);
        await using var session = writes
            ? await crm.OpenWriteAsync(request.Actor, request.Origin, ct)
            : await crm.OpenReadAsync(request.Actor, request.Origin, ct);
        var context = new SkillContext(session, request.Words, request.Dialogue, names, request.After, request.Shown);
        var done = new List<StepDone>(steps.Count);
        var risky = false;
        var final = false;
        var undoable = false;
        string? title = null;
        for (var i = 0; i < steps.Count; i++)
        {
            context.Call = steps[i].Call;
            switch (await steps[i].Skill.RunAsync(context, steps[i].Call.Arguments, ct))
            {
                case Done change:
                    context.Touch(change.Focus);
                    done.Add(new StepDone(change.Changes, null, change.TookBack));
                    risky |= steps[i].Skill.Risk == Risk.High;
                    final |= change.Final;
                    undoable |= change.Undoable;
                    break;
                case Answered answer:
                    context.Touch(answer.Focus);
                    done.Add(new StepDone([], answer.Reply, false));
                    break;
                case NeedsConfirmation wait:
                    // The skill cannot run ahead of the yes; what it says it would do stands for it in the preview.
                    done.Add(new StepDone(wait.Changes, null, false));
                    title = wait.Title;
                    risky = true;
                    break;
                case Ask ask:
                    return new PlanAsks(calls, i, ask);
                case Refused refused:
                    return new PlanRefused(calls, i, refused);
                case var other:
                    throw new InvalidOperationException($"{steps[i].Skill.Name} came to {other.GetType().Name}, which no plan knows.");
            }
        }

        if (risky || context.WantsConfirmation)
        {
            var preview = done.SelectMany(d => d.Changes).Select(Previewed).ToList();
            var fingerprint = PlanFingerprint.Of(request.Actor.UserId, calls, preview);
            if (!string.Equals(fingerprint, request.Approval, StringComparison.Ordinal))
            {
                // A yes to something that would by now do something else is no yes to this.
                var heading = request.Approval is null ? title ?? request.Words.Say("confirm.title") : request.Words.Say("confirm.changed");
                return new PlanWaits(calls, heading, preview, fingerprint);
            }
        }

        var changeSet = writes ? await session.CommitAsync(ct) : null;
        var tookBack = done.Exists(d => d.TookBack) && done.TrueForAll(d => d.TookBack || d.Changes.Count == 0);
        return new PlanDone(calls, undoable ? changeSet : null, done, [.. context.Touched], tookBack) { Wrote = writes, Final = final };
    }

    /// <summary>What was talked about is the likeliest answer to "which one?".</summary>
    private async Task<PlanAsks> WithChoicesAsync(PlanRequest request, PlanAsks asks, CancellationToken ct)
    {
        var kind = catalogue.Find(asks.Calls[asks.Index].Tool)?.Argument(asks.Ask.Argument)?.RecordKind;
        if (kind is null) return asks;
        await using var session = await crm.OpenReadAsync(request.Actor, request.Origin, ct);
        var choices = await new SkillContext(session, request.Words, request.Dialogue, names).Resolve.LikelyAsync(kind, ct);
        return asks with { Ask = asks.Ask with { Choices = choices } };
    }

    // Nothing was created yet, so there is no id to show, and the one it will get may differ.
    private static ChangeLine Previewed(ChangeLine line) => line.Operation == ChangeLine.Created ? line with { RecordId = null } : line;

    private (List<Step> Steps, PlanResult? Problem) Check(PlanRequest request)
    {
        var steps = new List<Step>(request.Calls.Count);
        if (request.Calls.Count > MaxCalls)
        {
            var failure = Failure.Invalid("plan_too_long", $"At most {MaxCalls} steps in one message.");
            return (steps, new PlanRefused(request.Calls, MaxCalls, new Refused(failure)));
        }

        PlanResult? problem = null;
        var read = new List<PlannedCall>(request.Calls.Count);
        for (var i = 0; i < request.Calls.Count; i++)
        {
            var call = request.Calls[i];
            if (catalogue.Find(call.Tool) is not { } skill)
            {
                var failure = Failure.Invalid("unknown_skill", "There is no such skill.");
                return (steps, new PlanRefused(request.Calls, i, new Refused(failure)));
            }

            var (good, stands) = ArgumentCheck.Read(skill, call, request.Actor.TimeZone, request.Words);
            read.Add(good);
            steps.Add(new Step(skill, good));
            var index = i;
            problem ??= stands switch
            {
                null => null,
                Ask ask => new PlanAsks(read, index, ask),
                Refused refused => new PlanRefused(read, index, refused),
                _ => throw new InvalidOperationException("An argument check asks or refuses."),
            };
        }

        // All calls belong to the pending plan, also those after the one that is asked about.
        return (steps, problem);
    }

    private sealed record Step(Skill Skill, PlannedCall Call);
}
