using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Automation;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Privacy.Keys;
using BotCrm.Core.Privacy.Sealing;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace BotCrm.Core;

/// <summary>The CRM on its store. Holds the write lock, the ids, and what is cheap to keep in memory.</summary>
internal sealed class Crm : ICrm, IDisposable, IAsyncDisposable
{
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly PooledDbContextFactory<CrmDbContext> contexts;
    private readonly WriterQueue writers;
    private readonly ChangeWatch watch;
    private readonly Lock remembering = new();
    private volatile UserDirectory? directory;
    private long directoryForgotten;
    private bool disposed;

    public Crm(CrmOptions options, TimeProvider clock, ILogger? logger = null)
    {
        Options = options;
        Roles = RoleBook.With(options.Roles, options.Fields);
        this.clock = clock;
        Engine = StoreEngine.For(options);
        this.logger = logger ?? NullLogger.Instance;
        writers = new WriterQueue(this.logger);
        var wrapping = new KeyWrapping(options, clock, logger ?? NullLogger.Instance);
        Sealer = new Sealer(new KeyRing(wrapping, NewContext)) { CallingCode = options.CallingCode };
        contexts = new PooledDbContextFactory<CrmDbContext>(Engine.ContextOptions);
        Events = new AuditEvents(this, clock, logger ?? NullLogger.Instance);
        watch = Engine.Watch(ForgetDirectory);
        Readers = Engine.MostReaders is { } most ? new SemaphoreSlim(most, most) : null;
    }

    /// <summary>A session of this process has committed notifications.</summary>
    public event Action? NotificationsWritten;

    public Opportunities.Pipelines Pipelines => Options.Pipelines;

    public Fields.FieldBook Fields => Options.Fields;

    public CrmOptions Options { get; }

    /// <summary>Seals with this CRM's keys; several CRMs with several keys may live in one process.</summary>
    public Sealer Sealer { get; }

    public StoreEngine Engine { get; }

    public AuditEvents Events { get; }

    /// <summary>The rooms that must be told when a person is erased; asked for late, as they may need the CRM themselves.</summary>
    public Func<IEnumerable<IErasure>> Erasures { get; init; } = static () => [];

    public RoleBook Roles { get; }

    public IdBlocks Ids { get; } = new();

    public long ChangeSequence => watch.Sequence;

    public async Task<CrmSession> OpenWriteAsync(Actor actor, Origin origin, CancellationToken ct = default)
    {
        var turn = await EnterAsync(actor, origin, ct);
        var session = new CrmSession(this, actor, origin, Now(), turn);
        try
        {
            await session.BeginWriteAsync(ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public Task<CrmSession> OpenReadAsync(Actor actor, Origin origin, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(new CrmSession(this, actor, origin, Now(), null));
    }

    public async Task<Result<T>> RunAsync<T>(Actor actor, Origin origin, Command<T> command, CancellationToken ct = default)
    {
        await using var session = await OpenWriteAsync(actor, origin, ct);
        var result = await session.RunAsync(command, ct);
        if (result.Ok)
            await session.CommitAsync(ct);
        return result;
    }

    public async Task<Result<T>> AskAsync<T>(Actor actor, Origin origin, Query<T> query, CancellationToken ct = default)
    {
        await using var session = await OpenReadAsync(actor, origin, ct);
        return await session.AskAsync(query, ct);
    }

    public async Task<Actor?> FindActorByLoginAsync(string login, CancellationToken ct = default) => (await DirectoryAsync(ct)).ActorByLogin(login);

    public async Task<Actor?> FindActorByEntraIdAsync(string objectId, CancellationToken ct = default) => (await DirectoryAsync(ct)).ActorByEntraId(objectId);

    public async Task<NameChanges> ReadNamesAsync(long afterSequence, CancellationToken ct = default)
    {
        await using var db = NewContext();
        Engine.BeginRead(db);
        return await NameFeed.ReadAsync(db, afterSequence, ct);
    }

    /// <summary>The users as they are now. Another process's change is noticed by the watch, which drops what is held here.</summary>
    public async ValueTask<UserDirectory> DirectoryAsync(CancellationToken ct)
    {
        _ = watch.Sequence;
        if (directory is { } known)
            return known;
        var forgotten = Interlocked.Read(ref directoryForgotten);
        await using var db = NewContext();
        var loaded = await UserDirectory.LoadAsync(db, Roles, ct);
        // What was changed while it was read would otherwise stay unseen until the next change.
        lock (remembering)
        {
            if (directoryForgotten == forgotten)
                directory = loaded;
        }
        return loaded;
    }

    public CrmDbContext NewContext()
    {
        var context = contexts.CreateDbContext();
        context.Sealer = Sealer;
        context.Fields = Options.Fields;
        return context;
    }

    public void Committed(bool usersChanged)
    {
        Ids.Committed();
        if (usersChanged)
            ForgetDirectory();
    }

    private void ForgetDirectory()
    {
        lock (remembering)
        {
            directory = null;
            directoryForgotten++;
        }
    }

    public void WroteNotifications() => NotificationsWritten?.Invoke();

    /// <summary>Tells the rooms with stores of their own. What fails is done again when the host calls <see cref="RepeatErasuresAsync"/>.</summary>
    public async Task ErasedAsync(string kind, long id)
    {
        foreach (var erasure in Erasures())
        {
            try
            {
                await erasure.ErasedAsync(kind, id, CancellationToken.None);
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "The erasure of {Kind} {Id} from {Store} failed and will be repeated.", kind, id, erasure.Name);
            }
        }
    }

    /// <summary>All erasures there ever were, again: for a store that was away, or was restored from a backup.</summary>
    public async Task RepeatErasuresAsync(CancellationToken ct)
    {
        await using var db = NewContext();
        foreach (var key in await db.DataKeys.Where(key => (key.Subject == Kinds.Contact || key.Subject == Kinds.User) && key.DestroyedAt != null).Select(key => new { key.Subject, key.SubjectId }).ToListAsync(ct))
            await ErasedAsync(key.Subject, key.SubjectId);
    }

    /// <summary>Places for sessions that read; null: there are enough for all.</summary>
    public SemaphoreSlim? Readers { get; }

    /// <summary>Waits for the right to write.</summary>
    public Task<WriterQueue.Turn> EnterAsync(Actor actor, Origin origin, CancellationToken ct) =>
        writers.EnterAsync(BackgroundWork.Doing ?? origin.Channel, BackgroundWork.Doing is not null || actor.UserId == Actor.System.UserId, ct);

    public WriterFigures Writers => writers.Figures();

    /// <summary>
    /// A place among the writers, for what is kept outside sessions; given back by disposing. Where a store has one writer, waiting in turn
    /// costs less than asking for its lock again and again.
    /// </summary>
    public async Task<IDisposable?> WaitForWriterAsync(CancellationToken ct)
    {
        if (!Engine.OneWriter)
            return null;
        return await writers.EnterAsync("dialogue", false, ct);
    }

    /// <summary>After much was written, and now and then.</summary>
    public async Task RefreshStatisticsAsync(CancellationToken ct)
    {
        using var turn = await WaitForWriterAsync(ct);
        await Engine.RefreshStatisticsAsync(ct);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await Events.FlushQuietlyAsync();
        watch.Dispose();
        Readers?.Dispose();
        Engine.Dispose();
    }

    /// <summary>Whole milliseconds, as the store keeps them: a record reads back exactly as it was written.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
