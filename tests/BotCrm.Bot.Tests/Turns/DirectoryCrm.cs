using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Bot.Tests.Turns;

/// <summary>A CRM that knows its people and nothing else.</summary>
internal sealed class DirectoryCrm : ICrm
{
    public const string LenaObjectId = "6f4d2b1e-0000-4000-8000-00000000001a";

    public static readonly Actor Lena = new(3, "lena", "Lena Vogt", Role.Rep, 1, "en", "Europe/Berlin", new HashSet<long> { 3 });
    public static readonly Actor Wei = new(4, "wei", "王伟", Role.Rep, 2, "zh", "Asia/Shanghai", new HashSet<long> { 4 });

    /// <summary>Stands for a store that cannot be reached.</summary>
    public Exception? Broken { get; set; }

    public long ChangeSequence => 0;

    public Task<Actor?> FindActorByLoginAsync(string login, CancellationToken ct = default) => Broken is { } e
        ? Task.FromException<Actor?>(e)
        : Task.FromResult(login.ToLowerInvariant() switch { "lena" => Lena, "wei" => Wei, _ => null });

    public Task<Actor?> FindActorByEntraIdAsync(string objectId, CancellationToken ct = default) => Broken is { } e
        ? Task.FromException<Actor?>(e)
        : Task.FromResult(objectId == LenaObjectId ? Lena : null);

    public Task<CrmSession> OpenWriteAsync(Actor actor, Origin origin, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<CrmSession> OpenReadAsync(Actor actor, Origin origin, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<Result<T>> RunAsync<T>(Actor actor, Origin origin, Command<T> command, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<Result<T>> AskAsync<T>(Actor actor, Origin origin, Query<T> query, CancellationToken ct = default) => throw new NotSupportedException();

    public Task<NameChanges> ReadNamesAsync(long afterSequence, CancellationToken ct = default) => throw new NotSupportedException();
}
