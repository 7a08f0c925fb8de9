using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core.Customers.Segments;

/// <summary>The actor's own segments and the shared ones. Sorts: name (default), updated.</summary>
[Requires(Permissions.SegmentsRead)]
public sealed record ListSegments : Query<Page<SegmentView>>
{
    private static readonly Sorts<Segment> Sorts = new Sorts<Segment>(segment => segment.Id)
        .By("name", segment => segment.Name)
        .By("updated", segment => segment.UpdatedAt);

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<SegmentView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var page = await Sorts.PageAsync(session.Db.Segments.VisibleTo(session.Actor), Paging, ct);
        if (!page.Ok)
            return page.Failure;
        var directory = await session.DirectoryAsync(ct);
        return new Page<SegmentView>([.. page.Value.Items.Select(segment => SegmentRules.View(segment, directory))], page.Value.Next, page.Value.Total);
    }
}
