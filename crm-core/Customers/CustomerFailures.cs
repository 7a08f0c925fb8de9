using BotCrm.Core.Contracts;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers;

internal static class CustomerFailures
{
    public static Failure HasContract(Customer customer, Contract contract) =>
        Failure.Conflict("customer_has_contract", $"The customer {customer.Name} has contract {contract.Number}, which must be kept; mark the customer as churned instead.") with
        {
            Data = new Dictionary<string, string> { ["name"] = customer.Name, ["contract"] = contract.Number },
        };
}
