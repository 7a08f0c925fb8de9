using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers.Segments;

/// <summary>The visible customers that a filter and a segment mean together; for lists, counts, bulk changes and export.</summary>
internal static class CustomerSelection
{
    public static async Task<Result<IQueryable<Customer>>> OfAsync(CrmSession session, CustomerFilter filter, long? segmentId, CancellationToken ct)
    {
        var checks = new Checks();
        filter = filter.Checked(checks);
        if (checks.Failure is { } wrong)
            return wrong;
        if (CustomerFilters.Refusal(filter, session) is { } refused)
            return refused;
        var customers = await session.Db.Customers.VisibleTo(session.Actor).ApplyAsync(filter, session, ct);
        if (segmentId is not { } id)
            return Some(customers);
        var segment = await SegmentRules.FindAsync(session, id, ct);
        if (!segment.Ok)
            return segment.Failure;
        var saved = CustomerFilters.Read(segment.Value.Filter);
        return CustomerFilters.Refusal(saved, session) is { } hidden ? hidden : Some(await customers.ApplyAsync(saved, session, ct));
    }

    // An interface converts to a result only by way of a method.
    private static Result<IQueryable<Customer>> Some(IQueryable<Customer> customers) => Result<IQueryable<Customer>>.Of(customers);
}
