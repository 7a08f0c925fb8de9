using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;

namespace BotCrm.Core.Opportunities;

internal static class OpportunityFailures
{
    public static Failure OtherOwner() =>
        Failure.Forbidden(Policies.ManagersAssignOthers, "Only managers (within their team) and administrators give opportunities to somebody else.") with { Field = "owner" };

    public static Failure UnknownOwner(long id) =>
        Failure.Invalid("unknown_user", $"There is no active user {id} who sells; name another owner.", "owner");

    public static Failure DeleteByManager() =>
        Failure.Forbidden(Policies.ManagersDelete, "Only managers and administrators delete an opportunity, or its owner while it is a lead; mark it as lost instead.");

    public static Failure AlreadyWon(Opportunity one) => Already("opportunity_already_won", one, "is won already");

    public static Failure AlreadyLost(Opportunity one) => Already("opportunity_already_lost", one, "is lost already");

    public static Failure AlreadyInStage(Opportunity one) =>
        Already("opportunity_already_in_stage", one, $"is in stage {one.Stage} already");

    public static Failure NotAnOpenStage(PipelineDefinition pipeline)
    {
        var open = string.Join(", ", pipeline.Open.Select(stage => stage.Code));
        return Failure.Invalid("not_an_open_stage", $"stage must be one of: {open}; to close the opportunity, win or lose it.", "stage") with
        {
            Data = new Dictionary<string, string> { ["field"] = "stage", ["allowed"] = open },
        };
    }

    public static Failure UnknownStage(IEnumerable<StageDefinition> stages, Stage stage) => Unknown("stage", stage.Code, stages.Select(one => one.Code));

    public static Failure UnknownPipeline(Pipelines pipelines, string code) => Unknown("pipeline", code, pipelines.All.Select(one => one.Code));

    private static Failure Unknown(string field, string value, IEnumerable<string> known)
    {
        var (shown, allowed) = (value.Length <= 40 ? value : value[..40] + "…", string.Join(", ", known));
        return Failure.Invalid("unknown_value", $"{field} must be one of: {allowed}.", field) with
        {
            Data = new Dictionary<string, string> { ["field"] = field, ["value"] = shown, ["allowed"] = allowed },
        };
    }

    public static Failure ReasonWithoutLoss() =>
        Failure.Invalid("reason_without_loss", "A loss reason goes with stage lost only; leave it out.", "reason");

    public static Failure ClosedAtWithoutClose() =>
        Failure.Invalid("closed_time_without_close", "closedAt goes with stage won or lost only; leave it out.", "closedAt");

    public static Failure ProbabilityOfClosed(Opportunity one) => Already("opportunity_closed", one, "is closed, so there is no probability left to set; reopen it first");

    public static Failure HasContract(Opportunity one, Contract contract) =>
        Failure.Conflict("opportunity_has_contract", $"Contract {contract.Number} stands on the opportunity {one.Name}; cancel the contract first.") with
        {
            Data = new Dictionary<string, string> { ["name"] = one.Name, ["contract"] = contract.Number },
        };

    public static Failure HasQuotes(Opportunity one, Quote quote) =>
        Failure.Conflict("opportunity_has_quotes", $"The opportunity {one.Name} has quote {quote.FullNumber}, which the customer knows; mark it as lost instead.") with
        {
            Data = new Dictionary<string, string> { ["name"] = one.Name, ["quote"] = quote.FullNumber },
        };

    public static Failure WinNeedsQuote(string name) =>
        Failure.Forbidden(Policies.WinNeedsAcceptedQuote, $"The opportunity {name} has no accepted quote; have one accepted first.") with
        {
            Code = "win_needs_accepted_quote",
            Data = new Dictionary<string, string> { ["name"] = name },
        };

    private static Failure Already(string code, Opportunity one, string what) => Failure.Conflict(code, $"The opportunity {one.Name} {what}.") with
    {
        Data = new Dictionary<string, string> { ["name"] = one.Name, ["stage"] = one.Stage.Code },
    };
}
