using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Core;

/// <summary>The door to the CRM: opens sessions for actors, and finds the actor behind an identity. Thread safe.</summary>
public interface ICrm
{
    /// <summary>A session that may write. Writers wait for each other (one at a time on SQLite); reading never waits.</summary>
    Task<CrmSession> OpenWriteAsync(Actor actor, Origin origin, CancellationToken ct = default);

    /// <summary>A session that only reads; cheap, with a consistent view.</summary>
    Task<CrmSession> OpenReadAsync(Actor actor, Origin origin, CancellationToken ct = default);

    /// <summary>One command in its own transaction.</summary>
    Task<Result<T>> RunAsync<T>(Actor actor, Origin origin, Command<T> command, CancellationToken ct = default);

    Task<Result<T>> AskAsync<T>(Actor actor, Origin origin, Query<T> query, CancellationToken ct = default);

    /// <summary>The active user with this login (case-insensitive), as an actor; null when there is none. Cached; a change to users or teams refreshes it.</summary>
    Task<Actor?> FindActorByLoginAsync(string login, CancellationToken ct = default);

    Task<Actor?> FindActorByEntraIdAsync(string objectId, CancellationToken ct = default);

    /// <summary>The company's ways of selling, for who reads what people say of stages.</summary>
    Pipelines Pipelines => Pipelines.Default;

    /// <summary>The company's own fields.</summary>
    Fields.FieldBook Fields => BotCrm.Core.Fields.FieldBook.Empty;

    /// <summary>
    /// Sequence number of the newest audit entry this process knows of; grows with every commit. Cheap enough to ask on every turn.
    /// </summary>
    long ChangeSequence { get; }

    /// <summary>
    /// Names that people may say, of every customer, contact, opportunity, ticket (subject), user and team, changed after
    /// <paramref name="afterSequence"/> (0: all). Unfiltered: whoever shows one asks <see cref="NameEntry.IsVisibleTo"/> first.
    /// </summary>
    Task<NameChanges> ReadNamesAsync(long afterSequence, CancellationToken ct = default);
}
