using System.Globalization;
using BotCrm.Bot.Api.Requests;
using BotCrm.Core.Bulk;
using BotCrm.Core.Customers;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;
using BotCrm.Core.Tasks;
using BotCrm.Core.Tickets;

namespace BotCrm.Bot.Api.Bulk;

/// <summary>Which records, and what changes in each. Records by <c>ids</c>, or customers by <c>filter</c> and <c>segment</c>, others by owner, customer and the like.</summary>
internal sealed record BulkRequest
{
    /// <summary>customer, opportunity, task or ticket.</summary>
    public string? Kind { get; init; }

    public IReadOnlyList<Reference>? Ids { get; init; }

    public CustomerFilter? Filter { get; init; }

    public long? Segment { get; init; }

    /// <summary>Owner or assignee of the opportunities, tasks or tickets.</summary>
    public Reference? Owner { get; init; }

    public Reference? Customer { get; init; }

    /// <summary>Code of a stage.</summary>
    public string? Stage { get; init; }

    public bool? Overdue { get; init; }

    public TicketStatus? Status { get; init; }

    public TicketPriority? Priority { get; init; }

    public bool? Unassigned { get; init; }

    public BulkChangeBody? Change { get; init; }

    /// <summary>Of the preview; not in the preview itself.</summary>
    public string? Token { get; init; }

    public async Task<BulkSelection> SelectionAsync(ApiCall call, string kind, CancellationToken ct)
    {
        var owner = await call.References.UserAsync(Owner, "owner", ct);
        var customer = await call.References.CustomerAsync(Customer, "customer", ct);
        var ids = new List<long>();
        foreach (var id in Ids ?? [])
        {
            if (long.TryParse(id.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                ids.Add(number);
            else
                call.Fail(Failure.Invalid("wrong_type", "'ids' must hold ids of records.", "ids"));
        }

        var filtered = owner is not null || customer is not null || Stage is not null || Overdue is not null || Status is not null || Priority is not null || Unassigned is not null;
        // One that configuration no longer has may still be stored; the list refuses what is neither.
        var stage = Stage is null ? (Stage?)null : call.Crm.Pipelines.Said(Stage)?.Stage ?? new Stage(Stage);
        return new BulkSelection
        {
            Kind = kind,
            Ids = ids,
            Customers = Filter,
            SegmentId = Segment,
            Opportunities = filtered && kind == Kinds.Opportunity ? new ListOpportunities { OwnerId = owner, CustomerId = customer, Stage = stage, Open = stage is null ? true : null, Overdue = Overdue } : null,
            Tasks = filtered && kind == Kinds.Task ? new ListTasks { AssigneeId = owner, CustomerId = customer, Overdue = Overdue, Done = false } : null,
            Tickets = filtered && kind == Kinds.Ticket ? new ListTickets { AssigneeId = owner, CustomerId = customer, Status = Status, Open = Status is null ? true : null, Priority = Priority, Unassigned = Unassigned } : null,
        };
    }
}

/// <summary>What is set in every record.</summary>
internal sealed record BulkChangeBody
{
    public Reference? Owner { get; init; }

    public IReadOnlyList<string>? AddTags { get; init; }

    public IReadOnlyList<string>? RemoveTags { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public string? Industry { get; init; }

    public string? City { get; init; }

    public string? Source { get; init; }

    public int? Rating { get; init; }

    public string? Stage { get; init; }

    public DateOnly? CloseDate { get; init; }

    public TicketStatus? Status { get; init; }

    public TicketPriority? Priority { get; init; }

    public string? Category { get; init; }

    /// <summary>The day on which tasks are due.</summary>
    public DateOnly? Due { get; init; }

    public bool? Done { get; init; }

    /// <summary>The company's own fields of a customer, opportunity or ticket by code; null empties one.</summary>
    public IReadOnlyDictionary<string, object?>? Custom { get; init; }

    public async Task<BulkChange> ReadAsync(ApiCall call, CancellationToken ct) => new()
    {
        OwnerId = await call.References.UserAsync(Owner, "owner", ct),
        AddTags = AddTags ?? [],
        RemoveTags = RemoveTags ?? [],
        Lifecycle = Lifecycle,
        Industry = Industry,
        City = City,
        Source = Source,
        Rating = Rating,
        Stage = Stage,
        CloseDate = CloseDate,
        Status = Status,
        Priority = Priority,
        Category = Category,
        Due = Due is { } day ? DueTime.On(day) : null,
        Done = Done,
        Custom = Custom,
    };
}

/// <param name="Problem">Why the row is refused, in words; <paramref name="Code"/> says it for programs.</param>
internal sealed record BulkRowResource(string Id, string Name, BulkOutcome Outcome, string? Code, string? Policy, string? Problem);

internal sealed record BulkResource(string Kind, int Changed, int Unchanged, int Refused, string Token, IReadOnlyList<BulkRowResource> Rows)
{
    public static BulkResource From(BulkResult result) => new(
        result.Kind, result.Changed, result.Unchanged, result.Refused, result.Token,
        [.. result.Rows.Select(row => new BulkRowResource(row.Id.ToString(CultureInfo.InvariantCulture), row.Name, row.Outcome, row.Problem?.Code, row.Problem?.Policy, row.Problem?.Message))]);
}
