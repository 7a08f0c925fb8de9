using BotCrm.Core.Customers;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Core.Bulk;

/// <summary>What is set in every record; null: left alone. Which of it a kind has is told by a refusal.</summary>
public sealed record BulkChange
{
    /// <summary>The new owner, or the assignee of tasks and tickets.</summary>
    public long? OwnerId { get; init; }

    public IReadOnlyList<string> AddTags { get; init; } = [];

    public IReadOnlyList<string> RemoveTags { get; init; } = [];

    public Lifecycle? Lifecycle { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public int? Rating { get; init; }

    /// <summary>An open stage's code.</summary>
    public string? Stage { get; init; }

    public DateOnly? CloseDate { get; init; }

    public TicketStatus? Status { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Category { get; init; }

    /// <summary>When tasks are due.</summary>
    public DueTime? Due { get; init; }

    public bool? Done { get; init; }

    /// <summary>The company's own fields by code; null empties one.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    internal Failure? Problem(BulkKind kind)
    {
        var given = Given().ToList();
        if (given.Count == 0)
            return Failure.Invalid("nothing_to_change", "Say what should change.", "change");
        return given.FirstOrDefault(field => !kind.Fields.Contains(field)) is { } stranger
            ? Failure.Invalid("not_a_field", $"{stranger} is no field of a {kind.Kind} that can be changed in bulk; these are: {string.Join(", ", kind.Fields)}.", stranger)
            : null;
    }

    private IEnumerable<string> Given()
    {
        if (OwnerId is not null)
            yield return "owner";
        if (AddTags.Count > 0)
            yield return "addTags";
        if (RemoveTags.Count > 0)
            yield return "removeTags";
        if (Lifecycle is not null)
            yield return "lifecycle";
        if (Industry is not null)
            yield return "industry";
        if (City is not null)
            yield return "city";
        if (Source is not null)
            yield return "source";
        if (Rating is not null)
            yield return "rating";
        if (Stage is not null)
            yield return "stage";
        if (CloseDate is not null)
            yield return "closeDate";
        if (Status is not null)
            yield return "status";
        if (Priority is not null)
            yield return "priority";
        if (Category is not null)
            yield return "category";
        if (Due is not null)
            yield return "due";
        if (Done is not null)
            yield return "done";
        if (Custom is { Count: > 0 })
            yield return "custom";
    }
}
