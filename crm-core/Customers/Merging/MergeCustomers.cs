using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Customers.Merging;

/// <param name="Moved">How many records of each kind go over to the target.</param>
/// <param name="Conflicts">Fields in which both had a value, and whose is kept.</param>
public sealed record MergeResult<TView>(TView Target, TView Source, IReadOnlyDictionary<string, int> Moved, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>
/// Makes one customer of two: everything that refers to the source goes over to the target, its names become aliases, empty fields are filled,
/// lists united, and the source is deleted; in one change set, which undo takes back as one.
/// </summary>
[Requires(Permissions.CustomersMerge)]
public sealed record MergeCustomers : Command<MergeResult<CustomerView>>
{
    /// <summary>The one that stays.</summary>
    public required long TargetId { get; init; }

    /// <summary>The one that goes up in it.</summary>
    public required long SourceId { get; init; }

    /// <summary>Fields (camelCase) in which the source's value is kept where both have one; <c>name</c> and <c>ownerId</c> too.</summary>
    public IReadOnlyList<string> FromSource { get; init; } = [];

    /// <summary>When given, the merge is refused with conflict unless the records still have these versions.</summary>
    public int? IfTargetVersion { get; init; }

    public int? IfSourceVersion { get; init; }

    protected internal override async Task<Result<MergeResult<CustomerView>>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var db = session.Db;
        if (TargetId == SourceId)
            return Failure.Invalid("merge_with_itself", "A customer cannot be merged with itself; name two.", "source");
        var kept = await CustomerRules.FindAsync(session, TargetId, ct);
        if (!kept.Ok)
            return kept.Failure;
        var gone = await CustomerRules.FindAsync(session, SourceId, ct);
        if (!gone.Ok)
            return gone.Failure;
        var (target, source) = (kept.Value, gone.Value);
        if ((Versions.Changed(Kinds.Customer, TargetId, IfTargetVersion, target.Version) ?? Versions.Changed(Kinds.Customer, SourceId, IfSourceVersion, source.Version)) is { } outdated)
            return outdated;
        var type = db.Model.FindEntityType(typeof(Customer))!;
        var choosable = MergeFields.Choosable(type);
        if (FromSource.FirstOrDefault(field => !choosable.Contains(field)) is { } unknown)
            return Failure.Invalid("unknown_field", $"{unknown} is no field to choose; these are: {string.Join(", ", choosable)}.", "fromSource");
        var directory = await session.DirectoryAsync(ct);
        var before = CustomerRules.View(source, directory, session.Actor);

        // Neither may end as its own parent.
        if (target.ParentId == SourceId)
            target.ParentId = source.ParentId == TargetId ? null : source.ParentId;
        if (source.ParentId == TargetId)
            source.ParentId = null;
        var conflicts = MergeFields.Merge(db.Entry(target), db.Entry(source), FromSource);
        if (FromSource.Contains("ownerId") && source.OwnerId != target.OwnerId)
        {
            if (Assignment.Check(session.Actor, directory, source.OwnerId, "ownerId") is { } notAllowed)
                return notAllowed;
            target.OwnerId = source.OwnerId;
        }
        var names = new List<string> { target.Name, source.Name };
        if (FromSource.Contains("name"))
            names.Reverse();
        target.Aliases = [.. target.Aliases.Append(names[1]).Concat(source.Aliases)
            .Where(alias => !alias.Equals(names[0], StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        target.Name = names[0];
        if (new[] { target.Aliases.Count, target.Tags.Count, target.EmailDomains.Count }.Max() > Limits.ListItems)
            return Failure.Invalid("too_many", $"Together they have more than {Limits.ListItems} other names, tags or domains; remove some first.", "aliases");
        var moved = await References.MoveAsync(db, typeof(Customer), SourceId, TargetId, ct);
        db.Remove(source);
        await session.SaveAsync(ct);
        // Its interactions came with it: the newest may be among them.
        await LastInteraction.KeepAsync(db, [TargetId], ct);
        return new MergeResult<CustomerView>(CustomerRules.View(target, directory, session.Actor), before, moved, conflicts);
    }
}
