using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage.Engine;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Segments;

/// <summary>Saves a filter under a name: a new segment, or with <see cref="Id"/> a change to one. An own segment of the same name is replaced only when that is wanted.</summary>
[Requires(Permissions.SegmentsWrite)]
public sealed record SaveSegment : Command<SegmentView>
{
    public long? Id { get; init; }

    public string? Name { get; init; }

    public CustomerFilter? Filter { get; init; }

    public bool? Shared { get; init; }

    /// <summary>True: an own segment of this name gets the new filter.</summary>
    public bool Replace { get; init; }

    /// <summary>When given, the change is refused with conflict unless the record still has this version.</summary>
    public int? IfVersion { get; init; }

    protected internal override async Task<Result<SegmentView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var checks = new Checks();
        var name = Id is null ? checks.Required(Name, Limits.Name, "name") : checks.Changed(Name, Limits.Name, "name");
        var filter = Filter?.Checked(checks);
        if (Id is null && filter is null)
            checks.Fail("required", "filter is needed.", "filter");
        var json = filter is null ? null : CustomerFilters.Write(filter);
        checks.Require(json is null || json.Length <= Limits.Filter, "too_long", $"The filter is too long: at most {Limits.Filter} characters.", "filter");
        if (checks.Failure is { } wrong)
            return wrong;
        if (filter is not null && CustomerFilters.Refusal(filter, session) is { } refused)
            return refused;
        var self = session.Actor.UserId;
        Segment? segment = null;
        if (Id is { } id)
        {
            var found = await SegmentRules.FindAsync(session, id, ct);
            if (!found.Ok)
                return found.Failure;
            segment = found.Value;
        }
        else if (Replace)
        {
            segment = await session.Db.Segments.FirstOrDefaultAsync(one => one.OwnerId == self && NoCase.Of(one.Name) == NoCase.Of(name), ct);
        }
        if (segment is not null)
        {
            if (SegmentRules.NotYours(segment, session.Actor) is { } notYours)
                return notYours;
            if (Versions.Changed(Kinds.Segment, segment.Id, IfVersion, segment.Version) is { } outdated)
                return outdated;
        }
        if (name is not null && await SegmentRules.IsTakenAsync(session, segment?.OwnerId ?? self, name, segment?.Id, ct))
            return SegmentRules.Taken(name);
        if (segment is null)
        {
            segment = new Segment { Id = await session.NewIdAsync(ct), OwnerId = self, CreatedAt = session.Now, UpdatedAt = session.Now };
            session.Db.Segments.Add(segment);
        }
        segment.Name = name ?? segment.Name;
        segment.Filter = json ?? segment.Filter;
        segment.Shared = Shared ?? segment.Shared;
        await session.SaveAsync(ct);
        return SegmentRules.View(segment, await session.DirectoryAsync(ct), await SegmentRules.CountAsync(session, CustomerFilters.Read(segment.Filter), ct));
    }
}
