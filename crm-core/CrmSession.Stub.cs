using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using BotCrm.Core.Storage;

namespace BotCrm.Core;

public sealed partial class CrmSession
{
    internal CrmSession(Actor actor, Origin origin, DateTimeOffset now, long changeSetId, CrmDbContext db)
    {
        Actor = actor;
        Origin = origin;
        Now = now;
        ChangeSetId = changeSetId;
        Db = db;
    }

    public partial Task<Result<T>> RunAsync<T>(Command<T> command, CancellationToken ct) => command.RunAsync(this, ct);

    public partial Task<Result<T>> AskAsync<T>(Query<T> query, CancellationToken ct) => query.RunAsync(this, ct);

    public partial Task<long?> CommitAsync(CancellationToken ct) => throw new NotImplementedException();

    public partial ValueTask DisposeAsync() => throw new NotImplementedException();
}
