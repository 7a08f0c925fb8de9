using BotCrm.Core;
using BotCrm.Core.Access;
using BotCrm.Core.Names;
using BotCrm.Core.Primitives;

namespace BotCrm.Skills.Tests.Understanding;

/// <summary>A CRM that knows names and nothing else: all that understanding asks of it.</summary>
internal sealed class NameOnlyCrm(IReadOnlyList<NameEntry> names) : ICrm
{
    private readonly List<(long Sequence, NameEntry Entry)> log = [.. names.Select((n, i) => ((long)i + 1, n))];

    public int Reads { get; private set; }

    public long ChangeSequence => log.Count;

    public void Change(NameEntry entry) => log.Add((log.Count + 1, entry));

    public Task<NameChanges> ReadNamesAsync(long afterSequence, CancellationToken ct = default)
    {
        Reads++;
        return Task.FromResult(new NameChanges(log.Count, [.. log.Where(l => l.Sequence > afterSequence).Select(l => l.Entry)]));
    }

    public Task<CrmSession> OpenWriteAsync(Actor actor, Origin origin, CancellationToken ct = default) => throw new NotSupportedException("Understanding writes nothing.");

    public Task<CrmSession> OpenReadAsync(Actor actor, Origin origin, CancellationToken ct = default) => throw new NotSupportedException("Understanding reads names only.");

    public Task<Result<T>> RunAsync<T>(Actor actor, Origin origin, Command<T> command, CancellationToken ct = default) => throw new NotSupportedException("Understanding writes nothing.");

    public Task<Result<T>> AskAsync<T>(Actor actor, Origin origin, Query<T> query, CancellationToken ct = default) => throw new NotSupportedException("Understanding reads names only.");

    public Task<Actor?> FindActorByLoginAsync(string login, CancellationToken ct = default) => throw new NotSupportedException("Understanding is told its actor.");

    public Task<Actor?> FindActorByEntraIdAsync(string objectId, CancellationToken ct = default) => throw new NotSupportedException("Understanding is told its actor.");
}
