namespace BotCrm.Skills.Queues;

internal static class QueueHours
{
    /// <summary>Hours as minutes; what is beyond all bounds stays out of bounds, for the core to refuse.</summary>
    public static int? Minutes(decimal? hours) => hours is { } value ? (int)Math.Round(Math.Clamp(value, -1m, 1_000_000m) * 60m) : null;
}
