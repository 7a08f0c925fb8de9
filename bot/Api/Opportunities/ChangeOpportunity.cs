using BotCrm.Bot.Api.Requests;
using BotCrm.Core;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Opportunities;

/// <summary>The commands that a change of an opportunity comes to: its fields first, then its stage.</summary>
internal static class ChangeOpportunity
{
    public static async Task<IReadOnlyList<Func<int?, Command<OpportunityView>>>> PlanAsync(ApiCall call, long id, Body<OpportunityChange> body, CancellationToken ct)
    {
        var given = body.Value;
        var customer = await call.References.CustomerAsync(given.Customer, "customer", ct);
        var owner = await call.References.UserAsync(given.Owner, "owner", ct);
        var clear = body.Clear("amount", "closeDate", "probability");

        var steps = new List<Func<int?, Command<OpportunityView>>>();
        if (given.Name is not null || given.Amount is not null || given.Currency is not null || given.CloseDate is not null || given.Probability is not null || owner is not null || customer is not null || given.Custom is not null || clear.Count > 0)
        {
            steps.Add(version => new UpdateOpportunity
            {
                Id = id,
                Name = given.Name,
                Custom = given.Custom,
                Amount = given.Amount,
                Currency = given.Currency,
                CloseDate = given.CloseDate,
                Probability = given.Probability,
                OwnerId = owner,
                CustomerId = customer,
                Clear = clear,
                IfVersion = version,
            });
        }

        // By what the stage is, not by what it is called; one that configuration does not know is the command's to refuse.
        var kind = given.Stage is { } stage ? call.Crm.Pipelines.Find(stage)?.Kind ?? StageKind.Open : (StageKind?)null;
        if (given.Reason is not null && kind != StageKind.Lost)
            call.Fail(Failure.Invalid("reason_without_loss", "'reason' says why it was lost: it goes with stage \"lost\".", "reason"));
        if (given.ClosedAt is not null && kind is not (StageKind.Won or StageKind.Lost))
            call.Fail(Failure.Invalid("closed_without_stage", "'closedAt' goes with stage \"won\" or \"lost\".", "closedAt"));
        if (given.Pipeline is not null && kind != StageKind.Open)
            call.Fail(Failure.Invalid("pipeline_without_stage", "'pipeline' goes with an open 'stage' of that pipeline.", "pipeline"));

        switch (kind)
        {
            case null:
                break;
            case StageKind.Won:
                steps.Add(version => new WinOpportunity { Id = id, ClosedAt = given.ClosedAt, IfVersion = version });
                break;
            case StageKind.Lost:
                var reason = body.Needed(given.Reason, "reason", "");
                steps.Add(version => new LoseOpportunity { Id = id, Reason = reason, ClosedAt = given.ClosedAt, IfVersion = version });
                break;
            default:
                steps.Add(version => new MoveStage { Id = id, Stage = given.Stage!.Value, Pipeline = given.Pipeline, IfVersion = version });
                break;
        }

        return steps;
    }
}
