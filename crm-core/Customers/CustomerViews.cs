using BotCrm.Core.Contacts;
using BotCrm.Core.Contracts;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Quotes;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Customers;

public sealed record CustomerView(
    long Id,
    string Name,
    IReadOnlyList<string> Aliases,
    string? Industry,
    string? City,
    string? Source,
    Lifecycle Lifecycle,
    IReadOnlyList<string> Tags,
    string? Notes,
    long OwnerId,
    string OwnerLogin,
    string OwnerName,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastInteractionAt,
    int Version)
{
    /// <summary>The further fields; the phone masked as contact details are, for whom does not look after it.</summary>
    public CustomerProfile Profile { get; init; } = new();

    /// <summary>The company's own fields by code: a text, decimal, bool or list of texts. Sensitive ones masked for whom contact details are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = new Dictionary<string, object>();

    /// <summary>Name of the customer above it, when the actor sees that one.</summary>
    public string? ParentName { get; init; }
}

/// <summary>Everything about a customer on one card: newest interactions (up to 5), open opportunities, tickets and tasks (up to 10 each), and the totals.</summary>
/// <param name="OpenAmounts">Sum of open opportunities by currency; null when the actor may not see amounts.</param>
/// <param name="WonAmounts">Sum of won opportunities by currency; null likewise.</param>
public sealed record CustomerSummary(
    CustomerView Customer,
    IReadOnlyList<ContactView> Contacts,
    IReadOnlyList<InteractionView> Interactions,
    int InteractionCount,
    IReadOnlyList<OpportunityView> OpenOpportunities,
    IReadOnlyList<TicketView> OpenTickets,
    IReadOnlyList<TaskView> OpenTasks,
    IReadOnlyList<Primitives.Money>? OpenAmounts,
    IReadOnlyList<Primitives.Money>? WonAmounts)
{
    /// <summary>Neither answered nor expired, newest first; none for whom quotes are hidden.</summary>
    public IReadOnlyList<QuoteView> OpenQuotes { get; init; } = [];

    /// <summary>Running today, the one that ends first first; none for whom contracts are hidden.</summary>
    public IReadOnlyList<ContractView> ActiveContracts { get; init; } = [];

    /// <summary>What the customer owes, by currency; null when the actor may not see payments.</summary>
    public IReadOnlyList<OwedMoney>? Owed { get; init; }
}

/// <summary>What is open in a currency, and how much of it is past its day.</summary>
public sealed record OwedMoney(Primitives.Money Open, Primitives.Money Overdue);
