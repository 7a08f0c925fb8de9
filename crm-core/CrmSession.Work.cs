using System.Collections.Concurrent;
using System.Reflection;
using BotCrm.Core.Access;
using BotCrm.Core.Audit;
using BotCrm.Core.Calendars;
using BotCrm.Core.Calendars.Days;
using BotCrm.Core.Primitives;
using BotCrm.Core.Privacy.Erasure;
using BotCrm.Core.Privacy.Persons;
using BotCrm.Core.Storage;
using BotCrm.Core.Storage.Engine;
using BotCrm.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core;

public sealed partial class CrmSession
{
    private static readonly ConcurrentDictionary<Type, string?> NeededBy = [];

    private readonly Crm crm;
    private readonly bool writes;
    private WriterQueue.Turn? turn;
    private readonly ChangeRecorder recorder = new();
    private CrmDbContext? db;
    private UserDirectory? directory;
    private readonly Dictionary<string, BusinessCalendar> calendars = [];
    private string? failedWith;
    private bool notified;
    private int commands;
    private bool closed;
    private bool reading;

    internal CrmSession(Crm crm, Actor actor, Origin origin, DateTimeOffset now, WriterQueue.Turn? turn)
    {
        this.crm = crm;
        this.turn = turn;
        writes = turn is not null;
        Actor = actor;
        Origin = Plain(origin);
        Now = now;
    }

    /// <summary>The store, inside this session's transaction. A reading session begins it at first use, so that a turn that needs nothing from the store costs nothing.</summary>
    internal CrmDbContext Db => db ?? BeginRead();

    /// <summary>Says that this session added notifications, so that channels hear of it once they are committed.</summary>
    internal void WroteNotifications() => notified = true;

    /// <summary>Set by an erasure: the person whose key ends with this session. What records said before it is sealed under that key.</summary>
    internal (string Kind, long Id)? Erasing { get; set; }

    /// <summary>To be called by a query that shows sensitive fields of a record unmasked: the audit tells of it, once an hour for an actor and record.</summary>
    internal void NoteSensitiveRead(string kind, long id)
    {
        // Who writes leaves an entry of its own.
        if (!writes && Actor.UserId != 0)
            crm.Events.NoteRead(Actor, Origin, kind, id);
    }

    internal StoreEngine Engine => crm.Engine;

    internal IEnumerable<IErasure> Erasures => crm.Erasures();

    internal CrmOptions Options => crm.Options;

    /// <summary>The CRM whose session this is.</summary>
    internal Crm Home => crm;

    internal WriterFigures Writers => crm.Writers;

    internal RoleBook Roles => crm.Roles;

