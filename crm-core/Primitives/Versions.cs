using System.Globalization;

namespace BotCrm.Core.Primitives;

internal static class Versions
{
    /// <summary>The conflict when the caller looked at another version than the stored one.</summary>
    public static Failure? Changed(string kind, long id, int? expected, int actual) => expected is null || expected == actual
        ? null
        : Failure.Conflict("version_changed", $"The {kind} {id} was changed meanwhile (it has version {actual}, not {expected}); read it again and repeat the change.") with
        {
            Data = new Dictionary<string, string> { ["entity"] = kind, ["id"] = id.ToString(CultureInfo.InvariantCulture), ["version"] = actual.ToString(CultureInfo.InvariantCulture) },
        };
}
