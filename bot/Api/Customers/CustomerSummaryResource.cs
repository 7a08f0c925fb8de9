using BotCrm.Bot.Api.Contacts;
using BotCrm.Bot.Api.Contracts;
using BotCrm.Bot.Api.Interactions;
using BotCrm.Bot.Api.Opportunities;
using BotCrm.Bot.Api.Quotes;
using BotCrm.Bot.Api.Tasks;
using BotCrm.Bot.Api.Tickets;
using BotCrm.Core.Customers;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Api.Customers;

/// <summary>A customer with the newest of what hangs on it. The sums are null for whom amounts are hidden, <c>owed</c> for whom payments are.</summary>
internal sealed record CustomerSummaryResource(
    CustomerResource Customer,
    IReadOnlyList<ContactResource> Contacts,
    IReadOnlyList<InteractionResource> Interactions,
    int InteractionCount,
    IReadOnlyList<OpportunityResource> OpenOpportunities,
    IReadOnlyList<TicketResource> OpenTickets,
    IReadOnlyList<TaskResource> OpenTasks,
    IReadOnlyList<Money>? OpenAmounts,
    IReadOnlyList<Money>? WonAmounts,
    IReadOnlyList<QuoteResource> OpenQuotes,
    IReadOnlyList<ContractResource> ActiveContracts,
    IReadOnlyList<OwedMoney>? Owed)
{
    public static CustomerSummaryResource From(CustomerSummary view, TaskZones zones) => new(
        CustomerResource.From(view.Customer),
        [.. view.Contacts.Select(ContactResource.From)],
        [.. view.Interactions.Select(InteractionResource.From)],
        view.InteractionCount,
        [.. view.OpenOpportunities.Select(OpportunityResource.From)],
        [.. view.OpenTickets.Select(TicketResource.From)],
        [.. view.OpenTasks.Select(task => TaskResource.From(task, zones))],
        view.OpenAmounts,
        view.WonAmounts,
        [.. view.OpenQuotes.Select(QuoteResource.From)],
        [.. view.ActiveContracts.Select(ContractResource.From)],
        view.Owed);
}
