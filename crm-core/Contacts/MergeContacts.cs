using BotCrm.Core.Access;
using BotCrm.Core.Customers.Merging;
using BotCrm.Core.Primitives;

namespace BotCrm.Core.Contacts;

/// <summary>Makes one contact of two, which may be at different customers: what refers to the source goes over to the target, empty fields are filled, the source is deleted.</summary>
[Requires(Permissions.ContactsWrite)]
public sealed record MergeContacts : Command<MergeResult<ContactView>>
{
    public required long TargetId { get; init; }

    public required long SourceId { get; init; }

    /// <summary>Fields (camelCase) in which the source's value is kept where both have one; <c>name</c> too.</summary>
    public IReadOnlyList<string> FromSource { get; init; } = [];

    public int? IfTargetVersion { get; init; }

    public int? IfSourceVersion { get; init; }

    protected internal override async Task<Result<MergeResult<ContactView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        if (TargetId == SourceId)
            return Failure.Invalid("merge_with_itself", "A contact cannot be merged with itself; name two.", "source");
        var kept = await ContactRules.FindAsync(session, TargetId, ct);
        if (!kept.Ok)
            return kept.Failure;
        var gone = await ContactRules.FindAsync(session, SourceId, ct);
        if (!gone.Ok)
            return gone.Failure;
        var ((target, customer), (source, sourceCustomer)) = (kept.Value, gone.Value);
        if ((Versions.Changed(Kinds.Contact, TargetId, IfTargetVersion, target.Version) ?? Versions.Changed(Kinds.Contact, SourceId, IfSourceVersion, source.Version)) is { } outdated)
            return outdated;
        // Whoever may not read a number must not come to it by merging it into a contact whose number they may read.
        if (!Privacy.ContactMask.MayRead(session.Actor, customer.OwnerId) || !Privacy.ContactMask.MayRead(session.Actor, sourceCustomer.OwnerId))
            return Failure.Forbidden(Policies.OwnRecordsOnly, "Only who looks after both customers, their managers and administrators merge contacts.");
        var db = session.Db;
        var choosable = MergeFields.Choosable(db.Model.FindEntityType(typeof(Contact))!);
        if (FromSource.FirstOrDefault(field => !choosable.Contains(field)) is { } unknown)
            return Failure.Invalid("unknown_field", $"{unknown} is no field to choose; these are: {string.Join(", ", choosable)}.", "fromSource");
        var before = ContactRules.View(source, sourceCustomer.Name, sourceCustomer.OwnerId, session.Actor);
        var conflicts = MergeFields.Merge(db.Entry(target), db.Entry(source), FromSource);
        if (!string.Equals(target.Name, source.Name, StringComparison.Ordinal))
        {
            var takes = FromSource.Contains("name");
            conflicts.Insert(0, new MergeConflict("name", target.Name, source.Name, takes ? "source" : "target"));
            target.Name = takes ? source.Name : target.Name;
        }
        var moved = await References.MoveAsync(db, typeof(Contact), SourceId, TargetId, ct);
        db.Remove(source);
        await session.SaveAsync(ct);
        return new MergeResult<ContactView>(ContactRules.View(target, customer.Name, customer.OwnerId, session.Actor), before, moved, conflicts);
    }
}
