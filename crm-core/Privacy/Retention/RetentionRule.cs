using System.Globalization;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Privacy.Retention;

/// <summary>After so many days without activity, records of a kind are deleted, or the person is erased.</summary>
public sealed record RetentionRule(string Kind, int Days, bool Erase)
{
    /// <summary>Completes "must be".</summary>
    public const string Form = "kind:days:action with contact:N:erase, interaction:N:delete or ticket:N:delete (months as 36m), N at least 30 days";

    /// <summary>Reads <c>contact:1095:erase</c>, <c>interaction:120m:delete</c>; false when it is none.</summary>
    public static bool TryParse(string text, out RetentionRule rule)
    {
        rule = new RetentionRule("", 0, false);
        if (text.ToLowerInvariant().Split(':', StringSplitOptions.TrimEntries) is not [var kind, var time, var action])
            return false;
        var months = time.EndsWith('m');
        if (!int.TryParse(months ? time[..^1] : time, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 10_000)
            return false;
        // A month counts thirty-one days: never too early.
        var days = months ? number * 31 : number;
        rule = new RetentionRule(kind, days, action == "erase");
        return days >= 30 && (kind, action) is (Kinds.Contact, "erase") or (Kinds.Interaction, "delete") or (Kinds.Ticket, "delete");
    }
}

/// <summary>What a rule would take, or took: the kind, how many, and the ids of the first of them.</summary>
public sealed record RetentionFinding(RetentionRule Rule, int Count, IReadOnlyList<long> Ids);
