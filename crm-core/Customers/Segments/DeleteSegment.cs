using BotCrm.Core.Access;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Customers.Segments;

/// <summary>Deletes a segment; its customers stay.</summary>
[Requires(Permissions.SegmentsWrite)]
public sealed record DeleteSegment : Command<SegmentView>
{
    public required long Id { get; init; }

    public int? IfVersion { get; init; }

    protected internal override async Task<Result<SegmentView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var found = await SegmentRules.FindAsync(session, Id, ct);
        if (!found.Ok)
            return found.Failure;
        if (SegmentRules.NotYours(found.Value, session.Actor) is { } notYours)
            return notYours;
        if (Versions.Changed(Kinds.Segment, Id, IfVersion, found.Value.Version) is { } outdated)
            return outdated;
        var view = SegmentRules.View(found.Value, await session.DirectoryAsync(ct));
        session.Db.Remove(found.Value);
        await session.SaveAsync(ct);
        return view;
    }
}
