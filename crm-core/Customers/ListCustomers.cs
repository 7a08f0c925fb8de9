using BotCrm.Core.Access;
using BotCrm.Core.Customers.Segments;
using BotCrm.Core.Fields;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers;

/// <summary>Customers. Sorts: name (default), created, updated, last_interaction.</summary>
[Requires(Permissions.CustomersRead)]
public sealed record ListCustomers : Query<Page<CustomerView>>
{
    private static readonly Sorts<Customer> Sorts = new Sorts<Customer>(customer => customer.Id)
        .By("name", customer => customer.Name)
        .By("created", customer => customer.CreatedAt)
        .By("updated", customer => customer.UpdatedAt)
        .By("last_interaction", customer => customer.LastInteractionAt);

    public long? OwnerId { get; init; }

    public long? TeamId { get; init; }

    public Lifecycle? Lifecycle { get; init; }

    public string? Tag { get; init; }

    public string? City { get; init; }

    public string? Industry { get; init; }

    /// <summary>Part of a name or alias; among more than 20,000 names, words that begin so and any two characters of Chinese. When more than 2,000 names begin so, those of them that are visible, and no others unless all are one person's.</summary>
    public string? Search { get; init; }

    /// <summary>Only those without an interaction since then.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>A further filter.</summary>
    public CustomerFilter Filter { get; init; } = new();

    /// <summary>Only those of this segment.</summary>
    public long? SegmentId { get; init; }

    /// <summary>Conditions on the company's own fields, by code: a value, several parted by commas, a range <c>10..50</c>, <c>*</c> any, <c>!*</c> none.</summary>
    public IReadOnlyDictionary<string, string>? Custom { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<CustomerView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        var directory = await session.DirectoryAsync(ct);
        var selected = await CustomerSelection.OfAsync(session, Filter, SegmentId, ct);
        if (!selected.Ok)
            return selected.Failure;
        var customers = selected.Value;
        if (OwnerId is { } owner)
            customers = customers.Where(customer => customer.OwnerId == owner);
        var spread = Spread<Customer>.Of(session.Actor, customer => customer.OwnerId);
        if (TeamId is { } team)
        {
            var members = directory.MembersOf(team);
            spread = new Spread<Customer>([.. members.Where(member => session.Actor.Sees(member))], customer => customer.OwnerId);
            customers = customers.Where(customer => members.Contains(customer.OwnerId));
        }
        if (Lifecycle is { } lifecycle)
            customers = customers.Where(customer => customer.Lifecycle == lifecycle);
        if (Trimmed(Tag) is { } tag)
            customers = await customers.ApplyAsync(new CustomerFilter { TagsAny = [tag] }, session, ct);
        if (Trimmed(City) is { } city)
            customers = customers.Where(customer => NoCase.Of(customer.City) == NoCase.Of(city));
        if (Trimmed(Industry) is { } industry)
            customers = customers.Where(customer => NoCase.Of(customer.Industry) == NoCase.Of(industry));
        var search = Trimmed(Search);
        if (search is not null)
            customers = await customers.NamedAsync(db, Kinds.Customer, customer => customer.Id, customer => customer.Name, search, session.Actor.Owners is { Count: 1 }, ct);
        if (QuietSince is { } quiet)
            customers = customers.Where(customer => customer.LastInteractionAt == null || customer.LastInteractionAt < quiet);
        if (Custom is not null)
        {
            var fitting = await customers.HoldingAsync(session, Kinds.Customer, Custom, row => row.Id, row => row.Id, ct);
            if (!fitting.Ok)
                return fitting.Failure;
            customers = fitting.Value;
        }
        var page = await Sorts.PageAsync(customers, Paging, ct, search is null && Filter is { Text: null, Name: null } ? spread : null);
        if (!page.Ok)
            return page.Failure;
        foreach (var customer in page.Value.Items)
            CustomChange.NoteRead(session, Kinds.Customer, customer, customer.OwnerId);
        return new Page<CustomerView>([.. page.Value.Items.Select(customer => CustomerRules.View(customer, directory, session.Actor))], page.Value.Next, page.Value.Total);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
