using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <param name="Shipped">Names a rule that every company starts with; null for one's own.</param>
/// <param name="Done">How often it acted in the last 90 days.</param>
/// <param name="Failed">How often it could not.</param>
public sealed record RuleView(
    long Id,
    string? Shipped,
    string Name,
    bool Enabled,
    RuleDefinition Definition,
    int Done,
    DateTimeOffset? LastDone,
    int Failed,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Version);

/// <summary>What a rule would have done. <paramref name="Complete"/>: false when only the newest part of the period was looked at.</summary>
public sealed record RuleTrial(int Days, int Times, IReadOnlyList<RuleHit> Newest, bool Complete);

public sealed record RuleHit(string Kind, Ref Record, DateTimeOffset At);
