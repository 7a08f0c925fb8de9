using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BotCrm.Core.Access;
using BotCrm.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BotCrm.Core.Automation;

/// <summary>The actor's calendar address stops working. False: there was none.</summary>
[Requires(Permissions.TasksRead)]
public sealed record RevokeCalendarLink : Command<bool>
{
    protected internal override async Task<Result<bool>> RunAsync(CrmSession session, CancellationToken ct)
    {
        var self = session.Actor.UserId;
        return await session.Db.Set<CalendarToken>().Where(token => token.UserId == self).ExecuteDeleteAsync(ct) > 0;
    }
}
