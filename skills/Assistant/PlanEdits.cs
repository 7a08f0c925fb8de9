using System.Globalization;
using BotCrm.Skills.Tools;
using BotCrm.Skills.Understanding;

namespace BotCrm.Skills.Assistant;

/// <summary>Puts answers and corrections into the calls of a plan.</summary>
internal static class PlanEdits
{
    /// <summary>
    /// Fills the argument that was asked about. Other calls that said the same thing in the same argument get the same answer, so that one
    /// question is asked once.
    /// </summary>
    public static IReadOnlyList<PlannedCall> Fill(IReadOnlyList<PlannedCall> calls, int index, string argument, object? value)
    {
        var (name, item) = Parse(argument);
        var said = At(calls[index].Arguments.GetValueOrDefault(name), item);
        return [.. calls.Select((call, i) => i == index || (said is not null && item is null && Equals(call.Arguments.GetValueOrDefault(name), said)) ? With(call, name, item, value) : call)];
    }

    /// <summary>
    /// Replaces arguments: in every call that has them; one that no call has goes to the first call that takes it. Null when no call takes any.
    /// </summary>
    /// <param name="nameOf">What a <c>kind:id</c> reference is called; other texts as they are.</param>
    public static IReadOnlyList<PlannedCall>? Amend(
        IReadOnlyList<PlannedCall> calls, IReadOnlyDictionary<string, object?> changes, ISkillCatalogue catalogue, Func<string, string> nameOf)
    {
        var amended = calls.ToList();
        var fitted = false;
        foreach (var (name, value) in changes)
        {
            var having = Enumerable.Range(0, amended.Count).Where(i => amended[i].Arguments.ContainsKey(name)).ToList();
            if (having.Count == 0) having = [.. Enumerable.Range(0, amended.Count).Where(i => catalogue.Find(amended[i].Tool)?.Argument(name) is not null).Take(1)];
            foreach (var i in having)
            {
                fitted = true;
                var before = amended[i].Arguments.GetValueOrDefault(name) as string;
                amended[i] = With(amended[i], name, null, value);
                if (name == "customer") amended[i] = WithoutWhatHungOnTheOther(amended[i], changes);
                if (before is not null && value is string after) amended[i] = Retitled(amended[i], nameOf(before), nameOf(after));
            }
        }

        return fitted ? amended : null;
    }

    // With another customer, a record of the first one can no longer be meant.
    private static PlannedCall WithoutWhatHungOnTheOther(PlannedCall call, IReadOnlyDictionary<string, object?> changes) => call with
    {
        Arguments = call.Arguments.Where(a => changes.ContainsKey(a.Key) || a.Key is not ("opportunity" or "ticket" or "task" or "contact" or "interaction")).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal),
    };

    /// <summary>A to-do that was named after the record ("Follow up with Acme") is named after the right one.</summary>
    private static PlannedCall Retitled(PlannedCall call, string before, string after) =>
        before.Length > 1 && call.Arguments.GetValueOrDefault("title") is string title && title.Contains(before, StringComparison.OrdinalIgnoreCase)
            ? With(call, "title", null, title.Replace(before, after, StringComparison.OrdinalIgnoreCase))
            : call;

    private static PlannedCall With(PlannedCall call, string name, int? item, object? value)
    {
        var arguments = new Dictionary<string, object?>(call.Arguments, StringComparer.Ordinal);
        if (item is { } at && arguments.GetValueOrDefault(name) is IReadOnlyList<string> list && at < list.Count && value is string text)
            arguments[name] = list.Select((old, i) => i == at ? text : old).ToList();
        else
            arguments[name] = value;
        return call with { Arguments = arguments };
    }

    private static object? At(object? value, int? item) => item is { } at ? value is IReadOnlyList<string> list && at < list.Count ? list[at] : null : value;

    // "participants[1]": one item of a list argument.
    private static (string Name, int? Item) Parse(string argument)
    {
        var open = argument.IndexOf('[');
        return open > 0 && argument.EndsWith(']') && int.TryParse(argument.AsSpan(open + 1, argument.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var item)
            ? (argument[..open], item)
            : (argument, null);
    }
}
