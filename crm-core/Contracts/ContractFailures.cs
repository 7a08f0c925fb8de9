using System.Globalization;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Quotes;

namespace BotCrm.Core.Contracts;

internal static class ContractFailures
{
    public static Failure NotWon(Opportunity one) =>
        Failure.Conflict("opportunity_not_won", $"The opportunity {one.Name} is neither won nor has it an accepted quote; win it first, or have a quote accepted.") with
        {
            Data = new Dictionary<string, string> { ["name"] = one.Name },
        };

    public static Failure QuoteNotAccepted(Quote quote) =>
        Failure.Conflict("quote_not_accepted", $"Quote {quote.FullNumber} is not accepted; accept it first.") with { Data = new Dictionary<string, string> { ["name"] = quote.FullNumber } };

    public static Failure QuoteHasContract(Quote quote, Contract contract) => QuoteFailures.HasContract(quote, contract);

    public static Failure ValueDiffers(Quote quote, decimal value)
    {
        var (total, given) = (Text(quote.TotalMinor / 100m), Text(value));
        return Failure.Invalid("value_differs_from_quote", $"The value {given} is not the total {total} of quote {quote.FullNumber}; leave it out, or say why it differs.", "valueReason") with
        {
            Data = new Dictionary<string, string> { ["field"] = "valueReason", ["name"] = quote.FullNumber, ["total"] = total, ["value"] = given, ["currency"] = quote.Currency },
        };
    }

    public static Failure CurrencyDiffers(Quote quote) =>
        Failure.Invalid("currency_differs_from_quote", $"The contract must be in {quote.Currency}, as quote {quote.FullNumber} is.", "currency") with
        {
            Data = new Dictionary<string, string> { ["field"] = "currency", ["name"] = quote.FullNumber, ["currency"] = quote.Currency },
        };

    public static Failure ValueNeeded() => Failure.Invalid("required", "value is needed: there is no quote or opportunity with an amount to take it from.", "value") with
    {
        Data = new Dictionary<string, string> { ["field"] = "value" },
    };

    public static Failure Cancelled(Contract contract) => Conflict("contract_cancelled", contract, "is cancelled");

    public static Failure AlreadyRenewed(Contract contract) => Conflict("contract_already_renewed", contract, "was renewed already");

    public static Failure NoEnd(Contract contract) => Conflict("contract_without_end", contract, "has no end, so there is nothing to renew");

    /// <summary>The value changes, and the plan of payments would no longer sum to it.</summary>
    public static Failure Replan(Contract contract, decimal planned, decimal value)
    {
        var difference = Text(value - planned);
        return Conflict("replan_needed", contract, $"has payments planned for {Text(planned)}; its new value is {Text(value)} (difference {difference}). Give a new plan together with the value") with
        {
            Field = "plan",
            Data = new Dictionary<string, string> { ["name"] = contract.Number, ["planned"] = Text(planned), ["value"] = Text(value), ["difference"] = difference, ["currency"] = contract.Currency },
        };
    }

    public static Failure HasReceipts(Contract contract) => Conflict("contract_has_receipts", contract, "has received payments, so its currency stays");

    private static Failure Conflict(string code, Contract contract, string what) =>
        Failure.Conflict(code, $"Contract {contract.Number} {what}.") with { Data = new Dictionary<string, string> { ["name"] = contract.Number } };

    private static string Text(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
