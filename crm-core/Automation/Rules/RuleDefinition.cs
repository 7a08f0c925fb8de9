using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotCrm.Core.Automation;

/// <summary>
/// When a rule begins. Events name their noun: <c>created</c>, <c>changed</c>, and of one noun only <c>won</c>, <c>lost</c> (opportunity),
/// <c>resolved</c>, <c>reopened</c> (ticket), <c>lifecycle_changed</c> (customer). Times: <c>quiet</c> (customer, days),
/// <c>close_date_passed</c> (opportunity), <c>task_overdue</c> (task, days),
/// <c>few_won</c> (team, percent, minimum), <c>contract_ends</c> (contract, days before), <c>payment_overdue</c> (payment, days).
/// </summary>
public sealed record RuleTrigger
{
    public required string Kind { get; init; }

    public string? Noun { get; init; }

    public int? Days { get; init; }

    public int? Minutes { get; init; }

    /// <summary>few_won: warn when fewer than this share of those who showed interest have bought.</summary>
    public int? Percent { get; init; }

    /// <summary>few_won: only when at least so many are interested.</summary>
    public int? Minimum { get; init; }
}

/// <summary>
/// What a rule does. <c>remind</c> and <c>notify</c> (to, text), <c>create_task</c> (to, title, dueDays), <c>create_survey</c>,
/// <c>change_lifecycle</c> (lifecycle, reason). Texts are given per language (<c>en</c>, <c>zh</c>); <c>{name}</c> in them is the record's name.
/// </summary>
public sealed record RuleAction
{
    public required string Kind { get; init; }

    /// <summary>owner, manager, role:ROLE or user:LOGIN; owner when not given.</summary>
    public string? To { get; init; }

    /// <summary>Kind of the notification, when it has words of its own.</summary>
    public string? Notice { get; init; }

    public IReadOnlyDictionary<string, string>? Title { get; init; }

    public IReadOnlyDictionary<string, string>? Text { get; init; }

    public int? DueDays { get; init; }

    public string? Lifecycle { get; init; }

    public string? Reason { get; init; }
}

/// <summary>A rule as people write it.</summary>
public sealed record RuleDefinition
{
    public required string Name { get; init; }

    public required RuleTrigger Trigger { get; init; }

    /// <summary>See <see cref="RuleCondition"/>; null: always.</summary>
    public JsonElement? Condition { get; init; }

    public int DelayMinutes { get; init; }

    /// <summary>The delay counts working time only: Monday to Friday, nine to six, where the owner lives.</summary>
    public bool BusinessDelay { get; init; }

    public required RuleAction Action { get; init; }
}

internal static class RuleJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static RuleTrigger Trigger(Rule rule) => JsonSerializer.Deserialize<RuleTrigger>(rule.TriggerData, Options)!;

    public static RuleAction Action(Rule rule) => JsonSerializer.Deserialize<RuleAction>(rule.ActionData, Options)!;
}
