using BotCrm.Core.Fields;
using BotCrm.Core.Primitives;
using BotCrm.Skills.Tools;

namespace BotCrm.Skills.Bulk;

/// <summary>Own fields said as code=value, where which fields there are depends on another argument.</summary>
internal static class OwnPairs
{
    public static (IReadOnlyDictionary<string, string>? Values, SkillOutcome? Problem) Read(IReadOnlyList<string>? said, string argument)
    {
        if (said is not { Count: > 0 })
            return (null, null);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in said)
        {
            var at = one.IndexOf('=', StringComparison.Ordinal);
            var code = at < 0 ? "" : one[..at].Trim();
            if (code.StartsWith(FieldBook.Prefix, StringComparison.Ordinal))
                code = code[FieldBook.Prefix.Length..];
            if (code.Length == 0)
                return (null, new Refused(Failure.Invalid("invalid_value", $"'{argument}' must hold pairs of code=value; '{one}' is none.", argument) with
                {
                    Data = new Dictionary<string, string> { ["value"] = one },
                }));
            values[code] = one[(at + 1)..].Trim();
        }

        return (values, null);
    }
}