    /// <summary>Today for the actor.</summary>
    internal DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Now, Actor.TimeZone).DateTime);

    /// <summary>Today for the company, whoever asks and wherever: what is due or over must be so for everybody at once.</summary>
    internal DateOnly CompanyToday => Tasks.TaskTimes.DayOf(Now, Tasks.TaskTimes.Zone(Options.TimeZone));

    internal ChangeRecorder Recorder => recorder;

    /// <summary>While true, what commands change is gathered and saved in one go: for commands that read nothing back of what they change.</summary>
    internal bool HoldsSaves { get; set; }

    /// <summary>
    /// Set for a rehearsal: commands run to learn what they would say, with ids made up by this, and nothing is ever sent to the store, so that a
    /// reading session will do and nobody waits for it. For commands that read nothing back of what they change.
    /// </summary>
    internal Func<long>? Rehearsal { get; set; }

    /// <summary>What a use case over many rows has read for all of them at once, so that the commands it runs need not ask for each.</summary>
    internal ReadAhead? ReadAhead { get; set; }

    /// <summary>Goes on with a change set that was begun in another session: what takes many transactions is still undone as one.</summary>
    internal void Join(long changeSetId) => ChangeSetId = changeSetId;

    /// <summary>
    /// Runs a command whose failure leaves the session usable: for work on many rows, each of which may be wrong. The command must not have
    /// changed anything before it fails.
    /// </summary>
    internal async Task<Result<T>> TryAsync<T>(Command<T> command, CancellationToken ct)
    {
        MustBeOpen();
        if ((AfterErasing() ?? Refusal(command.GetType())) is { } refused)
            return refused;
        commands++;
        var result = await command.RunAsync(this, ct);
        if (result.Ok)
            await SaveAsync(ct);
        return result;
    }

    /// <summary>Only for the first start, when the first user is made by nobody.</summary>
    internal void ActAs(Actor actor) => Actor = actor;

    /// <summary>An id for a record that this session adds.</summary>
    internal ValueTask<long> NewIdAsync(CancellationToken ct) => Rehearsal is { } madeUp ? new(madeUp()) : crm.Ids.TakeAsync(Db, ct);

    /// <summary>Users and teams as this session sees them.</summary>
    /// <summary>A calendar as it is configured and with what was written down over it; the standard one for null.</summary>
    internal async ValueTask<BusinessCalendar> CalendarAsync(string? code, CancellationToken ct)
    {
        code = crm.Options.Service.CalendarOf(code).Code;
        if (!calendars.TryGetValue(code, out var calendar))
            calendars[code] = calendar = await CompanyCalendars.ReadAsync(this, code, ct);
        return calendar;
    }

    internal void ForgetCalendars() => calendars.Clear();

    internal async ValueTask<UserDirectory> DirectoryAsync(CancellationToken ct) =>
        directory ??= recorder.UsersChanged ? await UserDirectory.LoadAsync(Db, Roles, ct) : await crm.DirectoryAsync(ct);

    public partial async Task<Result<T>> RunAsync<T>(Command<T> command, CancellationToken ct)
    {
        MustBeOpen();
        if (!writes)
            throw new InvalidOperationException("A reading session cannot run commands.");
        if (failedWith is not null)
            throw new InvalidOperationException($"An earlier command failed ({failedWith}); this session can only be read from.");
        if (turn is not null)
            turn.By = $"{Origin.Channel} {command.GetType().Name}";
        commands++;
        if ((AfterErasing() ?? Refusal(command)) is { } refused)
        {
            failedWith = refused.Code;
            return refused;
        }
        var done = false;
        try
        {
            var result = await command.RunAsync(this, ct);
            if (result.Ok)
                await SaveAsync(ct);
            else
                failedWith = result.Failure.Code;
            done = true;
            return FieldRights.Shown(result, Actor);
        }
        finally
        {
            if (!done)
                failedWith ??= "exception";
        }
    }

    public partial async Task<Result<T>> AskAsync<T>(Query<T> query, CancellationToken ct)
    {
        MustBeOpen();
        if (Refusal(query) is { } refused)
            return refused;
        if (db is null)
            await BeginReadAsync(ct);
        return FieldRights.Shown(await query.RunAsync(this, ct), Actor);
    }

    /// <summary>What is written after an erasure would be lost with it, and could not be undone.</summary>
    private Failure? AfterErasing() => Erasing is null
        ? null
        : Failure.Conflict("erase_alone", "An erasure cannot be undone and must be the only change of its plan; do the rest afterwards.");

    /// <summary>The one place where a use case is held against the actor's permissions and field rights.</summary>
    private Failure? Refusal(object useCase) =>
        NeededBy.GetOrAdd(useCase.GetType(), static type => type.GetCustomAttribute<RequiresAttribute>(false)?.Permission) is { } permission && !Actor.May(permission)
            ? Policies.Refusal(permission, Actor)
            : FieldRights.Refusal(useCase, Actor);

    /// <summary>
    /// Sends tracked changes to the store: counts versions, remembers images for the audit, keeps names and derived fields. Runs after every
    /// command by itself; a command calls it when it must query what it has just changed.
    /// </summary>
    internal async Task SaveAsync(CancellationToken ct)
    {
        if (HoldsSaves || Rehearsal is not null)
            return;
        if (await recorder.SaveAsync(Db, Now, Actor.UserId, ct))
            directory = null;
    }

    public partial async Task<long?> CommitAsync(CancellationToken ct)
    {
        MustBeOpen();
        if (!writes)
            throw new InvalidOperationException("A reading session has nothing to commit.");
        if (failedWith is not null)
            throw new InvalidOperationException($"A command failed ({failedWith}); nothing of this session can be kept.");
        HoldsSaves = false;
        await SaveAsync(ct);
        // What follows adds rows only; it need not look through what is saved.
        Db.ChangeTracker.Clear();
        await KeepLifecyclesAsync(ct);
        var changes = await recorder.WriteAuditAsync(this, ct);
        if (Erasing is { } person)
            await PersonKeys.DestroyAsync(this, person.Kind, person.Id, ct);
        await MarkTurnAsync(ct);
        await Db.Database.CurrentTransaction!.CommitAsync(CancellationToken.None);
        crm.Committed(recorder.UsersChanged);
        await CloseAsync();
        if (Erasing is { Kind: Primitives.Kinds.Contact or Primitives.Kinds.User } erased)
            await crm.ErasedAsync(erased.Kind, erased.Id);
        if (notified)
            crm.WroteNotifications();
        return changes > 0 ? ChangeSetId : null;
    }

    public partial async ValueTask DisposeAsync()
    {
        if (closed)
            return;
        // Without a turn another writer has the ids.
        if (turn is not null)
            crm.Ids.RolledBack();
        await CloseAsync();
    }

    /// <summary>
    /// Gives the write lock away while something long is looked for in sessions of its own, and takes it again: for a command that must look
    /// through very much before it knows what to change. Only while this session has changed nothing; what it read before is out of date afterwards.
    /// </summary>
    internal async Task<T> AsideAsync<T>(Func<Crm, Task<T>> read, CancellationToken ct)
    {
        MustBeOpen();
        if (!writes || turn is null || recorder.HasChanges || Db.ChangeTracker.HasChanges())
            throw new InvalidOperationException("Only a writing session that has changed nothing can step aside.");
        await db!.DisposeAsync();
        (db, directory) = (null, null);
        crm.Ids.RolledBack();
        turn.Dispose();
        turn = null;
        var found = await read(crm);
        turn = await crm.EnterAsync(Actor, Origin, ct);
        await BeginWriteAsync(ct);
        return found;
    }

    /// <summary>Whether <see cref="AsideAsync"/> may be called: whoever comes after other changes of the same transaction may not.</summary>
    internal bool MayStepAside => writes && turn is not null && commands <= 1 && !recorder.HasChanges && !Db.ChangeTracker.HasChanges();

    private async Task KeepLifecyclesAsync(CancellationToken ct)
    {
        var steps = recorder.LifecycleChanges;
        for (var i = 0; i < steps.Count; i++)
        {
            (steps[i].ChangeSetId, steps[i].Ordinal, steps[i].ById) = (ChangeSetId, i, Actor.UserId);
            Db.LifecycleChanges.Add(steps[i]);
        }
        if (steps.Count > 0)
            await Db.SaveChangesAsync(ct);
    }

    internal async Task BeginWriteAsync(CancellationToken ct)
    {
        db = crm.NewContext();
        await crm.Engine.BeginWriteAsync(db, ct);
        ChangeSetId = await NewIdAsync(ct);
    }

    /// <summary>It comes from outside as it is, is kept as a text and hashed: what the store would change is changed before.</summary>
    private static Origin Plain(Origin origin) => new(PlainText.Of(origin.Channel), Plain(origin.Conversation), Plain(origin.Sentence), Plain(origin.TurnId));

    private static string? Plain(string? text) => text is null ? null : PlainText.Of(text);

    private CrmDbContext BeginRead()
    {
        MustBeOpen();
        if (crm.Readers is { } readers)
        {
            readers.Wait();
            reading = true;
        }
        var context = crm.NewContext();
        try
        {
            crm.Engine.BeginRead(context);
        }
        catch
        {
            context.Dispose();
            DoneReading();
            throw;
        }
        return db = context;
    }

    /// <summary>Hundreds of readers that each held a thread while waiting for a connection would leave none for those who could give one back.</summary>
    private async Task BeginReadAsync(CancellationToken ct)
    {
        if (crm.Readers is { } readers)
        {
            await readers.WaitAsync(ct);
            reading = true;
        }
        var context = crm.NewContext();
        try
        {
            await crm.Engine.BeginReadAsync(context, ct);
        }
        catch
        {
            await context.DisposeAsync();
            DoneReading();
            throw;
        }
        db = context;
    }

    private async Task MarkTurnAsync(CancellationToken ct)
    {
        if (Origin.TurnId is not { } turn)
            return;
        var conversation = Origin.Conversation ?? "";
        if (await Db.ProcessedTurns.AsNoTracking().AnyAsync(done => done.Channel == Origin.Channel && done.Conversation == conversation && done.TurnId == turn, ct))
            throw new TurnAlreadyCommittedException($"Turn {turn} of conversation {conversation} on {Origin.Channel} was committed before.");
        Db.ProcessedTurns.Add(new ProcessedTurn { Channel = Origin.Channel, Conversation = conversation, TurnId = turn, ChangeSetId = ChangeSetId, At = Now });
        await Db.SaveChangesAsync(ct);
    }

    /// <summary>Gives back the connection and the write lock; what was not committed is rolled back.</summary>
    private async Task CloseAsync()
    {
        closed = true;
        try
        {
            if (db is not null)
                await db.DisposeAsync();
        }
        finally
        {
            db = null;
            turn?.Dispose();
            DoneReading();
        }
    }

    private void DoneReading()
    {
        if (reading)
            crm.Readers?.Release();
        reading = false;
    }

    private void MustBeOpen() => ObjectDisposedException.ThrowIf(closed, this);
}
