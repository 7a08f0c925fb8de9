using BotCrm.Core.Customers;
using BotCrm.Core.Interactions;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Automation;

/// <summary>One's own day. Lists show at most ten; their counts are of all.</summary>
/// <param name="Meetings">Meetings and visits that are still to come today, soonest first.</param>
/// <param name="Opportunities">Own open ones whose close date has passed or comes within a week, soonest first.</param>
/// <param name="Tickets">Own unresolved ones, by what breaks first (<see cref="TicketSla.Breached"/>: broken); those that wait for the customer last.</param>
/// <param name="Quiet">Own customers nobody was in touch with for a week, longest first.</param>
/// <param name="Recent">The customers one was last in touch with, newest first.</param>
public sealed record MyDay(
    DateOnly Day,
    IReadOnlyList<TaskView> Overdue,
    int OverdueCount,
    IReadOnlyList<TaskView> Today,
    int TodayCount,
    IReadOnlyList<InteractionView> Meetings,
    IReadOnlyList<OpportunityView> Opportunities,
    int OpportunityCount,
    IReadOnlyList<TicketView> Tickets,
    int TicketCount,
    IReadOnlyList<CustomerView> Quiet,
    int QuietCount,
    IReadOnlyList<Ref> Recent,
    DayResults Results,
    int Unseen);

/// <summary>What one has done today.</summary>
/// <param name="WonAmounts">By currency; null when the actor may not see amounts.</param>
public sealed record DayResults(int Interactions, int TasksDone, int TicketsResolved, int Won, IReadOnlyList<Money>? WonAmounts);
