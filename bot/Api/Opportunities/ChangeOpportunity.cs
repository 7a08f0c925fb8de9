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
        var clear = body.Clear("amount", "closeDate");

        var steps = new List<Func<int?, Command<OpportunityView>>>();
        if (given.Name is not null || given.Amount is not null || given.Currency is not null || given.CloseDate is not null || owner is not null || customer is not null || clear.Count > 0)
        {
            steps.Add(version => new UpdateOpportunity
            {
                Id = id,
                Name = given.Name,
                Amount = given.Amount,
                Currency = given.Currency,
                CloseDate = given.CloseDate,
                OwnerId = owner,
                CustomerId = customer,
                Clear = clear,
                IfVersion = version,
            });
        }

        if (given.Reason is not null && given.Stage != Stage.Lost)
            call.Fail(Failure.Invalid("reason_without_loss", "'reason' says why it was lost: it goes with stage \"lost\".", "reason"));
        if (given.ClosedAt is not null && given.Stage is not (Stage.Won or Stage.Lost))
            call.Fail(Failure.Invalid("closed_without_stage", "'closedAt' goes with stage \"won\" or \"lost\".", "closedAt"));

        switch (given.Stage)
        {
            case null:
                break;
            case Stage.Won:
                steps.Add(version => new WinOpportunity { Id = id, ClosedAt = given.ClosedAt, IfVersion = version });
                break;
            case Stage.Lost:
                var reason = body.Needed(given.Reason, "reason", "");
                steps.Add(version => new LoseOpportunity { Id = id, Reason = reason, ClosedAt = given.ClosedAt, IfVersion = version });
                break;
            default:
                steps.Add(version => new MoveStage { Id = id, Stage = given.Stage.Value, IfVersion = version });
                break;
        }

        return steps;
    }
}
