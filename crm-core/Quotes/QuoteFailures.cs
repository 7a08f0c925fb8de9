using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Contracts;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Quotes;

internal static class QuoteFailures
{
    public static Failure NotEditable(Quote quote) => Status("quote_not_editable", quote, "can no longer be changed; revise it, which makes a new version");

    public static Failure Empty(Quote quote) => Status("quote_empty", quote, "has no lines; add what it offers first");

    public static Failure NotWaiting(Quote quote) => Status("quote_not_waiting", quote, "does not wait for approval");

    public static Failure NotSent(Quote quote) => Status("quote_not_sent", quote, "does not wait for the customer's answer; send it first");

    public static Failure AlreadySent(Quote quote) => Status("quote_already_sent", quote, "was sent already; revise it to send something else");

    public static Failure Expired(Quote quote) => Status("quote_expired", quote, "is no longer valid; revise it with a later day");

    public static Failure ExpiredBeforeSending(Quote quote) => Status("quote_expired", quote, "is valid until a day that is over; give it a later one");

    public static Failure Replaced(Quote quote) => Status("quote_replaced", quote, "was replaced by a newer version; take that one");

    public static Failure OpportunityClosed(Opportunity one) =>
        Failure.Conflict("opportunity_closed", $"The opportunity {one.Name} is closed; reopen it first.") with { Data = new Dictionary<string, string> { ["name"] = one.Name } };

    public static Failure OtherAccepted(Quote other) =>
        Failure.Conflict("other_quote_accepted", $"Quote {other.FullNumber} of the same opportunity is accepted already; decline or revise that one first.") with
        {
            Data = new Dictionary<string, string> { ["name"] = other.FullNumber },
        };

    public static Failure HasContract(Quote quote, Contract contract) =>
        Failure.Conflict("quote_has_contract", $"Contract {contract.Number} stands on quote {quote.FullNumber}; cancel the contract first.") with
        {
            Data = new Dictionary<string, string> { ["name"] = quote.FullNumber, ["contract"] = contract.Number },
        };

    public static Failure DiscountAboveThreshold(decimal threshold)
    {
        var percent = threshold.ToString("0.##", CultureInfo.InvariantCulture);
        return Failure.Forbidden(Policies.DiscountAboveThreshold, $"Discounts above {percent} % need a manager's approval; lower the discount, or have the quote approved.") with
        {
            Code = "discount_needs_approval",
            Data = new Dictionary<string, string> { ["percent"] = percent },
        };
    }

    public static Failure OwnApproval() =>
        Failure.Forbidden(Policies.DiscountAboveThreshold, "Who made a quote cannot approve its discount; ask another manager.") with { Code = "own_quote_approval" };

    public static Failure NoSuchLine(Quote quote, int line) =>
        Failure.Invalid("unknown_line", $"Quote {quote.FullNumber} has {quote.Lines.Count} lines; there is no line {line}.", "line") with
        {
            Data = new Dictionary<string, string> { ["name"] = quote.FullNumber, ["count"] = quote.Lines.Count.ToString(CultureInfo.InvariantCulture), ["line"] = line.ToString(CultureInfo.InvariantCulture) },
        };

    private static Failure Status(string code, Quote quote, string what) =>
        Failure.Conflict(code, $"Quote {quote.FullNumber} {what} (status {quote.Status.ToString().ToLowerInvariant()}).") with
        {
            Data = new Dictionary<string, string> { ["name"] = quote.FullNumber, ["status"] = quote.Status.ToString().ToLowerInvariant() },
        };
}
