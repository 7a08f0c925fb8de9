using BotCrm.Core.Access;
using BotCrm.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>What records are called, as far as the session's actor may see them.</summary>
internal static class VisibleNames
{
    public static async Task<IReadOnlyDictionary<long, string>> FindAsync(CrmSession session, string kind, long[] ids, CancellationToken ct)
    {
        var names = new Dictionary<long, string>();
        if (Records.TypeOf(kind) is not { } type || !session.Actor.MayRead(kind))
            return names;
        foreach (var id in await RowScope.Ids(kind, session.Actor, session.Db).Where(id => ids.Contains(id)).ToListAsync(ct))
        {
            if (await session.Db.FindAsync(type, [id], ct) is { } record)
                names[id] = Records.Start(Records.NameOf(record));
        }
        return names;
    }
}
