namespace BotCrm.Skills.Understanding.Frames.Service;

/// <summary>Which frame fills which skill of tickets, queues, surveys, articles, rules, notifications, privacy and duplicates.</summary>
internal static class ServiceFrames
{
    public static IReadOnlyDictionary<string, Action<Frame>> Fillers { get; } = new Dictionary<string, Action<Frame>>(StringComparer.Ordinal)
    {
    };
}
