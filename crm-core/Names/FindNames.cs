using BotCrm.Core.Primitives;

namespace BotCrm.Core.Names;

/// <summary>A record that a name may mean, best first. Score 0–1; 1 is the exact name. <paramref name="Context"/>: its customer, for a contact or opportunity.</summary>
public sealed record NameMatch(string Kind, long Id, string Name, string? Context, double Score);
