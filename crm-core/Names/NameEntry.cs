namespace BotCrm.Core.Names;

/// <summary>
/// What a record is called. <paramref name="Kind"/> is one of <see cref="Primitives.Kinds"/>; <paramref name="CustomerId"/> is the customer
/// it hangs on; <paramref name="OwnerId"/> decides who sees it (null: a user or team, which everyone sees); <paramref name="Gone"/>: deleted.
/// </summary>
public sealed record NameEntry(string Kind, long Id, string Name, IReadOnlyList<string> Aliases, long? CustomerId, long? OwnerId, bool Open, bool Gone)
{
    /// <summary>A second user through whom it is seen: an opportunity's owner on another's customer, a ticket's assignee.</summary>
    public long? AlsoOwnerId { get; init; }

    /// <summary>Whether the actor sees the record. Users and teams are everyone's to know.</summary>
    public bool IsVisibleTo(Access.Actor actor) => Access.KindRights.MayRead(actor, Kind)
        && (Kind is Primitives.Kinds.User or Primitives.Kinds.Team || actor.Sees(OwnerId) || (AlsoOwnerId is not null && actor.Sees(AlsoOwnerId)));
}

/// <summary>Changed names up to and including audit entry <paramref name="Sequence"/>.</summary>
public sealed record NameChanges(long Sequence, IReadOnlyList<NameEntry> Entries);
