using System.Globalization;
using BotCrm.Core.Automation;
using BotCrm.Skills.Assistant;

namespace BotCrm.Skills.Tasks;

/// <summary>How a task comes again, as arguments and as words.</summary>
internal static class Repeats
{
    public static Recurrence? Read(string? repeat, int? every, DateOnly? until, int? count) =>
        repeat is null or "none" ? null : new Recurrence(Enum.Parse<RecurrenceKind>(repeat, ignoreCase: true), every ?? 1, until, count);

    public static string? Say(Recurrence? recurrence, Words words)
    {
        if (recurrence is null) return null;
        List<string> parts = [words.Term("repeat", recurrence.Kind.ToString())];
        if (recurrence.Every > 1) parts.Add($"{words.Label("repeat_every")} {recurrence.Every.ToString(CultureInfo.InvariantCulture)}");
        if (recurrence.Until is { } until) parts.Add($"{words.Label("until")} {words.Day(until)}");
        if (recurrence.Count is { } count) parts.Add($"{count.ToString(CultureInfo.InvariantCulture)}×");
        return words.Join(parts);
    }
}
