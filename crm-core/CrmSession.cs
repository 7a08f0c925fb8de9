using BotCrm.Core.Access;
using BotCrm.Core.Opportunities;
using BotCrm.Core.Primitives;

namespace BotCrm.Core;

/// <summary>
/// Where a change came from, for the audit entry. <paramref name="TurnId"/>, when given, makes the commit happen at most once:
/// a second commit with the same channel, conversation and turn id is refused with <see cref="TurnAlreadyCommittedException"/>.
/// </summary>
public sealed record Origin(string Channel, string? Conversation = null, string? Sentence = null, string? TurnId = null);

/// <summary>Thrown by <see cref="CrmSession.CommitAsync"/> when the same turn was committed before (a retried delivery).</summary>
public sealed class TurnAlreadyCommittedException(string message) : Exception(message);

/// <summary>A use case that changes something. One file per use case: the record is its input, <see cref="RunAsync"/> its rules.</summary>
public abstract record Command<T>
{
    protected internal abstract Task<Result<T>> RunAsync(CrmSession session, CancellationToken ct);
}

/// <summary>A use case that only reads.</summary>
public abstract record Query<T>
{
    protected internal abstract Task<Result<T>> RunAsync(CrmSession session, CancellationToken ct);
}

/// <summary>
/// One actor's work on the CRM, in one transaction: everything run in it is kept by <see cref="CommitAsync"/> together with its audit
/// entries, or lost by disposing. All entries of a session share one change set, which is what undo takes back. Not thread safe.
/// </summary>
public sealed partial class CrmSession : IAsyncDisposable
{
    public Actor Actor { get; private set; }

    public Origin Origin { get; }

    /// <summary>The company's ways of selling.</summary>
    public Pipelines Pipelines => crm.Options.Pipelines;

    /// <summary>The company's own fields.</summary>
    public Fields.FieldBook Fields => crm.Options.Fields;

    /// <summary>ISO 4217 code of the currency that the company reckons in.</summary>
    public string CompanyCurrency => crm.Options.Currency;

    /// <summary>The instant the session was opened: one "now" for everything in it. UTC.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Identifies what this session changed, for undo. Known from the start; meaningless if nothing is changed.</summary>
    public long ChangeSetId { get; private set; }

    /// <summary>Runs a command. After a failure the session can still be read from, but no longer committed.</summary>
    public partial Task<Result<T>> RunAsync<T>(Command<T> command, CancellationToken ct = default);

    public partial Task<Result<T>> AskAsync<T>(Query<T> query, CancellationToken ct = default);

    /// <summary>Keeps everything run so far, with its audit entries, in one transaction.</summary>
    /// <returns>The change set id, or null when nothing was changed.</returns>
    /// <exception cref="InvalidOperationException">A command failed in this session, or it is a reading session.</exception>
    /// <exception cref="TurnAlreadyCommittedException">The origin's turn was committed before.</exception>
    public partial Task<long?> CommitAsync(CancellationToken ct = default);

    public partial ValueTask DisposeAsync();
}
