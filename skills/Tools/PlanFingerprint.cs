using System.Security.Cryptography;
using System.Text.Json;
using BotCrm.Skills.Assistant;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Tools;

/// <summary>What a yes is bound to: who said it, the exact calls, and exactly what they would do.</summary>
internal static class PlanFingerprint
{
    public static string Of(long actorId, IReadOnlyList<PlannedCall> calls, IReadOnlyList<ChangeLine> preview)
    {
        var ordered = calls.Select(c => new { c.Tool, Arguments = c.Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => new { a.Key, a.Value }) });
        var json = JsonSerializer.SerializeToUtf8Bytes(new { actorId, calls = ordered, preview });
        return Convert.ToHexStringLower(SHA256.HashData(json));
    }
}
