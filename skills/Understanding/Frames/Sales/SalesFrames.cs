namespace BotCrm.Skills.Understanding.Frames.Sales;

/// <summary>Which frame fills which skill of quotes, contracts, payments, rates, reports, transfer, segments and bulk changes.</summary>
internal static class SalesFrames
{
    public static IReadOnlyDictionary<string, Action<Frame>> Fillers { get; } = new Dictionary<string, Action<Frame>>(StringComparer.Ordinal)
    {
    };
}
