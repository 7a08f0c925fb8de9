using System.Text.Json.Nodes;
using BotCrm.Core.Audit;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Automation;

/// <summary>Things that happen, read from the change feed. Taking a change back is no new event.</summary>
internal static class EventTriggers
{
    /// <summary>Events that belong to one noun: the noun, the field that says it, and the value that it must have come to (null: any other than before).</summary>
    private static readonly Dictionary<string, (string Noun, string Field, string? Value)> Turns = new(StringComparer.Ordinal)
    {
        ["won"] = (Kinds.Opportunity, "stage", "won"),
        ["lost"] = (Kinds.Opportunity, "stage", "lost"),
        ["stage_changed"] = (Kinds.Opportunity, "stage", null),
        ["resolved"] = (Kinds.Ticket, "status", "resolved"),
        ["reopened"] = (Kinds.Ticket, "status", "open"),
        ["lifecycle_changed"] = (Kinds.Customer, "lifecycle", null),
        ["task_done"] = (Kinds.Task, "done", "true"),
    };

    public static IEnumerable<string> All => ["created", "changed", .. Turns.Keys];

    public static bool Knows(string kind) => kind is "created" or "changed" || Turns.ContainsKey(kind);

    public static string? NounOf(string kind) => Turns.TryGetValue(kind, out var turn) ? turn.Noun : null;

    public static bool Happened(RuleTrigger trigger, AuditEntry entry)
    {
        if (entry.Entity != (NounOf(trigger.Kind) ?? trigger.Noun) || entry.After is null || entry.Operation.StartsWith(ChangeRecorder.UndoPrefix, StringComparison.Ordinal))
            return false;
        if (trigger.Kind == "created")
            return entry.Before is null;
        if (trigger.Kind == "changed")
            return entry.Before is not null;
        var (_, field, value) = Turns[trigger.Kind];
        var (before, after) = (Read(entry.Before, field), Read(entry.After, field));
        if (before == after || (value is not null && after != value))
            return false;
        // A new ticket is open from the start: only one that was not can be reopened.
        return trigger.Kind is not ("reopened" or "lifecycle_changed" or "stage_changed") || before is not null;
    }

    /// <summary>Whether what happened is still so, for an action that waited.</summary>
    public static bool StillHolds(RuleTrigger trigger, RuleRecord record) =>
        !Turns.TryGetValue(trigger.Kind, out var turn) || turn.Value is null || record.Fields[turn.Field]?.ToString() == turn.Value;

    private static string? Read(string? image, string field) => image is null ? null : JsonNode.Parse(image)![field]?.ToString();
}
