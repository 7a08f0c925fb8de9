using System.Globalization;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Audit;

/// <summary>The change feed in order, restricted to records the actor may see unless admin; fields the actor may not see (contact details, amounts) are left out of the images.</summary>
[Requires(Permissions.AuditRead)]
public sealed record ReadAudit : Query<Page<AuditView>>
{
    public string? Entity { get; init; }

    public long? EntityId { get; init; }

    /// <summary>Login.</summary>
    public string? Actor { get; init; }

    public string? Conversation { get; init; }

    /// <summary>The channel it came through.</summary>
    public string? Channel { get; init; }

    /// <summary>create, update, delete (also with undo_ in front), or one of <see cref="AuditEvent"/>'s.</summary>
    public string? Operation { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public long? ChangeSetId { get; init; }

    public Paging Paging { get; init; } = Paging.Default;

    protected internal override async Task<Result<Page<AuditView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (Paging.Limit is < 1 or > Paging.MaxLimit)
            return Failure.Invalid("out_of_range", $"limit must be between 1 and {Paging.MaxLimit}.", "limit");
        if (Paging.Sort is not (null or "sequence"))
            return Failure.Invalid("unknown_sort", "sort must be sequence: the change feed has its own order.", "sort");
        var after = 0L;
        if (Paging.After is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Failure.Invalid("bad_cursor", "after must be a cursor that the change feed returned; leave it out to start from the beginning.", "after");
        var entries = AuditScope.VisibleTo(session.Db.Audit.AsNoTracking(), session.Actor, session.Db);
        if (Entity is { } entity)
            entries = entries.Where(entry => entry.Entity == entity);
        if (EntityId is { } id)
            entries = entries.Where(entry => entry.EntityId == id);
        if (Actor?.ToLowerInvariant() is { } login)
        {
            var directory = await session.DirectoryAsync(ct);
            var person = directory.People.FirstOrDefault(one => one.Login == login)?.Id;
            var erased = UserErasures.In(directory);
            // By the person: an erased one is found under the pseudonym only, also when somebody bears the login anew.
            entries = person is { } known ? entries.Where(entry => entry.ActorId == known) : entries.Where(entry => entry.ActorLogin == login && !erased.Contains(entry.ActorId));
        }
        if (Conversation is { } conversation)
            entries = entries.Where(entry => entry.Conversation == conversation);
        if (Channel is { } channel)
            entries = entries.Where(entry => entry.Channel == channel);
        if (Operation is { } operation)
            entries = entries.Where(entry => entry.Operation == operation);
        if (From is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (To is { } to)
            entries = entries.Where(entry => entry.At < to);
        if (ChangeSetId is { } set)
            entries = entries.Where(entry => entry.ChangeSetId == set);
        var total = Paging.CountTotal ? await entries.CountAsync(ct) : (int?)null;
        if (Paging.After is not null)
            entries = Paging.Descending ? entries.Where(entry => entry.Sequence < after) : entries.Where(entry => entry.Sequence > after);
        var found = await (Paging.Descending ? entries.OrderByDescending(entry => entry.Sequence) : entries.OrderBy(entry => entry.Sequence))
            .Take(Paging.Limit + 1)
            .ToOpenListAsync(session.Db, ct);
        var more = found.Count > Paging.Limit;
        if (more)
            found.RemoveAt(Paging.Limit);
        var views = await AuditScope.ViewsAsync(session, found, ct);
        return new Page<AuditView>(views, more ? views[^1].Cursor : null, total);
    }
}
