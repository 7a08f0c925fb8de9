namespace BotCrm.Core.Tickets.Sla;

/// <summary>What is promised for a priority, in business time.</summary>
public sealed record SlaTarget(TimeSpan FirstResponse, TimeSpan Resolution)
{
    /// <summary>What is promised unless configured otherwise.</summary>
    public static IReadOnlyDictionary<TicketPriority, SlaTarget> Shipped { get; } = new Dictionary<TicketPriority, SlaTarget>
    {
        [TicketPriority.Urgent] = Of(30, 4 * 60),
        [TicketPriority.High] = Of(2 * 60, 8 * 60),
        [TicketPriority.Normal] = Of(4 * 60, 24 * 60),
        [TicketPriority.Low] = Of(8 * 60, 40 * 60),
    };

    public static SlaTarget Of(int responseMinutes, int resolutionMinutes) => new(TimeSpan.FromMinutes(responseMinutes), TimeSpan.FromMinutes(resolutionMinutes));
}
