using System.Text.Json.Nodes;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Audit;

/// <summary>What a change set may be called by somebody who wants it taken back.</summary>
public enum ChangeSort
{
    /// <summary>Two customers, contacts or tickets became one.</summary>
    Merge,

    /// <summary>An opportunity went to another stage.</summary>
    Stage,

    /// <summary>Many records were changed alike.</summary>
    Bulk,
}

/// <summary>Tells by the images what a change set did.</summary>
internal static class ChangeSorts
{
    public static bool Is(ChangeSort sort, IReadOnlyList<AuditEntry> entries) => sort switch
    {
        ChangeSort.Merge => entries.Any(one => Came(one, "mergedIntoId") || (one.Entity is Kinds.Customer or Kinds.Contact && one.After is null && entries.Any(other => Took(other, one.Entity)))),
        _ => entries.Any(one => one.Entity == Kinds.Opportunity && one.Before is not null && one.After is not null && Field(one.Before, "stage") != Field(one.After, "stage")),
    };

    /// <summary>One of its kind stayed and was changed in the same breath; of a customer that goes, the contacts go to the one that stays.</summary>
    private static bool Took(AuditEntry entry, string kind) => entry.Before is not null && entry.After is not null
        && (entry.Entity == kind || (kind == Kinds.Customer && Field(entry.Before, "customerId") != Field(entry.After, "customerId")));

    private static bool Came(AuditEntry entry, string field) => entry.Entity == Kinds.Ticket && Field(entry.Before, field) is null && Field(entry.After, field) is not null;

    private static string? Field(string? image, string name) => image is null ? null : JsonNode.Parse(image)![name]?.ToString();
}
