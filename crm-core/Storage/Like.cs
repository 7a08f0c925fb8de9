namespace BotCrm.Core.Storage;

/// <summary>Patterns for SQL's LIKE in which what a person typed stands for itself.</summary>
internal static class Like
{
    public const string Escape = "\\";

    /// <summary>Matches texts that contain <paramref name="text"/>; null when there is nothing to look for.</summary>
    public static string? Containing(string? text)
    {
        var clean = Primitives.Checks.Clean(text ?? "");
        return clean.Length == 0 ? null : "%" + clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
    }
}
