using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Segments;

/// <param name="Count">How many customers of it the actor sees; null when it was not counted.</param>
public sealed record SegmentView(long Id, string Name, CustomerFilter Filter, bool Shared, long OwnerId, string OwnerName, int? Count, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, int Version);

internal static class SegmentRules
{
    public static SegmentView View(Segment segment, UserDirectory directory, int? count = null) => new(
        segment.Id, segment.Name, CustomerFilters.Read(segment.Filter), segment.Shared, segment.OwnerId, directory[segment.OwnerId].Name, count, segment.CreatedAt, segment.UpdatedAt, segment.Version);

    public static async Task<Result<Segment>> FindAsync(CrmSession session, long id, CancellationToken ct)
    {
        var segment = await session.Db.Segments.VisibleTo(session.Actor).FirstOrDefaultAsync(one => one.Id == id, ct);
        return segment is null ? Failure.NotFound(Kinds.Segment, id) : segment;
    }

    /// <summary>A shared segment is used by all, but changed by its maker and administrators.</summary>
    public static Failure? NotYours(Segment segment, Actor actor) => segment.OwnerId == actor.UserId || actor.May(Permissions.AuditAll)
        ? null
        : Failure.Forbidden(Policies.OwnRecordsOnly, "Only its maker and administrators change a segment; save your own under another name.");

    public static Task<bool> IsTakenAsync(CrmSession session, long owner, string name, long? self, CancellationToken ct) =>
        session.Db.Segments.AnyAsync(one => one.OwnerId == owner && NoCase.Of(one.Name) == NoCase.Of(name) && one.Id != self, ct);

    public static async Task<int> CountAsync(CrmSession session, CustomerFilter filter, CancellationToken ct) =>
        await (await session.Db.Customers.VisibleTo(session.Actor).ApplyAsync(filter, session, ct)).CountAsync(ct);

    public static Failure Taken(string name) => Failure.Conflict("segment_name_taken", $"You have a segment {name} already; change that one or choose another name.") with
    {
        Field = "name",
        Data = new Dictionary<string, string> { ["name"] = name },
    };
}
