using BotCrm.Core.Storage;

namespace BotCrm.Core.Names;

internal static class NameFeed
{
    public static Task<NameChanges> ReadAsync(CrmDbContext db, long afterSequence, CancellationToken ct) => throw new NotImplementedException();
}
