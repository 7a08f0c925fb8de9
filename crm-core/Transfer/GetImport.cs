using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Transfer;

/// <summary>One import; without a number the actor's newest.</summary>
[Requires(Permissions.DataImport)]
public sealed record GetImport : Query<ImportView>
{
    public long? Id { get; init; }

    protected internal override async Task<Result<ImportView>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        var import = Id is { } id
            ? await ImportRules.Visible(session).AsNoTracking().FirstOrDefaultAsync(one => one.Id == id, ct)
            : await session.Db.Set<Import>().AsNoTracking().Where(one => one.MakerId == self).OrderByDescending(one => one.Id).FirstOrDefaultAsync(ct);
        if (import is null)
            return Id is null ? Failure.Invalid("no_import", "You have no import yet; upload a file.") : ImportFailures.NotFound(Id.Value);
        return ImportRules.View(import, await session.DirectoryAsync(ct));
    }
}
