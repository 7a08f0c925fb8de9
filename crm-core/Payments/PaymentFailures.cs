using System.Globalization;
using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Payments;

internal static class PaymentFailures
{
    public static Failure SumDiffers(Contract contract, long planned, long wanted)
    {
        var (sum, value, difference) = (Text(planned), Text(wanted), Text(wanted - planned));
        return Failure.Invalid("plan_sum_differs", $"The instalments sum to {sum}, but {value} {contract.Currency} is to be planned: the difference is {difference}.", "plan") with
        {
            Data = new Dictionary<string, string> { ["field"] = "plan", ["sum"] = sum, ["value"] = value, ["difference"] = difference, ["currency"] = contract.Currency },
        };
    }

    public static Failure NothingLeft() => Failure.Invalid("instalment_of_nothing", "An instalment would be 0 or less; give fewer of them, or other amounts.", "plan");

    public static Failure ReceivedMore(Contract contract, long received)
    {
        var (sum, value) = (Text(received), Text(contract.ValueMinor));
        return Failure.Conflict("received_more_than_value", $"{sum} {contract.Currency} were received already, more than the value {value} of contract {contract.Number}.") with
        {
            Data = new Dictionary<string, string> { ["name"] = contract.Number, ["sum"] = sum, ["value"] = value, ["currency"] = contract.Currency },
        };
    }

    public static Failure NothingOpen(Contract contract) =>
        Failure.Conflict("nothing_open", $"Nothing is open on contract {contract.Number}: plan its payments first, or say that it is paid more than agreed.") with
        {
            Data = new Dictionary<string, string> { ["name"] = contract.Number },
        };

    public static Failure TooMuch(Contract contract, long open, long given)
    {
        var (left, over) = (Text(open), Text(given - open));
        return Failure.Conflict("overpayment", $"Only {left} {contract.Currency} is open on contract {contract.Number}; that would be {over} too much. Say so if it is meant.") with
        {
            Data = new Dictionary<string, string> { ["name"] = contract.Number, ["open"] = left, ["difference"] = over, ["currency"] = contract.Currency },
        };
    }

    private static string Text(long minor) => (minor / 100m).ToString("0.##", CultureInfo.InvariantCulture);
}
