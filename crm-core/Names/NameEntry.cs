namespace BotCrm.Core.Names;

/// <summary>
/// What a record is called. <paramref name="Kind"/> is one of <see cref="Primitives.Kinds"/>; <paramref name="CustomerId"/> is the customer
/// it hangs on; <paramref name="OwnerId"/> decides who sees it (null: a user or team, which everyone sees); <paramref name="Gone"/>: deleted.
/// </summary>
public sealed record NameEntry(string Kind, long Id, string Name, IReadOnlyList<string> Aliases, long? CustomerId, long? OwnerId, bool Open, bool Gone);

/// <summary>Changed names up to and including audit entry <paramref name="Sequence"/>.</summary>
public sealed record NameChanges(long Sequence, IReadOnlyList<NameEntry> Entries);
