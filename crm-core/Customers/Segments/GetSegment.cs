using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers.Segments;

/// <summary>One segment, with how many customers of it the actor sees.</summary>
[Requires(Permissions.SegmentsRead)]
public sealed record GetSegment : Query<SegmentView>
{
    public required long Id { get; init; }

    protected internal override async Task<Result<SegmentView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await SegmentRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        var filter = CustomerFilters.Read(found.Value.Filter);
        // A shared filter may ask what this actor may not know; then it is shown, but not counted.
        int? count = CustomerFilters.Refusal(filter, session) is null ? await SegmentRules.CountAsync(session, filter, ct) : null;
        return SegmentRules.View(found.Value, await session.DirectoryAsync(ct), count);
    }
}
